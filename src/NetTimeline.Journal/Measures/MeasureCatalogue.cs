using NetTimeline.Domain;
using NetTimeline.Measures;

namespace NetTimeline.Journal.Measures;

/// <summary>The measures that can be asked for: those that come with the product and, after them, users' own.</summary>
/// <remarks>Immutable, so that one answer is computed by one catalogue though another is defined meanwhile.</remarks>
/// <param name="Version">Of the stream of own definitions; 0 where there is none.</param>
/// <param name="Measures">In the order in which they are shown; of each name its newest version.</param>
public sealed record MeasureCatalogue(long Version, Items<Measure> Measures)
{
    /// <summary>What comes with the product.</summary>
    public static MeasureCatalogue BuiltIn { get; } = new(0, Catalogue.InCode);

    /// <summary>The measure of exactly this name, or null.</summary>
    public Measure? Find(string name) => Measures.FirstOrDefault(measure => measure.Definition.Name == name);
}
