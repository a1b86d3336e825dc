using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Journal.Json;
using NetTimeline.Measures;
using NetTimeline.Measures.Language;

namespace NetTimeline.Journal.Measures;

/// <summary>The measures that can be asked for: those that come with the product and, after them, users' own.</summary>
/// <remarks>Immutable, so that one answer is computed by one catalogue though another is defined meanwhile.</remarks>
/// <param name="Version">Of the stream of own definitions; 0 where there is none.</param>
/// <param name="Measures">In the order in which they are shown; of each name its newest version.</param>
public sealed record MeasureCatalogue(long Version, Items<Measure> Measures)
{
    /// <summary>The measures of the product that are written in the definition language.</summary>
    public static Items<WrittenMeasure> Written { get; } =
        [.. DefinitionFiles.All.Select(each => Read(each.File, each.Json))];

    /// <summary>
    /// What comes with the product: of each group first what is computed in code, then what is written.
    /// </summary>
    public static MeasureCatalogue BuiltIn { get; } = new(
        0,
        [
            .. Catalogue.InCode.Concat(Written.Select(each => each.Compiled()))
                .OrderBy(each => each.Definition.Group),
        ]);

    /// <summary>The measure of exactly this name, or null.</summary>
    public Measure? Find(string name) => Measures.FirstOrDefault(measure => measure.Definition.Name == name);

    static WrittenMeasure Read(string file, string json)
    {
        using var document = JsonDocument.Parse(json);
        return MeasureJson.Read(document.RootElement) switch
        {
            Parsed<WrittenMeasure>.Understood understood => understood.Value,
            Parsed<WrittenMeasure>.Faulty faulty => throw new InvalidDataException(
                $"{file} {string.Join(" ", faulty.Faults.Select(fault => $"{fault.Pointer}: {fault.Sentence}"))}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
