using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>What is known of the time from a start that certainly happened to an end that may have.</summary>
sealed class WrittenInterval(
    WrittenMeasure written, MeasureDefinition definition, Course course, Instance instance, Selected start,
    Selection selection)
{
    readonly Occasion began = start.Occasion!;
    readonly WrittenLength length = new(written, course);

    public MeasureValue Value()
    {
        var end = selection.Of(written.To);
        var competing = written.Competing is { } selector ? selection.Of(selector) : null;
        if (competing is { Happened: true } && Precedes(competing.Occasion!, end))
        {
            return Censored(competing, "made impossible by", end);
        }

        if (end.Happened)
        {
            return Reached(end, competing);
        }

        return written.CensorAt is { } censor && selection.Of(censor) is { Occasion: not null } watched
            ? end.Occasion is null ? Censored(watched, "watched until", end) : PerhapsReached(end, watched)
            : definition.NotComputable(
                instance, end.Occasion is null
                    ? "The end was not reached, and nothing says until when it was watched for."
                    : $"Whether the end was reached cannot be told: {WrittenValue.Doubtful(end)}.",
                [.. Start(), .. end.NotUsed]);
    }

    /// <summary>Certainly earlier than an end that was certainly reached; on one day the end comes first.</summary>
    static bool Precedes(Occasion competing, Selected end) => !end.Happened
        || competing.Since(end.Occasion!, LengthUnit.Days, YearLength.Gregorian).IsCertainlyBelow(0);

    MeasureValue Reached(Selected end, Selected? competing)
    {
        var bounds = length.Of(began, end.Occasion!);
        if (bounds.IsCertainlyBelow(0))
        {
            return definition.NotComputable(
                instance, $"It ends before it begins: {Names(end)} is before {Names(start)}.",
                [.. Evidence(end, null)]);
        }

        var open = competing is { Happened: true }
            && !competing.Occasion!.Since(end.Occasion!, LengthUnit.Days, YearLength.Gregorian).IsCertainlyAtLeast(0)
                ? $"Whether {Names(competing)} came before the end cannot be told."
                : null;
        return definition.Number(
            instance, FromZero(bounds), length.Point(began, end.Occasion!, FromZero(bounds)), [.. Evidence(end, null)],
            [.. length.Remarks(began, end.Occasion!).Append(open).OfType<string>()]);
    }

    MeasureValue Censored(Selected watched, string how, Selected end)
    {
        var bounds = length.Of(began, watched.Occasion!);
        return bounds.IsCertainlyBelow(0)
            ? definition.NotComputable(
                instance, $"Nothing is recorded after the start: {Names(watched)} is before {Names(start)}.",
                [.. Evidence(watched, how)])
            : definition.Censored(
                instance, NotNegative(bounds), length.Point(began, watched.Occasion!, NotNegative(bounds)),
                $"Not reached; {how} {Names(watched)}.", [.. Evidence(watched, how), .. end.NotUsed],
                [.. length.Remarks(began, watched.Occasion!)]);
    }

    /// <summary>
    /// At least as long as to the earliest that may be the end, or as long as it was watched, whichever is less; how
    /// long at most cannot be told.
    /// </summary>
    MeasureValue PerhapsReached(Selected end, Selected watched)
    {
        var least = end.Occasion!.Candidates
            .Select(each => length.Of(began, Occasion.First(course, [each])!))
            .Append(length.Of(began, watched.Occasion!))
            .Aggregate(Bounds.Least);
        return definition.Number(
            instance, NotNegative(new Bounds(least.Low, least.LowIncluded, null, false)), null,
            [.. Evidence(end, null), .. InRole(watched, EvidenceRole.End, "watched until")],
            $"Whether the end was reached cannot be told: {WrittenValue.Doubtful(end)}.");
    }

    /// <summary>
    /// Every end that is selected lies at or after the start, so that what may lie before it cannot be the end.
    /// </summary>
    Bounds FromZero(Bounds bounds) =>
        written.To.AnyOf.All(each => each.AfterStart) ? NotNegative(bounds) : bounds;

    static Bounds NotNegative(Bounds bounds) => bounds.And(Bounds.AtLeast(0)) ?? bounds;

    IEnumerable<Evidence> Evidence(Selected end, string? how)
    {
        var used = began.Candidates.Concat(end.Occasion!.Candidates).Select(each => each.Entry).ToArray();
        return
        [
            .. Start(), .. InRole(end, EvidenceRole.End, how),
            .. course.Dating(
                began.Candidates.SelectMany(_ => end.Occasion.Candidates, (from, to) => (from.Point, to.Point)), used),
            .. Passed(start, "start"), .. Passed(end, "end"), .. start.NotUsed, .. end.NotUsed,
        ];
    }

    IEnumerable<Evidence> Start() => InRole(start, EvidenceRole.Start, null);

    static IEnumerable<Evidence> InRole(Selected selected, EvidenceRole role, string? how) =>
        selected.Keys.Select(key => new Evidence(
            key, role, selected.Doubts.TryGetValue(key, out var doubt) ? $"may be it: {doubt}"
                : selected.Keys.Count() > 1 ? "one of those that can be it"
                : how));

    static IEnumerable<Evidence> Passed(Selected selected, string what) => selected.Occasion!.Passed.Select(each =>
        new Evidence(each.Entry, EvidenceRole.NotUsed,
            $"another {what} is certainly {(selected.Occasion.IsFirst ? "earlier" : "later")}"));

    static string Names(Selected selected) => string.Join(" or ", selected.Keys);
}
