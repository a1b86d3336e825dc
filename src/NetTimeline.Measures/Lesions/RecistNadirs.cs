using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>What each assessment of a series is set against: the smallest complete sum before it.</summary>
sealed class RecistNadirs(Course course)
{
    /// <summary>Assessments with complete sums, in the order of the series.</summary>
    readonly List<(RecistAssessment At, Bounds Sum)> complete = [];

    /// <summary>
    /// Those of them that an assessment of a certain day, not before <see cref="latest"/>, can still have as its nadir:
    /// everything else is greater than a sum that was certainly before it.
    /// </summary>
    readonly List<(RecistAssessment At, Bounds Sum)> unbeaten = [];

    /// <summary>The latest certain day among the complete ones, and the least that such a one is at most.</summary>
    int latest = int.MinValue;
    decimal? leastMost;

    /// <summary>One that only may be before moves the lower bound alone; open where there is none.</summary>
    public (Bounds Sum, Items<RecistAssessment> From) Of(RecistAssessment at)
    {
        var before = (at.Day >= latest ? unbeaten : complete)
            .Select(each => (each.At, each.Sum, Before: IsBefore(each.At, at)))
            .Where(each => each.Before is not Likelihood.No).ToList();
        var certain = LeastOf(before.Where(each => each.Before is Likelihood.Yes).Select(each => each.Sum));
        var least = LeastOf(before.Select(each => each.Sum));
        return (
            least with { High = certain.High, HighIncluded = certain.HighIncluded },
            [.. before.Where(each => each.Sum.Low <= certain.High).Select(each => each.At)]);
    }

    /// <summary>From now on this one may be a nadir.</summary>
    public void Add(RecistAssessment at, Bounds sum)
    {
        complete.Add((at, sum));
        unbeaten.Add((at, sum));
        if (at.Day is { } day)
        {
            latest = Math.Max(latest, day);
            leastMost = sum.High < leastMost ? sum.High : leastMost ?? sum.High;
        }

        unbeaten.RemoveAll(each => each.Sum.Low > leastMost);
    }

    /// <summary>The same day counts as before. Of days that are certain the network is not asked.</summary>
    Likelihood IsBefore(RecistAssessment one, RecistAssessment other) =>
        (one.Day, other.Day) is ({ } day, { } next) ? day <= next ? Likelihood.Yes : Likelihood.No
        : course.Dates.Difference(one.Moment, other.Moment) switch
        {
            { Low: >= 0 } => Likelihood.Yes,
            { IsNegative: true } => Likelihood.No,
            _ => Likelihood.Maybe,
        };

    /// <summary>Open where there is none: of a study that may be before the baseline nothing is known.</summary>
    static Bounds LeastOf(IEnumerable<Bounds> sums) => sums.DefaultIfEmpty(Bounds.Open).Aggregate(Bounds.Least);
}
