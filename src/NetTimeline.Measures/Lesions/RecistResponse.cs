using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>The category of one assessment: by new lesions, else by the sum.</summary>
static class RecistResponse
{
    public static MeasureValue Of(MeasureDefinition definition, RecistSeries series, RecistAssessment at)
    {
        if (series.Obstacle(at) is { } obstacle)
        {
            return definition.NotComputable(series.Of(at), obstacle, series.Evidence(at, withBaseline: true));
        }

        var news = series.NewOn(at).ToList();
        var (nadir, from) = series.Nadir(at);
        Items<Evidence> evidence =
        [
            .. series.Evidence(at, withBaseline: true),
            .. from.Where(each => each != series.Baseline)
                .SelectMany(each => series.SizesOf(each, EvidenceRole.Condition)),
            .. news.Select(each => new Evidence(each.Lesion, EvidenceRole.Condition, Says(each.New))),
        ];
        var certain = news.Any(each => each.New is Likelihood.Yes);
        var categories = certain ? ["PD"] : BySizes(series, at, nadir);
        return definition.Category(
            series.Of(at),
            news.Count == 0 || categories.Contains("PD") ? categories : categories.With("PD"),
            evidence,
            [.. series.Remarks(at), .. Why(series, at, nadir, certain)]);
    }

    static Items<string> BySizes(RecistSeries series, RecistAssessment at, Bounds nadir)
    {
        var bySum = RecistRule.BySum(series.Sum(series.Baseline!), nadir, series.Sum(at));
        var complete = series.Missing(at).Count == 0;
        return bySum is ["PD"] ? bySum
            : !complete ? ["NE"]
            : series.Sizes(at).All(IsGone) ? [series.OthersAreGone(at) ? "CR" : "PR"]
            : bySum;
    }

    static bool IsGone(RecistSize size) =>
        size.IsNode ? size.Mm.IsCertainlyBelow(RecistRule.NormalNodeMm) : size.Mm is { High: 0 };

    static IEnumerable<string> Why(RecistSeries series, RecistAssessment at, Bounds nadir, bool isNew) =>
        isNew ? ["Progressive by a new lesion."]
        : series.Unmeasured(at) is { } unmeasured ? [unmeasured]
        : [$"Sum {series.Sum(at)} mm, nadir {nadir} mm, baseline {series.Sum(series.Baseline!)} mm."];

    static string Says(Likelihood isNew) =>
        isNew is Likelihood.Yes ? "new since the baseline" : "may be new since the baseline";
}
