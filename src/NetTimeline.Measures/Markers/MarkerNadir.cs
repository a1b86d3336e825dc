using NetTimeline.Domain;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>How low a tumour marker came after an intervention.</summary>
static class MarkerNadir
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "marker-nadir", 1, "Nadir of a tumour marker after an intervention", MeasureGroup.Markers, Per.Procedure,
            null,
            "The least number of a tumour marker after a procedure or the start of a therapy and until the next one "
            + "begins, in the unit of the values. A value of the day of the intervention counts as before it. Numbers "
            + "are taken as exact. A value that is known only in words, or of which it cannot be told whether it lies "
            + "in that time, may have been lower: it opens the lower bound. Where the next intervention is not known "
            + "the nadir is the one so far.",
            [new Citation("Own definition after general practice", null)]),
        Compute);

    static IEnumerable<MeasureValue> Compute(Course course, MeasureDefinition definition) =>
        from series in MarkerSegments.Of(course)
        from segment in series.AfterInterventions
        select Of(definition, series, segment);

    static MeasureValue Of(MeasureDefinition definition, MarkerSegments series, MarkerSegment segment)
    {
        var instance = new Instance(segment.After, series.Series.Name);
        var nadir = Nadir.Of(series, segment);
        return nadir.Bounds is { } bounds
            ? definition.Number(instance, bounds, nadir.Point, nadir.Evidence, series.Series.Caveats) with
            {
                Unit = segment.Numbers.First().Unit,
            }
            : definition.NotComputable(instance, nadir.Reason!, nadir.Evidence);
    }
}

/// <summary>The least value of a segment.</summary>
/// <param name="Bounds">Null where there is none.</param>
/// <param name="Point">The least number that was reported as one, where nothing reported is certainly lower.</param>
/// <param name="Reason">Why there is none.</param>
/// <param name="Evidence">The values of the segment and those that may be of it.</param>
sealed record Nadir(Bounds? Bounds, decimal? Point, string? Reason, Items<Evidence> Evidence)
{
    public static Nadir Of(MarkerSegments series, MarkerSegment segment)
    {
        var numbers = segment.Numbers.ToList();
        var maybe = series.MaybeIn(segment).ToList();
        Items<Evidence> evidence =
        [
            .. segment.After.Select(key => new Evidence(key, EvidenceRole.Start, null)),
            .. numbers.Select(value => value.As(EvidenceRole.Value)),
            .. segment.Values.Where(value => !value.IsNumber).Select(value => value.NotUsed("a word and no number.")),
            .. maybe.Select(each => each.NotUsed),
        ];
        if (numbers.Count == 0)
        {
            return new Nadir(null, null, $"No number is certainly of the time after {segment.AfterText}.", evidence);
        }

        if (numbers.Find(value => !value.HasUnitOf(numbers[0])) is { } odd)
        {
            var units = $"{numbers[0].Unit} and {odd.Unit}";
            return new Nadir(null, null, $"{units} are not converted into each other.", evidence);
        }

        var least = numbers.Select(value => value.Bounds!.Value).Aggregate(Values.Bounds.Least);
        var lowest = maybe.Select(each => each.Value).Concat(segment.Values)
            .Select(value => value.HasUnitOf(numbers[0]) ? value.Bounds ?? Anything : Anything)
            .Aggregate(least, Values.Bounds.Least);
        var bounds = new Bounds(lowest.Low, lowest.LowIncluded, least.High, least.HighIncluded);
        var point = numbers.Min(value => value.Quantity.Point());
        return new Nadir(bounds, point is { } number && bounds.Contains(number) ? point : null, null, evidence);
    }

    static Bounds Anything => Values.Bounds.AtLeast(0);
}
