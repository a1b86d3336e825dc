using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

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

    /// <param name="course">Of the patient.</param>
    /// <param name="anchor">The entry whose work-up it is.</param>
    /// <param name="albuminLow">In g/L: below it an albumin has three points.</param>
    public static Items<ChildPughComponent> Of(Course course, Entry anchor, decimal albuminLow) =>
    [
        OfReading(course, anchor, Analytes.Bilirubin, BilirubinPoints),
        OfReading(
            course, anchor, Analytes.Albumin,
            [
                new("1", Bounds.Above(35)), new("2", Bounds.Between(albuminLow, 35)),
                    new("3", Bounds.Below(albuminLow)),
            ]),
        OfReading(course, anchor, Analytes.Inr, InrPoints),
        OfSign(course, anchor, "ascites"),
        OfSign(course, anchor, "encephalopathy"),
    ];

    static ChildPughComponent OfReading(Course course, Entry anchor, Analyte analyte, Items<Band> scale)
    {
        var all = analyte.In(course).ToList();
        var own = all.Where(each => each.Key == anchor.Key).ToList();
        var found = WorkUp.Beside(course, anchor, own.Count > 0 ? own : all, each => each.Entry, analyte.Name);
        if (found.Found is not { } reading)
        {
            return Unknown(found.Reason!, found.NotUsed);
        }

        var (amount, reason) = reading.Exact();
        return amount is { } stated
            ? Scored(Band.Possible(stated.Bounds, scale), new Evidence(reading.Key, EvidenceRole.Value, reading.Says))
            : Unknown(reason!, [reading.Entry]);
    }

    static ChildPughComponent OfSign(Course course, Entry anchor, string sign)
    {
        var all = course.All<Observation>()
            .Where(each => each.Content.Name.Contains(sign, StringComparison.OrdinalIgnoreCase)
                && (each.Content.Value is not null || each.Content.Presence is Presence.Present or Presence.Absent))
            .Select(each => new Sign(each.Entry, each.Content));
        var found = WorkUp.Beside(course, anchor, all, each => each.Entry, sign);
        return found.Found is { } stated
            ? Scored(
                Points(stated.Said), new Evidence(stated.Entry.Key, EvidenceRole.Value, stated.Said.Headline()))
            : Unknown(found.Reason!, found.NotUsed);
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

    readonly record struct Sign(Entry Entry, Observation Said);
}
