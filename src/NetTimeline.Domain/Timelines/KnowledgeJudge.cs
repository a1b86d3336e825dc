using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NodaTime;

namespace NetTimeline.Domain.Timelines;

/// <summary>Whether something was known at the moment that is asked about.</summary>
public enum Knownness
{
    Certainly,

    /// <summary>The dates do not place it before or after the moment.</summary>
    Possibly,
    NotYet,
}

/// <summary>
/// Judges by everything recorded whether an entry, a reinterpretation of one, or its end was known at a moment. At the
/// latest it was certainly known on the day on which it was recorded.
/// </summary>
sealed class KnowledgeJudge(DateNetwork network, KnownAt? moment, DateTimeZone clinic)
{
    /// <summary>Of whoever asks for everything: no date is looked at, so that all threads share it.</summary>
    public static KnowledgeJudge OfEverything { get; } = new(new DateNetwork(), null, DateTimeZone.Utc);

    public Knownness Judge(EntryKey key, Instant recordedAt) => Judge(DatePoint.KnownOf(key), recordedAt);

    /// <summary>
    /// An end is knowledge too: it was known when it came. Where an entry is said to be known at its end, in the same
    /// words, whoever knew of the one knew of the other.
    /// </summary>
    public Knownness JudgeEnd(Entry said, Instant recordedAt) =>
        said is { Ended: { Disputed: false } ended, Known: { Disputed: false } known } && ended.Date == known.Date
        && known.Date is not ClinicalDate.NotStated
            ? Knownness.Certainly
            : Judge(DatePoint.EndOf(said.Key), recordedAt);

    /// <summary>Whether the dates alone tell that a point lies no later than the moment.</summary>
    public bool IsTold(DatePoint point) =>
        moment is null || (Limit(moment) is var (from, limit) && network.Difference(from, point).High <= limit);

    Knownness Judge(DatePoint point, Instant recordedAt)
    {
        if (moment is null)
        {
            return Knownness.Certainly;
        }

        var (from, limit) = Limit(moment);
        var known = network.Difference(from, point);
        if (known.High <= limit || Number(recordedAt) <= Earliest(from, limit))
        {
            return Knownness.Certainly;
        }

        return known.Low > limit || (known.Low == limit && !known.LowIncluded)
            ? Knownness.NotYet
            : Knownness.Possibly;
    }

    /// <summary>
    /// The moment as a point and a number of days after it; by the calendar where the anchor is a day.
    /// </summary>
    (DatePoint From, decimal Days) Limit(KnownAt moment)
    {
        switch (moment)
        {
            case KnownAt.OnDay asked:
                return (DatePoint.Origin, DateNetwork.Number(asked.Day));
            case KnownAt.WithEntry entry:
                return (DatePoint.KnownOf(entry.Entry), 0);
            case KnownAt.FromEntry entry:
                var start = DatePoint.StartOf(entry.Entry);
                var days = network.FixedDay(start) is { } day
                    ? entry.Length.Days(day, entry.Direction).Shortest
                    : entry.Length.NominalDays;
                return (start, entry.Direction is Direction.Before ? -days : days);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>The earliest day that the moment can be, if the calendar says anything about it.</summary>
    decimal? Earliest(DatePoint from, decimal days) => network.Difference(DatePoint.Origin, from).Low + days;

    decimal Number(Instant recordedAt) => DateNetwork.Number(recordedAt.InZone(clinic).Date);
}
