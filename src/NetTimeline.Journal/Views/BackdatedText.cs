using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;

namespace NetTimeline.Journal.Views;

/// <summary>Draws what came after the fact for a person at a terminal: plain text, at most 110 columns.</summary>
public static class BackdatedText
{
    public static string Draw(RegistryKey patient, BackdatedReport report)
    {
        var page = new TextPage();
        page.Line(patient.Value);
        page.Section($"Recorded more than {report.Days} days after it occurred", report.RecordedLate, late => page.Row(
            late.Entry.Value, $"{BoundsWords.Of(late.Delay)}, on {Domain.Dates.CalendarDate.OfDay(late.Recorded)}", 2));
        page.Section("Known after it occurred", report.KnownLater, later => page.Row(
            later.Entry.Value, BoundsWords.Of(later.Delay), 2));
        page.Line("");
        page.Line($"{report.CannotBeTold.Count} {(report.CannotBeTold.Count == 1 ? "entry" : "entries")} of which the "
            + "dates do not say whether they were recorded late");
        return page.ToString();
    }
}
