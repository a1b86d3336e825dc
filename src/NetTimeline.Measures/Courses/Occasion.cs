using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Values;
using NodaTime;

namespace NetTimeline.Measures.Courses;

/// <summary>A point in time that may be what is sought.</summary>
/// <param name="Entry">The entry it is of.</param>
/// <param name="Point">Its start, its end, or when it was known.</param>
/// <param name="Certain">It is what is sought; else it may be, and only widens bounds.</param>
public readonly record struct Candidate(EntryKey Entry, DatePoint Point, bool Certain)
{
    public static Candidate Start(EntryKey entry) => new(entry, DatePoint.StartOf(entry), true);
}

/// <summary>
/// The first or the last of several points whose order may not be known: then every one that can be it is kept, and
/// what is measured from it has the bounds of all of them.
/// </summary>
public sealed class Occasion
{
    readonly Course course;

    Occasion(Course course, Items<Candidate> candidates, Items<Candidate> passed, bool isFirst) =>
        (this.course, Candidates, Passed, IsFirst) = (course, candidates, passed, isFirst);

    /// <summary>Those that can be it; one alone is it.</summary>
    public Items<Candidate> Candidates { get; }

    /// <summary>Those that certainly are not: another one is certainly earlier (or later).</summary>
    public Items<Candidate> Passed { get; }

    /// <summary>Whether the first is meant, else the last.</summary>
    public bool IsFirst { get; }

    /// <summary>Whether at least one candidate is certainly of the sort that is sought.</summary>
    public bool Happened => Candidates.Any(each => each.Certain);

    /// <summary>Null where there is no candidate at all.</summary>
    public static Occasion? First(Course course, IEnumerable<Candidate> all) => Of(course, all, isFirst: true);

    /// <summary>Null where there is no candidate at all.</summary>
    public static Occasion? Last(Course course, IEnumerable<Candidate> all) => Of(course, all, isFirst: false);

    /// <summary>
    /// How much later this is than <paramref name="from"/>. Each pair is asked of the network, so that what hangs on
    /// the same uncertain anchor keeps its exact distance.
    /// </summary>
    public TimeBetween Since(Occasion from)
    {
        if (Candidates is [var only] && from.Candidates is [var start])
        {
            return course.Between(start.Point, only.Point);
        }

        return new TimeBetween(unit =>
        {
            var widened = false;
            var bounds = Extreme(Candidates, IsFirst, to => Extreme(from.Candidates, !from.IsFirst, start =>
            {
                var length = course.Dates.DifferenceIn(start.Point, to.Point, unit);
                widened |= length.Widened;
                return Bounds.Of(length);
            }));
            return new LengthBounds(bounds.Low, bounds.LowIncluded, bounds.High, bounds.HighIncluded, unit, widened);
        });
    }

    /// <summary>
    /// As above, with years and months of a fixed length whatever the calendar says.
    /// </summary>
    public Bounds Since(Occasion from, LengthUnit unit, YearLength year) => Extreme(
        Candidates, IsFirst, to => Extreme(from.Candidates, !from.IsFirst, start =>
            Bounds.Of(LengthsOut.Nominal(course.Dates.Difference(start.Point, to.Point), unit, year))));

    static Occasion? Of(Course course, IEnumerable<Candidate> all, bool isFirst)
    {
        var candidates = all.DistinctBy(each => each.Point)
            .Select(each => new Dated(each, course.Dates.CertainDay(each.Point))).ToList();
        if (candidates.Count == 0)
        {
            return null;
        }

        var rivals = Rivals(candidates, isFirst);
        var (able, passed) = (new List<Candidate>(), new List<Candidate>(candidates.Count));
        foreach (var each in candidates)
        {
            (rivals.Exists(other => Beats(course, other, each, isFirst)) ? passed : able).Add(each.Candidate);
        }

        return new Occasion(course, [.. able], [.. passed], isFirst);
    }

    /// <summary>
    /// Certain candidates that may beat others. Of those dated to the day the nearest beats whatever another one beats.
    /// </summary>
    static List<Dated> Rivals(List<Dated> candidates, bool isFirst)
    {
        var rivals = new List<Dated>();
        Dated? nearest = null;
        foreach (var candidate in candidates.Where(each => each.Candidate.Certain))
        {
            if (candidate.Day is not { } day)
            {
                rivals.Add(candidate);
            }
            else if (nearest?.Day is not { } other || (isFirst ? day < other : day > other))
            {
                nearest = candidate;
            }
        }

        return nearest is { } dated ? [dated, .. rivals] : rivals;
    }

    /// <summary>Nothing beats itself. Of days that are certain the network is not asked.</summary>
    static bool Beats(Course course, Dated one, Dated other, bool isFirst) =>
        (one.Day, other.Day) is ({ } day, { } next) ? isFirst ? day < next : day > next
        : one.Candidate.Point != other.Candidate.Point
            && course.Dates.Compare(one.Candidate.Point, other.Candidate.Point)
                == (isFirst ? DateOrder.Before : DateOrder.After);

    /// <summary>
    /// The least (or greatest) of what the candidates give: one that only may be among them moves the near end and not
    /// the far one.
    /// </summary>
    static Bounds Extreme(Items<Candidate> candidates, bool least, Func<Candidate, Bounds> of)
    {
        Bounds? all = null;
        Bounds? certain = null;
        foreach (var candidate in candidates)
        {
            var found = of(candidate);
            all = Nearer(all, found, least);
            certain = candidate.Certain ? Nearer(certain, found, least) : certain;
        }

        var (wide, sure) = (all ?? Bounds.Open, certain ?? Bounds.Open);
        return least
            ? new Bounds(wide.Low, wide.LowIncluded, sure.High, sure.HighIncluded)
            : new Bounds(sure.Low, sure.LowIncluded, wide.High, wide.HighIncluded);
    }

    static Bounds Nearer(Bounds? before, Bounds found, bool least) =>
        before is not { } other ? found : least ? Bounds.Least(other, found) : Bounds.Greatest(other, found);

    /// <summary>A candidate with its day, where that is certain.</summary>
    readonly record struct Dated(Candidate Candidate, LocalDate? Day);
}
