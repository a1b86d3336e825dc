using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>Whether the remnant's clearance came from below a limit to the limit or above it.</summary>
static class RemnantClearanceCrossing
{
    public static Items<Measure> All { get; } = [Of(0.05m, "PMID 20602507"), Of(0.075m, "PMC7893452")];

    static Measure Of(decimal limit, string source) => new(
        new MeasureDefinition(
            FormattableString.Invariant($"icgk-f-crossing.{limit}"), 1,
            FormattableString.Invariant($"Whether ICGK-F crossed {limit} with hypertrophy"), MeasureGroup.Liver,
                Per.Entry,
            null,
            "icgk-f.derived of the last volumetry before the procedure that started hypertrophy against that of a "
                + "volumetry after it. Where bounds reach over the limit every answer that remains is given. Both "
                + "rest on the same clearance, so a greater share is never on the lower side.",
            [new Citation(FormattableString.Invariant($"ICGK-F below {limit} as a risk"), source)]),
        (course, definition) => Values(course, definition, limit));

    static IEnumerable<MeasureValue> Values(Course course, MeasureDefinition definition, decimal limit)
    {
        var functions = RemnantFunction.In(course);
        foreach (var growth in RemnantGrowth.In(course))
        {
            var after = functions.FirstOrDefault(each => each.Share.IsSameAs(growth.After));
            var before = functions.FirstOrDefault(each => growth.Before?.IsSameAs(each.Share) == true);
            if (before?.Clearance is { } was && after?.Clearance is { } became)
            {
                var answers = Answers(was.Bounds, became.Bounds, limit, Rose(growth, before, after));
                yield return definition.Category(
                    Instance.Of(before.Share.Key, after.Share.Key), answers, [.. before.Evidence.Union(after.Evidence)],
                    answers.Count == 1
                        ? [.. after.Remarks]
                        : [FormattableString.Invariant($"ICGK-F's crossing of {limit} is not certain."),
                            .. after.Remarks]);
            }
        }
    }

    static bool Rose(RemnantGrowth growth, RemnantFunction before, RemnantFunction after) =>
        before.Test?.Key == after.Test?.Key && growth.Points.Bounds.IsCertainlyAtLeast(0);

    internal static Items<string> Answers(Bounds was, Bounds became, decimal limit, bool rose)
    {
        var (couldBeBelow, couldBeAbove) = Sides(was, limit);
        var (couldStayBelow, couldReach) = Sides(became, limit);
        return
        [
            .. couldBeBelow && couldReach ? ["crossed"] : Items<string>.None,
            .. couldBeBelow && couldStayBelow ? ["stayed below"] : Items<string>.None,
            .. couldBeAbove && couldReach ? ["was not below"] : Items<string>.None,
            .. couldBeAbove && couldStayBelow && !rose ? ["fell below"] : Items<string>.None,
        ];
    }

    static (bool Below, bool NotBelow) Sides(Bounds bounds, decimal limit) =>
        (!bounds.IsCertainlyAtLeast(limit), !bounds.IsCertainlyBelow(limit));
}
