using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.Ledger;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Journal.Json;

/// <summary>An event as it is stored.</summary>
/// <param name="Type">The stored name: it never changes, whatever the C# type is called.</param>
/// <param name="Schema">The version of the stored form.</param>
/// <param name="Payload">Canonical JSON.</param>
public sealed record StoredForm(string Type, int Schema, byte[] Payload);

/// <summary>
/// Between events and what is stored of them. Stored names are part of the format: each kind of entry has its own
/// (<c>diagnosis_recorded</c>), each correction and the enrolment too.
/// </summary>
public static class EventJson
{
    const string RecordedSuffix = "_recorded";

    /// <summary>The canonical form checks what was written.</summary>
    static readonly JsonWriterOptions Unchecked = new() { SkipValidation = true };

    static readonly Shape Entries = Shapes.Of(typeof(Entry));

    static readonly FrozenDictionary<string, RecordShape> ByName = new Dictionary<string, RecordShape>
    {
        ["patient_enrolled"] = Shapes.Record<PatientEnrolled>(),
        ["entry_amended"] = Shapes.Record<EntryAmended>(),
        ["entry_retracted"] = Shapes.Record<EntryRetracted>(),
        ["entry_redated"] = Shapes.Record<EntryRedated>(),
        ["lesion_reattributed"] = Shapes.Record<LesionReattributed>(),
        ["lesion_group_split"] = Shapes.Record<LesionGroupSplit>(),
        ["lesions_merged"] = Shapes.Record<LesionsMerged>(),
        ["identity_kept"] = Shapes.Record<IdentityKept>(),
        ["patient_erased"] = Shapes.Record<PatientErased>(),
        ["entry_erased"] = Shapes.Record<EntryErased>(),
    }.ToFrozenDictionary();

    static readonly FrozenSet<string> RecordedNames =
        EntryShape.Kinds.Select(kind => Snake(kind) + RecordedSuffix).ToFrozenSet();

    /// <summary>The stored names of events that say that others were erased.</summary>
    public static IReadOnlySet<string> Erasures { get; } =
        new[] { typeof(PatientErased), typeof(EntryErased) }.Select(NameOf).ToFrozenSet();

    /// <summary>Every stored name there is.</summary>
    public static IEnumerable<string> StoredNames => ByName.Keys.Concat(RecordedNames).Order(StringComparer.Ordinal);

    public static string NameOf(PatientEvent happened) => happened is EntryRecorded recorded
        ? Snake(EntryShape.KindOf(recorded.Entry.Content)) + RecordedSuffix
        : NameOf(happened.GetType());

    /// <summary>As this program stores it.</summary>
    public static StoredForm Encode(PatientEvent happened) => Encode(happened, StoredForms.OfThisProgram);

    public static StoredForm Encode(PatientEvent happened, StoredForms forms)
    {
        var name = NameOf(happened);
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, Unchecked))
        {
            if (happened is EntryRecorded recorded)
            {
                Entries.Write(writer, recorded.Entry);
            }
            else
            {
                ByName[name].Write(writer, happened);
            }
        }

        return new StoredForm(name, forms.Written(name), CanonicalJson.Write(buffer.WrittenSpan));
    }

    /// <summary>By the forms of this program.</summary>
    /// <exception cref="UnreadableEventException">
    /// The name or version is unknown, or the payload does not fit them.
    /// </exception>
    public static PatientEvent Decode(string type, int schema, ReadOnlyMemory<byte> payload) =>
        Decode(type, schema, payload, StoredForms.OfThisProgram);

    /// <exception cref="UnreadableEventException">
    /// The name or version is unknown to the forms, or the payload does not fit them.
    /// </exception>
    public static PatientEvent Decode(string type, int schema, ReadOnlyMemory<byte> payload, StoredForms forms)
    {
        var json = forms.Newest(type, schema, payload).Span;
        var reading = new Reading();
        var happened = RecordedNames.Contains(type)
            ? Entries.ReadAll(json, reading) is Entry entry ? new EntryRecorded(entry) : null
            : ByName.TryGetValue(type, out var shape)
                ? shape.ReadAll(json, reading) as PatientEvent
                : throw UnreadableEventException.Newer(type, schema);
        return happened is not null && reading.Faults.Count == 0
            ? happened
            : throw UnreadableEventException.Broken(type, schema, reading);
    }

    static string NameOf(Type happened) => Snake(Words.Kebab(happened.Name));

    static string Snake(string kebab) => kebab.Replace('-', '_');
}
