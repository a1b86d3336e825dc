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

    static readonly RecordShape Enrolment = Shapes.Record<EnrolmentForm>();

    static readonly Dictionary<string, RecordShape> Corrections = new()
    {
        ["amend"] = Shapes.Record<PatientCommand.AmendEntry>(),
        ["retract"] = Shapes.Record<PatientCommand.RetractEntry>(),
        ["redate"] = Shapes.Record<PatientCommand.RedateEntry>(),
        ["reattribute"] = Shapes.Record<PatientCommand.ReattributeLesion>(),
        ["split"] = Shapes.Record<PatientCommand.SplitGroup>(),
        ["merge"] = Shapes.Record<PatientCommand.MergeLesions>(),
    };

    /// <summary>Members that a correction is refused without, though it can be read without them.</summary>
    static readonly string[] RequiredToo = ["reason", "into", "merged"];

    /// <summary>An enrolment as it is posted.</summary>
    sealed record EnrolmentForm(RegistryKey RegistryKey, Sex? Sex, int? BirthYear, int? StatedAge);

    public static Parsed<PatientCommand.EnrolPatient> ReadEnrolment(JsonElement json)
    {
        var reading = new Reading();
        return Enrolment.Read(json, reading) is EnrolmentForm form && reading.Faults.Count == 0
            ? new Parsed<PatientCommand.EnrolPatient>.Understood(
                new(form.RegistryKey, form.Sex, form.BirthYear, form.StatedAge))
            : new Parsed<PatientCommand.EnrolPatient>.Faulty([.. reading.Faults]);
    }

    /// <summary>A list of entries; a single one is read as a list of one.</summary>
    public static Parsed<Items<PatientCommand>> ReadEntries(JsonElement json) => ReadAll(
        json, (item, reading) => Shapes.Of(typeof(Entry)).Read(item, reading) is Entry entry
            ? new PatientCommand.RecordEntry(entry)
            : null);

    /// <summary>A list of corrections; a single one is read as a list of one.</summary>
    public static Parsed<Items<PatientCommand>> ReadCorrections(JsonElement json) => ReadAll(json, ReadCorrection);

    /// <summary>The API's description of what is read here.</summary>
    public static (SchemaNode Enrolment, SchemaNode Entry, SchemaNode Correction) Describe(SchemaBook book) => (
        book.Reference("Enrolment", () => Enrolment.Object(book)),
        Shapes.Of(typeof(Entry)).Describe(book),
        book.Reference("Correction", () => new SchemaNode(Type: null)
        {
            OneOf = [.. Corrections.Select(each =>
                book.Reference(each.Value.Name, () => Described(each.Key, each.Value, book)))],
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

    static Parsed<Items<PatientCommand>> ReadAll(
        JsonElement json, Func<JsonElement, Reading, PatientCommand?> read)
    {
        var reading = new Reading();
        var commands = new List<(PatientCommand Command, string Pointer)>();
        if (json.ValueKind is JsonValueKind.Array)
        {
            var at = 0;
            foreach (var item in json.EnumerateArray())
            {
                reading.Enter(at);
                Add(read(item, reading), $"/{at++}");
                reading.Leave();
            }
        }
        else
        {
            Add(read(json, reading), "");
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

    static PatientCommand? ReadCorrection(JsonElement json, Reading reading)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            return (PatientCommand?)reading.Wrong("A correction is an object.");
        }

        if (!json.TryGetProperty(CorrectionMember, out var word) || word.ValueKind is not JsonValueKind.String
            || !Corrections.TryGetValue(word.GetString()!, out var shape))
        {
            return (PatientCommand?)reading.Wrong(
                $"A correction is one of {string.Join(", ", Corrections.Keys)}.", "/" + CorrectionMember);
        }

        return RecordShape.ReadLayers(json, reading, [shape], CorrectionMember) is [PatientCommand command]
            ? command
            : null;
    }
}
