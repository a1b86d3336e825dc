using NetTimeline.Domain;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// RECIST 1.1's thresholds for sums of diameters. Decimals, so that a threshold that is met exactly is met: 60 is 20 %
/// above 50.
/// </summary>
static class RecistRule
{
    public const int TargetsMax = 5;
    public const int TargetsOfAnOrganMax = 2;
    public const decimal MeasurableMm = 10;
    public const decimal MeasurableNodeMm = 15;
    public const decimal NormalNodeMm = 10;

    /// <summary>What radiologists enter for a target that is seen and too small to measure.</summary>
    public const decimal TooSmallToMeasureMm = 5;

    const decimal ProgressionMm = 5;

    /// <summary>The categories that are possible by the sum alone, in the order PR, SD, PD.</summary>
    public static Items<string> BySum(Bounds baseline, Bounds nadir, Bounds sum)
    {
        var progresses = Both(
            Relation(sum - (nadir * 1.2m)), Relation(sum - nadir - Bounds.Exactly(ProgressionMm)));
        var responds = Relation((baseline * 0.7m) - sum);
        var possible = new List<string>();
        if (progresses is not true && responds is not false)
        {
            possible.Add("PR");
        }

        if (progresses is not true && responds is not true)
        {
            possible.Add("SD");
        }

        if (progresses is not false)
        {
            possible.Add("PD");
        }

        return [.. possible];
    }

    /// <summary>Whether it is zero or more; null where that cannot be told.</summary>
    static bool? Relation(Bounds difference) =>
        difference.IsCertainlyAtLeast(0) ? true : difference.IsCertainlyBelow(0) ? false : null;

    static bool? Both(bool? a, bool? b) => a is false || b is false ? false : a is true && b is true ? true : null;
}
