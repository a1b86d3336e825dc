using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Ledger;

namespace NetTimeline.Journal;

/// <summary>
/// By what somebody would come back who was erased: registry keys, ids of sources, keys of entries. Kept as keyed
/// hashes, so that they tell nothing to whoever has not the key.
/// </summary>
/// <remarks>Safe to use from many threads. Costs nothing while there are none.</remarks>
/// <param name="key">32 bytes. With another key nothing is recognised.</param>
public sealed class Tombstones(ReadOnlyMemory<byte> key)
{
    readonly ConcurrentDictionary<Hash, long?> kept = [];
    readonly ConcurrentDictionary<Guid, long> patients = [];

    /// <summary>Recognises nothing.</summary>
    public static Tombstones None => new(default);

    public void Add(IEnumerable<Tombstone> more)
    {
        foreach (var each in more)
        {
            kept[new Hash(each.Tag.Span)] = each.Position;
        }
    }

    /// <summary>That a patient was erased as a whole, by the event at a position.</summary>
    public void Add(Guid patient, long erasure) => patients[patient] = erasure;

    /// <summary>
    /// Whether the patient with this id was erased, also where the database does not say so: it may be an older one.
    /// </summary>
    public bool Find(Guid patient, out long erasure) => patients.TryGetValue(patient, out erasure);

    /// <summary>
    /// Whether the patient of this key was erased, and by the event at which position, if there is one.
    /// </summary>
    public bool Find(RegistryKey patient, out long? erasure)
    {
        erasure = null;
        return !kept.IsEmpty && kept.TryGetValue(new Hash(OfPatient(patient).Span), out erasure);
    }

    /// <summary>Whether a number of somebody who was erased.</summary>
    public bool Has(IdentityNumber number) => !kept.IsEmpty && kept.ContainsKey(new Hash(Of(number).Span));

    /// <summary>What commands say of what was erased, with pointers that begin with a command's place.</summary>
    public Items<Fault> Faults(Guid patient, IReadOnlyList<PatientCommand> commands) => kept.IsEmpty
        ? []
        : [.. commands.SelectMany((command, at) => Faults(patient, command).Select(fault => fault.Below($"/{at}")))];

    /// <summary>Names an entry where its key must not be kept: always the same, and not to be guessed.</summary>
    public string NameOf(Guid patient, EntryKey entry) => Convert.ToHexStringLower(OfEntry(patient, entry).Span);

    /// <summary>By what whoever has this identity is recognised.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> TagsOf(Identity identity) => [.. identity.Numbers.Select(Of)];

    internal ReadOnlyMemory<byte> OfPatient(RegistryKey patient) => Tag("patient", patient.Value);

    ReadOnlyMemory<byte> Of(IdentityNumber number) => Tag("number", number.System, number.Value);

    /// <summary>Wherever it is posted.</summary>
    internal ReadOnlyMemory<byte>? OfSource(Entry entry) => entry.Source is { Authority: { } authority, Id: { } id }
        ? Tag("source", authority, id)
        : default(ReadOnlyMemory<byte>?);

    /// <summary>Where it is posted to this patient; it may well be another's.</summary>
    internal ReadOnlyMemory<byte>? OfSource(Guid patient, Entry entry) =>
        entry.Source is { Authority: { } authority, Id: { } id }
            ? Tag("patient-source", patient.ToString("D"), authority, id)
            : default(ReadOnlyMemory<byte>?);

    internal ReadOnlyMemory<byte> OfEntry(Guid patient, EntryKey entry) =>
        Tag("entry", patient.ToString("D"), entry.Value);

    /// <summary>Whether the entry was erased, and by the event at which position, if there is one.</summary>
    internal bool Find(Guid patient, EntryKey entry, out long? erasure)
    {
        erasure = null;
        return !kept.IsEmpty && kept.TryGetValue(new Hash(OfEntry(patient, entry).Span), out erasure);
    }

    IEnumerable<Fault> Faults(Guid patient, PatientCommand command) => command switch
    {
        PatientCommand.EnrolPatient enrol => Has(OfPatient(enrol.RegistryKey))
            ? [Erased("/registryKey", "The patient of this registry key was erased.")]
            : [],
        PatientCommand.RecordEntry said => Faults(patient, said.Entry, ""),
        PatientCommand.ReattributeLesion said => Faults(patient, said.Attribution, "/attribution"),
        PatientCommand.AmendEntry said => Faults(patient, said.Replacement, "/replacement"),
        PatientCommand.RedateEntry said => Faults(patient, said.Entry, "/entry"),
        PatientCommand.RetractEntry said => Faults(patient, said.Entry, "/entry"),
        PatientCommand.SplitGroup said => Faults(patient, said.Key, "/key"),
        PatientCommand.MergeLesions said => Faults(patient, said.Key, "/key"),
        _ => [],
    };

    IEnumerable<Fault> Faults(Guid patient, Entry entry, string pointer)
    {
        foreach (var fault in Faults(patient, entry.Key, pointer + "/key"))
        {
            yield return fault;
        }

        if (Has(OfSource(entry)) || Has(OfSource(patient, entry)))
        {
            yield return Erased(pointer + "/source", "What came from this source was erased.");
        }
    }

    IEnumerable<Fault> Faults(Guid patient, EntryKey entry, string pointer) => Find(patient, entry, out _)
        ? [Erased(pointer, "The entry of this key was erased.")]
        : [];

    bool Has(ReadOnlyMemory<byte>? tag) => tag is { } known && kept.ContainsKey(new Hash(known.Span));

    static Fault Erased(string pointer, string sentence) => new(Refusal.Erased, pointer, sentence);

    /// <summary>Each part with its length, so that no two lists of parts are one text.</summary>
    ReadOnlyMemory<byte> Tag(params ReadOnlySpan<string> parts)
    {
        var text = new StringBuilder("nettimeline/tombstone/v1");
        foreach (var part in parts)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n{part.Length} {part}");
        }

        return HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(text.ToString()));
    }
}
