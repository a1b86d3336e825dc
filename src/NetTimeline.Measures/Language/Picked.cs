using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Language;

/// <summary>The one of several that is picked.</summary>
static class Picked
{
    public static Occasion? Of(Course course, Selector selector, List<Candidate> candidates) => selector.Pick switch
    {
        Pick.First => Occasion.First(course, candidates),
        Pick.Last => Occasion.Last(course, candidates),
        _ => Occasion.First(course, Nth(course, candidates, selector.Nth ?? 1)),
    };

    /// <summary>
    /// Those that can be the nth: certain only where one alone can be, and where those before it certainly are. On one
    /// day the order of the record decides.
    /// </summary>
    static List<Candidate> Nth(Course course, List<Candidate> candidates, int nth)
    {
        var able = candidates.Select((candidate, at) => (
                Candidate: candidate,
                Sure: Count((other, place) => other.Certain && Stands(other, place, candidate, at) is true),
                Able: Count((other, place) => Stands(other, place, candidate, at) is not false)))
            .Where(each => each.Sure < nth && each.Able >= nth - 1).ToList();
        return [.. able.Select(each => each.Candidate with
        {
            Certain = each.Candidate.Certain && able.Count == 1 && each.Sure == nth - 1,
        })];

        int Count(Func<Candidate, int, bool> which) => candidates.Where(which).Count();

        bool? Stands(Candidate other, int place, Candidate candidate, int at) =>
            place == at ? false : course.Dates.Compare(other.Point, candidate.Point) switch
            {
                DateOrder.Before => true,
                DateOrder.After => false,
                DateOrder.Same => place < at,
                _ => null,
            };
    }
}
