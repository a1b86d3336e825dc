using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Measures;

namespace NetTimeline.Journal.Views;

/// <summary>Draws what came after the fact for a person at a terminal: plain text, at most 110 columns.</summary>
public static class BackdatedText
{
    /// <param name="patient">The registry key.</param>
    /// <param name="report">The entries.</param>
    /// <param name="moved">What the first of them moved.</param>
    /// <param name="movedNotAsked">Of how many it was not computed.</param>
    public static string Draw(RegistryKey patient, BackdatedReport report, Items<MovedBy> moved, int movedNotAsked)
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
        foreach (var by in moved)
        {
            page.Section($"Measures without {by.Entry} → with it", by.Values, each => page.Row(
                MeasureDifferenceText.Name(each), MeasureDifferenceText.Of(each with { By = [] }), 2));
        }

        if (movedNotAsked > 0)
        {
            page.Line("");
            page.Line($"what {movedNotAsked} further entries moved was not computed");
        }

        return page.ToString();
    }
}
