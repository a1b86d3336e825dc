using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NodaTime;

namespace NetTimeline.Domain.Timelines;

/// <summary>An entry that was recorded long after it occurred.</summary>
/// <param name="Entry">Its key.</param>
/// <param name="Recorded">The day, in the clinic's time zone.</param>
/// <param name="Delay">
/// From the occurrence, or its beginning, to that day, in days; no upper bound where it may have occurred at any time
/// before.
/// </param>
public sealed record RecordedLate(EntryKey Entry, LocalDate Recorded, DayBounds Delay);

/// <summary>An entry that was known certainly after it occurred: a result, a second reading, a history.</summary>
/// <param name="Entry">Its key.</param>
/// <param name="Delay">From the occurrence, or its beginning, to the day it was known, in days.</param>
public sealed record KnownLater(EntryKey Entry, DayBounds Delay);

/// <summary>What was entered or understood after the fact, in the order of recording.</summary>
/// <param name="Days">How long after an occurrence recording is not late yet.</param>
/// <param name="RecordedLate">Recorded certainly more than so many days after they occurred.</param>
/// <param name="KnownLater">
/// Known certainly after they occurred, by however little; no calendar is needed to say so.
/// </param>
/// <param name="CannotBeTold">
/// Entries of which the dates do not say whether they were recorded late: no calendar date bounds them, or the bounds
/// leave it open.
/// </param>
public sealed record BackdatedReport(
    int Days, Items<RecordedLate> RecordedLate, Items<KnownLater> KnownLater, Items<EntryKey> CannotBeTold)
{
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="recorded">As the log held it then; null for everything.</param>
    /// <param name="days">See <see cref="Days"/>.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    public static BackdatedReport Of(
        IReadOnlyList<Recorded> history, Instant? recorded, int days, DateTimeZone clinic)
    {
        var then = RecordedThen.Of(history, recorded);
        var network = then.LatestDates;
        var late = then.Standing.Select(entry => Late(entry, network, clinic)).ToList();
        return new BackdatedReport(
            days,
            [.. late.Where(entry => IsMore(entry.Delay, days))],
            [.. then.Standing.Select(entry => new KnownLater(
                entry.Key, network.Difference(DatePoint.StartOf(entry.Key), DatePoint.KnownOf(entry.Key))))
                .Where(entry => entry.Delay.IsPositive)],
            [.. late.Where(entry => !IsMore(entry.Delay, days) && !(entry.Delay.High <= days))
                .Select(entry => entry.Entry)]);
    }

    static bool IsMore(DayBounds delay, int days) => delay.Low > days || (delay.Low == days && !delay.LowIncluded);

    static RecordedLate Late(EntryHistory entry, DateNetwork network, DateTimeZone clinic)
    {
        var day = entry.First.At.InZone(clinic).Date;
        var (first, last) = network.Days(DatePoint.StartOf(entry.Key));
        return new RecordedLate(entry.Key, day, new DayBounds(
            Until(day, last), last is not null, Until(day, first), first is not null));
    }

    static decimal? Until(LocalDate day, LocalDate? earlier) =>
        earlier is { } from ? DateNetwork.Number(day) - DateNetwork.Number(from) : null;
}
