using System.Runtime.InteropServices;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;

namespace NetTimeline.Journal.Json;

/// <summary>What a caller sent, as commands or as every fault that was found in it.</summary>
public abstract record Parsed<T>
{
    Parsed() { }

    public sealed record Understood(T Value) : Parsed<T>;

    /// <summary>Pointers are relative to the document that was read.</summary>
    public sealed record Faulty(Items<Fault> Faults) : Parsed<T>;
}

/// <summary>Reads commands as callers send them. Every fault is named; unknown members are faults.</summary>
public static class CommandJson
{
    const string CorrectionMember = "correction";

    static ReadOnlySpan<byte> CorrectionUtf8 => "correction"u8;

    /// <summary>Null after noting why not; see <see cref="Shape.Read"/>.</summary>
    delegate PatientCommand? CommandReader(ref Utf8JsonReader json, Reading reading);

    static readonly Shape Entries = Shapes.Of(typeof(Entry));

    static readonly RecordShape Enrolment = Shapes.Record<EnrolmentForm>();

    static readonly WordTable<RecordShape> Corrections = new(new Dictionary<string, RecordShape>
    {
        ["amend"] = Shapes.Record<PatientCommand.AmendEntry>(),
        ["retract"] = Shapes.Record<PatientCommand.RetractEntry>(),
        ["redate"] = Shapes.Record<PatientCommand.RedateEntry>(),
        ["reattribute"] = Shapes.Record<PatientCommand.ReattributeLesion>(),
        ["split"] = Shapes.Record<PatientCommand.SplitGroup>(),
        ["merge"] = Shapes.Record<PatientCommand.MergeLesions>(),
    });

    /// <summary>Members that a correction is refused without, though it can be read without them.</summary>
    static readonly string[] RequiredToo = ["reason", "into", "merged"];

    /// <summary>An enrolment as it is posted.</summary>
    sealed record EnrolmentForm(RegistryKey RegistryKey, Sex? Sex, int? BirthYear, int? StatedAge);

    public static Parsed<PatientCommand.EnrolPatient> ReadEnrolment(JsonElement json)
    {
        var reading = new Reading();
        return Enrolment.ReadAll(JsonMarshal.GetRawUtf8Value(json), reading) is EnrolmentForm form
            && reading.Faults.Count == 0
            ? new Parsed<PatientCommand.EnrolPatient>.Understood(
                new(form.RegistryKey, form.Sex, form.BirthYear, form.StatedAge))
            : new Parsed<PatientCommand.EnrolPatient>.Faulty([.. reading.Faults]);
    }

    /// <summary>A list of entries; a single one is read as a list of one.</summary>
    public static Parsed<Items<PatientCommand>> ReadEntries(JsonElement json) => ReadAll(json, ReadEntry);

    /// <summary>A list of corrections; a single one is read as a list of one.</summary>
    public static Parsed<Items<PatientCommand>> ReadCorrections(JsonElement json) => ReadAll(json, ReadCorrection);

    /// <summary>The API's description of what is read here.</summary>
    public static (SchemaNode Enrolment, SchemaNode Entry, SchemaNode Correction) Describe(SchemaBook book) => (
        book.Reference("Enrolment", () => Enrolment.Object(book)),
        Entries.Describe(book),
        book.Reference("Correction", () => new SchemaNode(Type: null)
        {
            OneOf = [.. Corrections.Words.Select(word =>
                book.Reference(Corrections[word].Name, () => Described(word, Corrections[word], book)))],
        }));

    static SchemaNode Described(string word, RecordShape shape, SchemaBook book)
    {
        var described = shape.Object(book);
        return described with
        {
            Properties = new Dictionary<string, SchemaNode>(described.Properties)
            {
                [CorrectionMember] = new("string") { Constant = word },
            },
            Required =
                [CorrectionMember, .. described.Required, .. RequiredToo.Where(described.Properties.ContainsKey)],
        };
    }

    static Parsed<Items<PatientCommand>> ReadAll(JsonElement element, CommandReader read)
    {
        var json = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(element));
        var reading = new Reading();
        var commands = new List<(PatientCommand Command, string Pointer)>();
        json.Read();
        if (json.TokenType is JsonTokenType.StartArray)
        {
            for (var at = 0; json.Read() && json.TokenType is not JsonTokenType.EndArray; at++)
            {
                reading.Enter(at);
                Add(read(ref json, reading), $"/{at}");
                json.Skip();
                reading.Leave();
            }
        }
        else
        {
            Add(read(ref json, reading), "");
        }

        // Nobody will decide about a body that could not be read; what its readable part says wrongly is named here.
        return reading.Faults.Count > 0
            ? new Parsed<Items<PatientCommand>>.Faulty([.. reading.Faults, .. commands.SelectMany(
                each => CommandFaults.Of(each.Command).Select(fault => fault.Below(each.Pointer)))])
            : new Parsed<Items<PatientCommand>>.Understood([.. commands.Select(each => each.Command)]);

        void Add(PatientCommand? command, string pointer)
        {
            if (command is not null)
            {
                commands.Add((command, pointer));
            }
        }
    }

    static PatientCommand.RecordEntry? ReadEntry(ref Utf8JsonReader json, Reading reading) =>
        Entries.Read(ref json, reading) is Entry entry ? new PatientCommand.RecordEntry(entry) : null;

    static PatientCommand? ReadCorrection(ref Utf8JsonReader json, Reading reading)
    {
        if (json.TokenType is not JsonTokenType.StartObject)
        {
            return (PatientCommand?)reading.Wrong("A correction is an object.");
        }

        var ahead = json;
        if (!RecordShape.GoTo(CorrectionUtf8, ref ahead) || Corrections.Find(ref ahead) is not { } shape)
        {
            return (PatientCommand?)reading.Wrong(
                $"A correction is one of {string.Join(", ", Corrections.Words)}.", "/" + CorrectionMember);
        }

        return RecordShape.ReadLayers(ref json, reading, [shape], CorrectionUtf8) is { } values
            ? (PatientCommand)shape.Made(values)
            : null;
    }
}
