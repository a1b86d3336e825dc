using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Courses;

/// <summary>
/// Why the time between two entries of a value is no shorter and no longer: the statements that together make each
/// bound.
/// </summary>
/// <param name="From">Where the time begins.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Why">The chains, in nominal days.</param>
public sealed record Explanation(DatePoint From, DatePoint To, BoundsExplained Why)
{
    /// <summary>More pairs than a reader follows are not explained.</summary>
    const int PairsMax = 6;

    /// <summary>
    /// The times between the entries with which a value begins and those with which it ends, or which it is of; of an
    /// age, from birth. Empty where it has not both, or where dates contradict each other.
    /// </summary>
    public static Items<Explanation> Of(Course course, MeasureValue value)
    {
        var (starts, ends) = (Entries(value, EvidenceRole.Start), Entries(value, EvidenceRole.End));
        if (ends.Count == 0 && value.Bounds is not null)
        {
            // A number of one entry, reckoned from a start: the time between is one of those it is made of.
            ends = [.. Entries(value, EvidenceRole.Value).Intersect(value.Of.Entries)];
        }

        if (starts.Count == 0)
        {
            return [.. ends.Take(PairsMax).Select(end => FromBirth(course, value, end)).OfType<Explanation>()];
        }

        var pairs = starts.SelectMany(start => ends.Select(end => (start, end))).Take(PairsMax);
        return [.. pairs.Select(pair => Between(course, value, pair.start, pair.end))
            .OfType<Explanation>().Where(each => each.From != each.To)];
    }

    static List<EntryKey> Entries(MeasureValue value, EvidenceRole role) =>
        [.. value.Evidence.Where(each => each.Role == role).Select(each => each.Entry).Distinct()];

    /// <summary>
    /// Evidence names entries, and an entry has several points in time: taken are those whose distance gives a bound of
    /// the value, else the beginnings.
    /// </summary>
    static Explanation? Between(Course course, MeasureValue value, EntryKey start, EntryKey end)
    {
        if (course.Find(start) is null || course.Find(end) is null)
        {
            return null;
        }

        var pairs = Points(start).SelectMany(from => Points(end).Select(to => (from, to))).ToList();
        var (first, last) = pairs.FirstOrDefault(pair => Gives(course, value, pair.from, pair.to), pairs[0]);
        var why = course.Dates.Explain(first, last);
        return why is { Low: null, High: null } ? null : new Explanation(first, last, why);
    }

    /// <summary>Birth is no entry, so no evidence names it: that it is the start is told by the bounds.</summary>
    static Explanation? FromBirth(Course course, MeasureValue value, EntryKey end) =>
        course.Find(end) is not null && Gives(course, value, DatePoint.Birth, DatePoint.StartOf(end))
            ? new Explanation(
                DatePoint.Birth, DatePoint.StartOf(end), course.Dates.Explain(DatePoint.Birth, DatePoint.StartOf(end)))
            : null;

    static IEnumerable<DatePoint> Points(EntryKey entry) =>
        [DatePoint.StartOf(entry), DatePoint.EndOf(entry), DatePoint.KnownOf(entry)];

    static bool Gives(Course course, MeasureValue value, DatePoint from, DatePoint to)
    {
        if (value.Bounds is not { } bounds || UnitOf(value.Unit) is not { } unit)
        {
            return false;
        }

        var exactly = course.Dates.DifferenceIn(from, to, unit);
        var nominal = LengthsOut.Nominal(course.Dates.Difference(from, to), unit, YearLength.Gregorian);
        return new[] { exactly, nominal }.Any(each =>
            (each.Low is not null && each.Low == bounds.Low) || (each.High is not null && each.High == bounds.High));
    }

    static LengthUnit? UnitOf(string? ucum) => ucum switch
    {
        "d" => LengthUnit.Days,
        "wk" => LengthUnit.Weeks,
        "mo" => LengthUnit.Months,
        "a" => LengthUnit.Years,
        _ => null,
    };
}
