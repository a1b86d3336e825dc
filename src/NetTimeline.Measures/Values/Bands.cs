using NetTimeline.Domain;

namespace NetTimeline.Measures.Values;

/// <summary>A category by what its numbers are; a scale's bands lie side by side and leave nothing out.</summary>
readonly record struct Band(string Name, Bounds Numbers)
{
    /// <summary>The bands that a number within the bounds can be in, in the order of the scale.</summary>
    public static Items<string> Possible(Bounds bounds, Items<Band> scale) =>
        [.. scale.Where(band => band.Numbers.And(bounds) is not null).Select(band => band.Name)];
}
