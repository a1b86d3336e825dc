using System.Runtime.InteropServices;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Measures.Language;

namespace NetTimeline.Journal.Json;

/// <summary>
/// Reads and writes measures of the definition language. Every fault is named; unknown members are faults.
/// </summary>
public static class MeasureJson
{
    static readonly Shape Written = Shapes.Of(typeof(WrittenMeasure));

    public static Parsed<WrittenMeasure> Read(JsonElement json)
    {
        var reading = new Reading();
        var measure = Written.ReadAll(JsonMarshal.GetRawUtf8Value(json), reading) as WrittenMeasure;
        Items<Fault> faults = [.. reading.Faults, .. measure is null ? [] : WrittenFaults.Of(measure)];
        return measure is not null && faults.Count == 0
            ? new Parsed<WrittenMeasure>.Understood(measure)
            : new Parsed<WrittenMeasure>.Faulty(faults);
    }

    /// <summary>UTF-8. Members that say nothing are left out.</summary>
    public static ReadOnlyMemory<byte> Write(WrittenMeasure measure) => ViewJson.Write(measure);

    /// <summary>JSON Schema of a definition, as a document that stands alone.</summary>
    public static string Schema() => SchemaText.Of("A measure of the definition language", Describe);

    /// <summary>The API's description of a definition.</summary>
    public static SchemaNode Describe(SchemaBook book) => Written.Describe(book);
}
