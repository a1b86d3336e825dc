using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetTimeline.Cli.Importing;

/// <summary>A line that says something of a patient, or what is wrong with it.</summary>
abstract record ImportLine(long Number)
{
    /// <summary>The sorts of line, and where each is posted below a patient.</summary>
    public const string Enrol = "enrol";

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 128 };

    static readonly string[] Sorts = [Enrol, "entry", "correction"];

    /// <param name="Number">In the file, from 1.</param>
    /// <param name="Patient">The registry key.</param>
    /// <param name="Sort">enrol, entry or correction.</param>
    /// <param name="Json">What is posted, as it was spelt.</param>
    public sealed record Item(long Number, string Patient, string Sort, ReadOnlyMemory<byte> Json) : ImportLine(Number);

    /// <param name="Number">In the file, from 1.</param>
    /// <param name="Patient">Null where the line does not even say whom it is about.</param>
    /// <param name="Sentence">What is wrong.</param>
    public sealed record Faulty(long Number, string? Patient, string Sentence) : ImportLine(Number);

    public static ImportLine Read(RawLine raw)
    {
        if (raw.Bytes is not { } bytes)
        {
            return new Faulty(raw.Number, null, "The line is longer than a request may be (1 MiB).");
        }

        try
        {
            using var json = JsonDocument.Parse(WithoutMark(bytes), Strict);
            return Read(raw.Number, json.RootElement);
        }
        catch (JsonException malformed)
        {
            return new Faulty(
                raw.Number, null, $"This is not JSON, from byte {malformed.BytePositionInLine + 1} of the line on.");
        }
    }

    static ImportLine Read(long number, JsonElement line)
    {
        if (line.ValueKind is not JsonValueKind.Object
            || !line.TryGetProperty("patient", out var named) || named.ValueKind is not JsonValueKind.String)
        {
            return new Faulty(number, null, "A line is an object with a member \"patient\", the registry key.");
        }

        var patient = named.GetString()!;
        var said = line.EnumerateObject().Where(member => member.Name != "patient").ToList();
        if (said is not [{ Value.ValueKind: JsonValueKind.Object } only] || !Sorts.Contains(only.Name))
        {
            return new Faulty(
                number, patient, "Beside \"patient\" a line has one member, an object: enrol, entry or correction.");
        }

        if (only.Name == Enrol && !(only.Value.TryGetProperty("registryKey", out var key)
            && key.ValueKind is JsonValueKind.String && key.GetString() == patient))
        {
            return new Faulty(number, patient, "The enrolment's registryKey is not the patient of the line.");
        }

        return new Item(number, patient, only.Name, JsonMarshal.GetRawUtf8Value(only.Value).ToArray());
    }

    static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line) =>
        line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;
}
