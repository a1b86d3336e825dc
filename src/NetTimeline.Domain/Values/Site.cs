namespace NetTimeline.Domain.Values;

/// <summary>A place in the body.</summary>
/// <param name="Organ">The organ or structure, singular, lower case: <c>liver</c>, <c>ileal mesentery</c>.</param>
/// <param name="Part">A part that has no number: <c>right lobe</c>, <c>body</c>.</param>
/// <param name="Segments">Liver segments by Couinaud, 1 to 8.</param>
/// <param name="Laterality">Where the organ is paired.</param>
/// <param name="Text">The words of the source.</param>
public sealed record Site(
    string Organ, string? Part, Items<int> Segments, Laterality? Laterality, string? Text)
{
    public override string ToString()
    {
        var segments = Segments.Count > 0 ? $" S{string.Join("+S", Segments)}" : "";
        var part = Part is null ? "" : $", {Part}";
        var side = Laterality is { } laterality ? $"{Words.Of(laterality)} " : "";
        return $"{side}{Organ}{part}{segments}";
    }

    public IEnumerable<Fault> Faults() => Segments
        .Select((segment, at) => (segment, at))
        .Where(each => each.segment is < 1 or > 8)
        .Select(each => new Fault(
            Refusal.Malformed, $"/segments/{each.at}", "A liver segment is a number from 1 to 8 (Couinaud)."));
}
