using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Primary;

/// <summary>Whether a bounded number keeps a limit: certainly, perhaps, or not.</summary>
static class Chance
{
    public static Likelihood AtMost(Bounds number, decimal limit) =>
        number.IsCertainlyAtMost(limit) ? Likelihood.Yes
        : number.IsCertainlyAbove(limit) ? Likelihood.No
        : Likelihood.Maybe;

    public static Likelihood Below(Bounds number, decimal limit) =>
        number.IsCertainlyBelow(limit) ? Likelihood.Yes
        : number.IsCertainlyAtLeast(limit) ? Likelihood.No
        : Likelihood.Maybe;

    public static Likelihood Not(Likelihood likelihood) => likelihood switch
    {
        Likelihood.Yes => Likelihood.No,
        Likelihood.No => Likelihood.Yes,
        _ => Likelihood.Maybe,
    };

    /// <summary>
    /// The categories that are possible, where each is tried only if none before it is certain.
    /// </summary>
    public static IEnumerable<string> FirstOf(params (string Category, Likelihood Holds)[] cases)
    {
        foreach (var (category, holds) in cases)
        {
            if (holds is not Likelihood.No)
            {
                yield return category;
            }

            if (holds is Likelihood.Yes)
            {
                yield break;
            }
        }
    }
}
