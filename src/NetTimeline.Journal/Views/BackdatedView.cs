using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Measures;

namespace NetTimeline.Journal.Views;

/// <summary>What was entered or understood after the fact, in the order of recording.</summary>
/// <param name="Patient">The registry key.</param>
/// <param name="AsOf">What was asked.</param>
/// <param name="Days">How long after an occurrence recording is not late yet.</param>
/// <param name="RecordedLate">Recorded certainly more than so many days after they occurred.</param>
/// <param name="KnownLater">Known certainly after they occurred: results, second readings, histories.</param>
/// <param name="CannotBeTold">Entries of which the dates do not say whether they were recorded late.</param>
/// <param name="Moved">What measures say with one of these entries and would say without it.</param>
/// <param name="MovedNotAsked">
/// How many of the entries were left out of <paramref name="Moved"/> because there are very many.
/// </param>
public sealed record BackdatedView(
    RegistryKey Patient,
    AsOfView AsOf,
    int Days,
    Items<RecordedLateView> RecordedLate,
    Items<KnownLaterView> KnownLater,
    Items<EntryKey> CannotBeTold,
    Items<MovedByView> Moved,
    int MovedNotAsked)
{
    /// <param name="patient">The registry key.</param>
    /// <param name="asOf">What was asked.</param>
    /// <param name="report">The entries.</param>
    /// <param name="moved">What the first of them moved.</param>
    /// <param name="movedNotAsked">Of how many it was not computed.</param>
    public static BackdatedView Of(
        RegistryKey patient, AsOf asOf, BackdatedReport report, Items<MovedBy> moved, int movedNotAsked) => new(
        patient, AsOfView.Of(asOf), report.Days,
        [.. report.RecordedLate.Select(late => new RecordedLateView(
            late.Entry, CalendarDate.OfDay(late.Recorded), DayBoundsView.Of(late.Delay)))],
        [.. report.KnownLater.Select(later => new KnownLaterView(later.Entry, DayBoundsView.Of(later.Delay)))],
        report.CannotBeTold, [.. moved.Select(MovedByView.Of)], movedNotAsked);
}

/// <summary>An entry that was recorded late.</summary>
/// <param name="Entry">Its key.</param>
/// <param name="Recorded">The day, in the clinic's time zone.</param>
/// <param name="Delay">In days, from the occurrence or its beginning.</param>
public sealed record RecordedLateView(EntryKey Entry, CalendarDate Recorded, DayBoundsView Delay);

/// <summary>An entry that was known after it occurred.</summary>
/// <param name="Entry">Its key.</param>
/// <param name="Delay">In days, from the occurrence or its beginning.</param>
public sealed record KnownLaterView(EntryKey Entry, DayBoundsView Delay);
