using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>How much a marker rose or fell from one number to the next.</summary>
static class MarkerChange
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "marker-change", 1, "Change between consecutive values of a marker", MeasureGroup.Markers, Per.Entry, "%",
            "100 · (later − earlier) / earlier, between consecutive numbers of a series (one test, specimen and "
            + "assay). Reported numbers are taken as exact; one with a comparator is an interval. Not computable "
            + "where the order of the two cannot be told, where their units differ and no conversion exists (pg/mL "
            + "and ng/L are the same) or where the earlier one is zero. Values in words between them are named and "
            + "not used: the change says nothing of the course between the two.",
            [new Citation("Own definition", null)]),
        Compute);

    static IEnumerable<MeasureValue> Compute(Course course, MeasureDefinition definition) =>
        MarkerSeries.All(course).SelectMany(series =>
        {
            var numbers = series.Numbers.ToList();
            return numbers.Zip(numbers.Skip(1), (from, to) => Of(course, definition, series, from, to));
        });

    static MeasureValue Of(
        Course course, MeasureDefinition definition, MarkerSeries series, MarkerValue from, MarkerValue to)
    {
        var instance = Instance.Named(series.Name, from.Key, to.Key);
        Items<Evidence> evidence =
        [
            from.As(EvidenceRole.Value), to.As(EvidenceRole.Value), .. MarkerOrder.Between(course, series, from, to),
        ];
        return Fault(course, from, to) is { } reason
            ? definition.NotComputable(instance, reason, evidence)
            : definition.Number(
                instance, PercentChange.Of(from.Bounds!.Value, to.Bounds!.Value), Point(from, to), evidence,
                series.Caveats);
    }

    /// <summary>Why the change from one value to another cannot be computed; null where it can.</summary>
    public static string? Fault(Course course, MarkerValue from, MarkerValue to) =>
        !from.HasUnitOf(to) ? $"{from.Unit} and {to.Unit} are not converted into each other."
        : from.Bounds is { IsExact: true, Low: 0 } ? "A change from zero has no percentage."
        : course.Order(from.Key, to.Key) is DateOrder.Before ? null
        : $"Whether {from.Key} was before {to.Key} cannot be told.";

    public static decimal? Point(MarkerValue from, MarkerValue to) =>
        (from.Quantity.Point(), to.Quantity.Point()) is ({ } earlier and > 0, { } later)
            ? PercentChange.Of(Bounds.Exactly(earlier), Bounds.Exactly(later)).Low
            : null;
}
