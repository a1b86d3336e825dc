using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Language;

/// <summary>How far something is what is sought, and what stands in the way.</summary>
/// <param name="Likelihood">Yes, maybe or no.</param>
/// <param name="Why">Why it is not certain, or not so; null for yes.</param>
readonly record struct Match(Likelihood Likelihood, string? Why)
{
    public static Match Yes => new(Likelihood.Yes, null);

    public static Match No(string why) => new(Likelihood.No, why);

    public static Match Maybe(string why) => new(Likelihood.Maybe, why);

    public static Match Of(Likelihood likelihood, string why) =>
        likelihood is Likelihood.Yes ? Yes : new(likelihood, why);

    public bool IsPossible => Likelihood is not Likelihood.No;

    /// <summary>The less likely of both; of two alike the first.</summary>
    public Match And(Match other) => other.Likelihood < Likelihood ? other : this;

    /// <summary>The more likely of both; of two alike the first.</summary>
    public Match Or(Match other) => other.Likelihood > Likelihood ? other : this;

    public Match Not(string why) => Likelihood switch
    {
        Likelihood.Yes => No(why),
        Likelihood.No => Yes,
        _ => this,
    };

    /// <summary>All hold: the least likely. What comes after a no is not asked.</summary>
    public static Match All(IEnumerable<Match> matches)
    {
        var all = Yes;
        foreach (var match in matches)
        {
            all = all.And(match);
            if (!all.IsPossible)
            {
                break;
            }
        }

        return all;
    }
}
