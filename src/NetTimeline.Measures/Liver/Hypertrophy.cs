using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>How far, how much and how fast the future liver remnant grew.</summary>
static class Hypertrophy
{
    const string PointsPerWeek = "percentage points/wk";

    const string Rule = "From the last volumetry before the procedure that started hypertrophy (portal vein "
        + "ligation, embolisation or occlusion, first stage of ALPPS; of several the last before the volumetry) to "
        + "each one after it. A volumetry of the day of the procedure counts as before it. Shares are those stated, "
        + "of which only like denominators are compared; the published formula takes standardised shares. Numbers "
        + "stand for what rounds to them.";

    static readonly Citation Kinetic = new(
        "Shindoh et al. 2013, kinetic growth rate after portal vein embolization (degree of hypertrophy above 7.5 "
            + "points; "
            + "below 2 %/week insufficiency in 21.6 % against 0 %)", "PMC3632508");

    static readonly Citation Falling = new(
        "Growth after portal vein occlusion is fastest in the first week (5.4 against 1.5 %/week)", "PMC6414468");

    static readonly Citation Alpps = new("Volume gain in ALPPS, with relative and daily forms in use", "PMC4430776");

    public static Items<Measure> All { get; } =
    [
        new(
            Definition(
                "degree-of-hypertrophy", "Degree of hypertrophy of the future liver remnant", "percentage points",
                $"Share after − share before, in percentage points. {Rule}", Kinetic),
            (course, definition) => Each(RemnantGrowth.In(course), definition, growth => definition.Number(
                Instance.Of(growth.After.Key), growth.Points.Bounds, growth.Points.Point, growth.Evidence,
                [.. growth.Remarks]))),
        new(
            Definition(
                "relative-hypertrophy", "Relative increase of the future liver remnant", "%",
                $"100 × (share after / share before − 1). {Rule}", Alpps),
            (course, definition) => Each(RemnantGrowth.In(course), definition, growth => Relative(definition, growth))),
        new(
            Definition(
                "kinetic-growth-rate", "Kinetic growth rate at the first volumetry", PointsPerWeek,
                $"Degree of hypertrophy / weeks since the procedure, at the first volumetry after it. {Rule}", Kinetic,
                    Falling),
            (course, definition) => Rates(course, definition, first: true)),
        new(
            Definition(
                "kinetic-growth-rate.later", "Growth rate since the procedure at later volumetries", PointsPerWeek,
                "As kinetic-growth-rate, at volumetries after the first; not the published measure, since growth "
                    + "slows. "
                    + Rule, Kinetic, Falling),
            (course, definition) => Rates(course, definition, first: false)),
        new(
            Definition(
                "hypertrophy-between-volumetries", "Gain from one volumetry to the next", "percentage points",
                "Share − share of the volumetry before it, both after the same procedure. " + Rule, Kinetic),
            (course, definition) => Steps(course).Select(step => definition.Number(
                step.Of, step.Gain.Bounds, step.Gain.Point, step.Evidence))),
        new(
            Definition(
                "growth-rate-between-volumetries", "Growth rate from one volumetry to the next", PointsPerWeek,
                "Gain from one volumetry to the next / weeks between them. " + Rule, Falling),
            (course, definition) => Steps(course).Select(step => Rate(
                course, definition, step.Of, step.Gain, (step.From.Key, step.To.Key), step.Evidence, []))),
    ];

    static MeasureDefinition Definition(
        string name, string title, string unit, string rule, params ReadOnlySpan<Citation> citations) =>
        new(name, 1, title, MeasureGroup.Liver, Per.Entry, unit, rule, Items.Of(citations));

    static IEnumerable<MeasureValue> Each(
        IEnumerable<RemnantGrowth> all, MeasureDefinition definition, Func<RemnantGrowth, MeasureValue> of) =>
        all.Select(growth => growth.Reason is { } reason
            ? definition.NotComputable(Instance.Of(growth.After.Key), reason, growth.Evidence)
            : of(growth));

    static MeasureValue Relative(MeasureDefinition definition, RemnantGrowth growth)
    {
        var ratio = growth.After.Percent / growth.Before!.Percent * 100;
        return definition.Number(
            Instance.Of(growth.After.Key), ratio.Bounds - Bounds.Exactly(100), ratio.Point - 100, growth.Evidence,
            [.. growth.Remarks]);
    }

    /// <summary>The first after its procedure is the one that no other can be before.</summary>
    static IEnumerable<MeasureValue> Rates(Course course, MeasureDefinition definition, bool first)
    {
        var all = RemnantGrowth.In(course);
        return Each(all.Where(growth => IsLater(course, growth, all) != first), definition, growth =>
            first && all.Where(other => SameStart(other, growth) && course.Order(other.After.Key, growth.After.Key)
                is DateOrder.CannotBeTold).ToList() is [var other, ..]
                ? definition.NotComputable(
                    Instance.Of(growth.After.Key),
                    $"Whether {growth.After.Key} or {other.After.Key} was the first cannot be told.", growth.Evidence)
                : Rate(
                    course, definition, Instance.Of(growth.After.Key), growth.Points,
                    (growth.Start!.Value.Key, growth.After.Key), growth.Evidence, growth.Remarks));
    }

    static bool IsLater(Course course, RemnantGrowth growth, IReadOnlyList<RemnantGrowth> all) =>
        all.Any(other => SameStart(other, growth)
            && course.Order(other.After.Key, growth.After.Key) is DateOrder.Before);

    static bool SameStart(RemnantGrowth one, RemnantGrowth other) =>
        one.Start is { } start && start.Key == other.Start?.Key && one.After.Key != other.After.Key;

    static MeasureValue Rate(
        Course course, MeasureDefinition definition, Instance of, Amount gain, (EntryKey From, EntryKey To) ends,
        Items<Evidence> evidence, Items<string> remarks)
    {
        var time = course.Between(ends.From, ends.To);
        var weeks = time.In(LengthUnit.Weeks);
        var rate = gain / new Amount(weeks, weeks.Midpoint);
        Items<Evidence> all =
        [
            .. evidence,
            .. course.Dating(
                DatePoint.StartOf(ends.From), DatePoint.StartOf(ends.To), [.. evidence.Select(each => each.Entry)]),
        ];
        return rate.Bounds.IsOpen
            ? definition.NotComputable(of, "How much time passed is not known.", all)
            : definition.Number(
                of, rate.Bounds, rate.Point, all,
                [.. remarks, .. time.IsWidened(LengthUnit.Weeks) ? [TimeBetween.WidenedRemark] : Items<string>.None]);
    }

    /// <summary>Neighbouring volumetries after one procedure, where it is certain that they are neighbours.</summary>
    static IEnumerable<Step> Steps(Course course)
    {
        var all = RemnantGrowth.In(course);
        foreach (var to in all)
        {
            var earlier = all.Where(other => SameStart(other, to) && other.After.IsComparableWith(to.After)
                && course.Order(other.After.Key, to.After.Key) is DateOrder.Before).ToList();
            if (course.Last(earlier, each => each.After.Key) is { } from)
            {
                yield return new Step(from.After, to.After);
            }
        }
    }

    sealed record Step(RemnantShare From, RemnantShare To)
    {
        public Instance Of => Instance.Of(From.Key, To.Key);

        public Amount Gain => To.Percent - From.Percent;

        public Items<Evidence> Evidence =>
        [
            new(From.Key, EvidenceRole.Start, From.Of.Says), new(To.Key, EvidenceRole.End, To.Of.Says),
        ];
    }
}
