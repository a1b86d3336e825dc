using System.Text.Json;
using NetTimeline.Journal.Json;
using NetTimeline.Ledger;
using NetTimeline.Measures.Language;

namespace NetTimeline.Journal.Measures;

/// <summary>
/// Between own definitions and what is stored of them. They have a stream of their own, whose key no registry can give.
/// </summary>
public static class MeasureEvents
{
    /// <summary>The stored name: it never changes.</summary>
    public const string DefinedName = "measure_defined";

    /// <summary>Outside of what a registry key can be, and after all of them.</summary>
    internal const string StreamKey = "~measures";

    static readonly Shape Written = Shapes.Of(typeof(WrittenMeasure));

    /// <summary>The stream of own definitions.</summary>
    public static Guid Stream { get; } = new("6d656173-7572-4573-8000-000000000001");

    public static StoredForm Encode(WrittenMeasure measure, StoredForms forms)
    {
        using var document = JsonDocument.Parse(MeasureJson.Write(measure));
        return new StoredForm(DefinedName, forms.Written(DefinedName), CanonicalJson.Write(document.RootElement));
    }

    /// <summary>
    /// Reads the form only: a definition that named what there is no more – a condition, a concept – is still read.
    /// </summary>
    /// <exception cref="UnreadableEventException">
    /// The name or version is unknown, or the payload does not fit them.
    /// </exception>
    public static WrittenMeasure Decode(string type, int schema, ReadOnlyMemory<byte> payload, StoredForms forms)
    {
        if (type != DefinedName)
        {
            throw UnreadableEventException.Newer(type, schema);
        }

        var reading = new Reading();
        var json = forms.Newest(type, schema, payload).Span;
        return Written.ReadAll(json, reading) is WrittenMeasure measure && reading.Faults.Count == 0
            ? measure
            : throw UnreadableEventException.Broken(type, schema, reading);
    }
}
