using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Http;
using CanonicalJson = NetTimeline.Ledger.CanonicalJson;
using CanonicalJsonResult = NetTimeline.Ledger.CanonicalJsonResult;

namespace NetTimeline.Server.Import;

/// <summary>A line of an import, which says something of one patient: a command, or what is wrong with it.</summary>
/// <param name="Number">In the body, from 1; empty lines count.</param>
/// <param name="Patient">
/// As the line says; null where it names no registry key. Then it counts as the patient's of the line before.
/// </param>
abstract record ImportLine(long Number, string? Patient)
{
    const string PatientMember = "patient";
    const string Enrol = "enrol";

    static readonly Dictionary<string, Func<JsonElement, Parsed<Items<PatientCommand>>>> Sorts = new()
    {
        [Enrol] = ReadEnrolment,
        ["entry"] = CommandJson.ReadEntries,
        ["correction"] = CommandJson.ReadCorrections,
    };

    /// <param name="Number">See above.</param>
    /// <param name="Name">The patient; every command has one.</param>
    /// <param name="Sort">enrol, entry or correction.</param>
    /// <param name="Said">What it asks for.</param>
    public sealed record Command(long Number, string Name, string Sort, PatientCommand Said)
        : ImportLine(Number, Name)
    {
        public bool IsEnrolment => Sort == Enrol;

        /// <summary>A fault of the command, seen from the line.</summary>
        public ProblemError InLine(Fault fault) => ProblemError.InBody(fault.Below($"/{Sort}"));
    }

    /// <param name="Number">See above.</param>
    /// <param name="Patient">See above.</param>
    /// <param name="Errors">Not more than anybody reads: the first ones.</param>
    public sealed record Faulty(long Number, string? Patient, IReadOnlyList<ProblemError> Errors)
        : ImportLine(Number, Patient)
    {
        const int ErrorsMax = 100;

        /// <summary>A pointer may be as long as the line, and each of its faults may have one.</summary>
        const int CharactersMax = 16 * 1024;

        public override int ErrorBytes => Errors.Sum(BytesOf);

        public static Faulty Of(long number, string? patient, IEnumerable<ProblemError> errors)
        {
            var characters = 0;
            return new Faulty(
                number, patient,
                [.. errors.Take(ErrorsMax).TakeWhile(error =>
                {
                    var isWithin = characters < CharactersMax;
                    characters += CharactersOf(error);
                    return isWithin;
                })]);
        }

        static int BytesOf(ProblemError error) => 128 + (sizeof(char) * CharactersOf(error));

        static int CharactersOf(ProblemError error) => (error.Pointer?.Length ?? 0) + error.Detail.Length;
    }

    /// <summary>What its errors take in memory, about.</summary>
    public virtual int ErrorBytes => 0;

    public static Faulty TooLong(long number) => Wrong(
        number, null, $"The line is longer than {Limits.EntryBytesMax / 1024} KiB.");

    /// <param name="number">In the body, from 1.</param>
    /// <param name="utf8">Without the line's end; not only white space.</param>
    public static ImportLine Read(long number, ReadOnlySpan<byte> utf8)
    {
        return CanonicalJson.Canonicalise(utf8) switch
        {
            CanonicalJsonResult.Accepted accepted => Read(number, JsonElement.Parse(accepted.Bytes)),
            _ when FaultOfSyntax(utf8) is { } sentence => Wrong(number, null, sentence),
            CanonicalJsonResult.Refused refused => Faulty.Of(
                number, PatientIn(utf8),
                refused.Faults.Select(fault => ProblemError.InBody(fault.Pointer, fault.Sentence))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static ImportLine Read(long number, JsonElement line)
    {
        if (line.ValueKind is not JsonValueKind.Object
            || !line.TryGetProperty(PatientMember, out var named) || named.ValueKind is not JsonValueKind.String
            || KeyOrNull(named.GetString()) is not { } patient)
        {
            return Wrong(number, null, "A line is an object with a member \"patient\", the registry key.");
        }

        var (sort, said, members) = ("", default(JsonElement), 0);
        foreach (var member in line.EnumerateObject())
        {
            if (!member.NameEquals(PatientMember))
            {
                (sort, said, members) = (member.Name, member.Value, members + 1);
            }
        }

        if (members != 1 || said.ValueKind is not JsonValueKind.Object || !Sorts.TryGetValue(sort, out var read))
        {
            return Wrong(
                number, patient, "Beside \"patient\" a line has one member, an object: enrol, entry or correction.");
        }

        return read(said) switch
        {
            Parsed<Items<PatientCommand>>.Understood { Value: [PatientCommand.EnrolPatient other] }
                when other.RegistryKey.Value != patient =>
                Wrong(number, patient, "The enrolment's registryKey is not the patient of the line."),
            Parsed<Items<PatientCommand>>.Understood { Value: [var command] } =>
                new Command(number, patient, sort, command),
            Parsed<Items<PatientCommand>>.Faulty faulty => Faulty.Of(
                number, patient, faulty.Faults.Select(fault => ProblemError.InBody(fault.Below($"/{sort}")))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    static Parsed<Items<PatientCommand>> ReadEnrolment(JsonElement json) => CommandJson.ReadEnrolment(json) switch
    {
        Parsed<PatientCommand.EnrolPatient>.Understood understood =>
            new Parsed<Items<PatientCommand>>.Understood([understood.Value]),
        Parsed<PatientCommand.EnrolPatient>.Faulty faulty =>
            new Parsed<Items<PatientCommand>>.Faulty(faulty.Faults),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Says where, never what.</summary>
    static string? FaultOfSyntax(ReadOnlySpan<byte> utf8) =>
        !System.Text.Unicode.Utf8.IsValid(utf8) ? "This is not valid UTF-8."
        : JsonBody.EndOfSyntax(utf8) is { Byte: var at } ? $"This is not JSON, from byte {at} of the line on."
        : null;

    /// <summary>Of a line that is JSON but has no canonical form: whom it is about, where it says so.</summary>
    static string? PatientIn(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, JsonBody.AnyDepth);
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(PatientMember);
            reader.Read();
            if (found && reader.TokenType is JsonTokenType.String)
            {
                return reader.ValueIsEscaped ? null : KeyOrNull(System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
            }

            reader.Skip();
        }

        return null;
    }

    /// <summary>
    /// One name for each patient, or lines about one could overtake each other; and short, since names are remembered.
    /// </summary>
    static string? KeyOrNull(string? text) => RegistryKey.TryParse(text, out var key) ? key.Value : null;

    static Faulty Wrong(long number, string? patient, string sentence) =>
        new(number, patient, [ProblemError.InBody("", sentence)]);
}
