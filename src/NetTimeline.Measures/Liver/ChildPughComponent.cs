using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>One of the five components of a Child–Pugh score.</summary>
/// <param name="Least">Fewest points it can have.</param>
/// <param name="Most">Most points it can have.</param>
/// <param name="Missing">Why it is not stated, in a sentence; null where it is.</param>
/// <param name="Evidence">What was used, or looked at.</param>
sealed record ChildPughComponent(int Least, int Most, string? Missing, Items<Evidence> Evidence)
{
    static readonly string[] SlightWords = ["slight", "mild", "minimal", "small", "controlled"];

    static readonly string[] MoreWords = ["moderate", "severe", "marked", "massive", "large", "tense", "refractory"];

    static readonly Items<Band> BilirubinPoints =
    [
        new("1", Bounds.Below(34.2m)), new("2", Bounds.Between(34.2m, 51.3m)), new("3", Bounds.Above(51.3m)),
    ];

    static readonly Items<Band> InrPoints =
    [
        new("1", Bounds.Below(1.7m)), new("2", Bounds.Between(1.7m, 2.3m)), new("3", Bounds.Above(2.3m)),
    ];

    static readonly Items<Band> EncephalopathyPoints =
    [
        new("1", Bounds.Exactly(0)), new("2", Bounds.Between(1, 2)), new("3", Bounds.Between(3, 4)),
    ];

    public static ChildPughComponent OfBilirubin(Companion<Reading> found) => Of(found, BilirubinPoints);

    /// <param name="found">Of the work-up.</param>
    /// <param name="low">In g/L: below it an albumin has three points.</param>
    public static ChildPughComponent OfAlbumin(Companion<Reading> found, decimal low) => Of(
        found, [new("1", Bounds.Above(35)), new("2", Bounds.Between(low, 35)), new("3", Bounds.Below(low))]);

    public static ChildPughComponent OfInr(Companion<Reading> found) => Of(found, InrPoints);

    public static ChildPughComponent OfSign(Companion<Stated<Observation>> found) => found.Found is { } stated
        ? Scored(Points(stated.Content), new Evidence(stated.Key, EvidenceRole.Value, stated.Content.Headline()))
        : Unknown(found.Reason!, found.NotUsed);

    static ChildPughComponent Of(Companion<Reading> found, Items<Band> scale)
    {
        if (found.Found is not { } reading)
        {
            return Unknown(found.Reason!, found.NotUsed);
        }

        var (amount, reason) = reading.Exact();
        return amount is { } stated
            ? Scored(Band.Possible(stated.Bounds, scale), new Evidence(reading.Key, EvidenceRole.Value, reading.Says))
            : Unknown(reason!, [reading.Entry]);
    }

    /// <summary>What is present without a degree has 2 or 3 points.</summary>
    static Items<string> Points(Observation said) => said switch
    {
        { Presence: Presence.Absent } => ["1"],
        { Value: Quantity.Number or Quantity.Range } =>
            Band.Possible(said.Value.AsExact(0)!.Value, EncephalopathyPoints),
        { Value: Quantity.Qualitative { Word: var word } } when Says(word, MoreWords) => ["3"],
        { Value: Quantity.Qualitative { Word: var word } } when Says(word, SlightWords) => ["2"],
        _ => ["2", "3"],
    };

    static bool Says(string text, string[] words) =>
        words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    static ChildPughComponent Scored(Items<string> points, Evidence evidence) =>
        points.Count == 0
            ? new ChildPughComponent(1, 3, "A component is outside its scale.", [evidence])
            : new ChildPughComponent(
                points.Min(each => each[0] - '0'), points.Max(each => each[0] - '0'), null, [evidence]);

    static ChildPughComponent Unknown(string reason, Items<Entry> considered) => new(
        1, 3, reason, [.. considered.Select(each => new Evidence(each.Key, EvidenceRole.NotUsed, reason))]);
}
