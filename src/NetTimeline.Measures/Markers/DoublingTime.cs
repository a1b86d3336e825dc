using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>How long a tumour marker takes to double.</summary>
static class DoublingTime
{
    public const int ValuesMin = 4;

    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "marker-doubling-time", 1, "Doubling time of a tumour marker", MeasureGroup.Markers, Per.Entry, "mo",
            "ln 2 / slope of the least-squares line through the natural logarithms of the values over time, in "
            + "nominal months of 365.2425/12 days; below zero where the marker falls (its halving time). At least "
            + "four numbers of one test, specimen and assay in one unit and between two interventions: a procedure or "
            + "the start of a therapy begins a new segment, and a value of its day counts as before it. Numbers are "
            + "taken as exact; those with a comparator, zeros and words are named and not used. Where times are "
            + "imprecise the bounds are the extremes of the slope over all times within their bounds from the first "
            + "value on, and the point is the slope at their midpoints. Not computable where the slope may be zero, "
            + "or where a time has no bounds.",
            [
                new Citation(
                    "American Thyroid Association, calculator of calcitonin and CEA doubling times (at least four "
                    + "values, one laboratory and assay)",
                    "https://www.thyroid.org/professionals/calculators/CDTC.php"),
            ]),
        (course, definition) => MarkerSegments.Of(course).SelectMany(series => Of(course, definition, series)));

    static IEnumerable<MeasureValue> Of(Course course, MeasureDefinition definition, MarkerSegments series)
    {
        var enough = series.All.Where(segment => Usable(segment).Count >= ValuesMin).ToList();
        return enough.Count > 0
            ? enough.Select(segment => Of(course, definition, series, segment))
            : [definition.NotComputable(Instance.Named(series.Series.Name), TooFew(series), NotEnough(series))];
    }

    static MeasureValue Of(
        Course course, MeasureDefinition definition, MarkerSegments series, MarkerSegment segment)
    {
        var values = Usable(segment);
        var instance = Instance.Named(series.Series.Name, values[0].Key, values[^1].Key);
        Items<Evidence> evidence =
        [
            .. segment.After.Select(key => new Evidence(key, EvidenceRole.Condition, "a new segment begins with it")),
            .. values.Select(value => value.As(EvidenceRole.Value)), .. Dating(course, values),
            .. NotUsed(series, values),
        ];
        if (values.FirstOrDefault(value => !value.HasUnitOf(values[0])) is { } odd)
        {
            return definition.NotComputable(
                instance, $"{values[0].Unit} and {odd.Unit} are not converted into each other.", evidence);
        }

        var fit = LogFit.Of(course, values);
        return fit.Reason is not null
            ? definition.NotComputable(instance, fit.Reason, evidence)
            : definition.Number(instance, fit.DoublingMonths, fit.PointMonths, evidence, series.Series.Caveats);
    }

    static IEnumerable<Evidence> Dating(Course course, List<MarkerValue> values)
    {
        var first = DatePoint.StartOf(values[0].Key);
        return course.Dating(
            values.Skip(1).Select(value => (first, DatePoint.StartOf(value.Key))),
            [.. values.Select(value => value.Key)]);
    }

    /// <summary>Numbers that have a logarithm.</summary>
    static List<MarkerValue> Usable(MarkerSegment segment) =>
        [.. segment.Values.Where(value => value.Quantity is Quantity.Number { Value: > 0 }
            or Quantity.Trend { Reached.Value: > 0 })];

    static string TooFew(MarkerSegments series)
    {
        var (numbers, most) = (
            series.Series.Values.Count(value => value.Quantity.Point() > 0), series.All.Max(Most) ?? 0);
        var words = series.Series.Values.Any(value => !value.IsNumber) ? "; others are known only in words" : "";
        return numbers < ValuesMin
            ? $"{Values(numbers)}, at least {ValuesMin} needed{words}."
            : $"{Values(numbers)}, but no more than {most} certainly between two interventions; "
                + $"at least {ValuesMin} needed{words}.";
    }

    static int? Most(MarkerSegment segment) => Usable(segment).Count;

    static string Values(int count) => count == 1 ? "1 value" : $"{count} values";

    static Items<Evidence> NotEnough(MarkerSegments series) =>
    [
        .. series.Series.Values.Select(value =>
            value.Quantity.Point() > 0 ? value.As(EvidenceRole.Value) : value.NotUsed(Why(value))),
    ];

    static IEnumerable<Evidence> NotUsed(MarkerSegments series, List<MarkerValue> used)
    {
        var open = series.Unplaced.ToDictionary(each => each.Value.Key);
        var keys = used.Select(value => value.Key).ToHashSet();
        return series.Series.Values.Where(value => !keys.Contains(value.Key)).Select(value =>
            open.TryGetValue(value.Key, out var unplaced) ? unplaced.NotUsed : value.NotUsed(Why(value)));
    }

    static string Why(MarkerValue value) => value.Quantity switch
    {
        Quantity.Compared => "a limit and no number.",
        Quantity.Range => "a range and no number.",
        _ when !value.IsNumber => "a word and no number.",
        _ when value.Quantity.Point() is not > 0 => "zero has no logarithm.",
        _ => "on the other side of an intervention.",
    };
}
