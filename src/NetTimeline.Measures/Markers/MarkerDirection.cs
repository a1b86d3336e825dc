using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>Was the marker rising?</summary>
static class MarkerDirection
{
    static readonly Items<string> Any = [Rising, Falling, Stable];

    const string Rising = "rising";
    const string Falling = "falling";
    const string Stable = "stable";

    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "marker-direction", 1, "Whether a marker was rising", MeasureGroup.Markers, Per.Entry, null,
            "Where a marker was going when a value was taken: rising, falling or stable against the number before it, "
            + "if no other value can lie between; several of them where that cannot be told. Values between the two "
            + "that are known only in words leave all three open, however the two numbers stand to each other. A "
            + "course that is stated (\"falling\") is given as stated. Any difference counts; no error of measurement "
            + "is assumed.",
            [new Citation("Own definition", null)]),
        Compute);

    static IEnumerable<MeasureValue> Compute(Course course, MeasureDefinition definition) =>
        MarkerSeries.All(course).SelectMany(series => Of(course, definition, series));

    static IEnumerable<MeasureValue> Of(Course course, MeasureDefinition definition, MarkerSeries series)
    {
        MarkerValue? before = null;
        foreach (var value in series.Values)
        {
            var instance = Instance.Named(series.Name, value.Key);
            if (value.Quantity is Quantity.Trend trend)
            {
                Items<Evidence> stated = trend.ComparedTo is { } other
                    ? [value.As(EvidenceRole.Value), new Evidence(other, EvidenceRole.Condition, "compared with it")]
                    : [value.As(EvidenceRole.Value)];
                yield return definition.Category(instance, [Words.Of(trend.Course)], stated, "As stated.");
            }
            else if (value.IsNumber && before is not null)
            {
                yield return Against(course, definition, series, before, value);
            }

            before = value.IsNumber ? value : before;
        }
    }

    static MeasureValue Against(
        Course course, MeasureDefinition definition, MarkerSeries series, MarkerValue before, MarkerValue value)
    {
        var instance = Instance.Named(series.Name, value.Key);
        var between = MarkerOrder.Between(course, series, before, value);
        Items<Evidence> evidence = [before.As(EvidenceRole.Value), value.As(EvidenceRole.Value), .. between];
        if (MarkerChange.Fault(course, before, value) is { } reason)
        {
            return definition.NotComputable(instance, reason, evidence);
        }

        var change = PercentChange.Of(before.Bounds!.Value, value.Bounds!.Value);
        return between.Count == 0
            ? definition.Category(instance, Directions(change), evidence, series.Caveats)
            : definition.Category(
                instance, Any, evidence,
                [$"Between {before.Key} and {value.Key} other values lie or may lie.", .. series.Caveats]);
    }

    static Items<string> Directions(Bounds change) =>
    [
        .. Any.Where(direction => direction switch
        {
            Rising => !change.IsCertainlyAtMost(0),
            Falling => !change.IsCertainlyAtLeast(0),
            _ => change.Contains(0),
        }),
    ];
}
