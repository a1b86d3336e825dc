using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Draws a timeline for a person at a terminal: plain text, at most 110 columns, nothing more precise than the record
/// and nothing that was learned after the moment asked about.
/// </summary>
/// <remarks>Neither version nor recorded time is in it: the same history recorded twice is drawn alike.</remarks>
public static class TimelineText
{
    public static string Draw(Timeline timeline)
    {
        var page = new TextPage();
        var (standing, givenUp) = (Held(timeline, stands: true), Held(timeline, stands: false));
        Header(page, timeline);
        page.Section("What was believed", standing, each => page.Row(each.Entry.Key.Value, Standing(each), 2));
        page.Section("Believed before", givenUp, each => page.Row(each.Entry.Key.Value, GivenUp(each), 2));
        page.Section("Tumours", Tumours(timeline), each => page.Row(each.Key.Value, each.Content.Headline(), 2));
        page.Section("Foci ever identified", timeline.Tallies, each => page.Row(each.Organ, BeliefWords.Of(each), 2));
        page.Section(
            "Groups of foci", timeline.Groups, each => page.Row(each.Entry.Key.Value, BeliefWords.Of(each), 2));
        page.Section("Foci", timeline.Lesions, each => page.Row(each.Entry.Key.Value, Lesion(each), 2));
        Course(page, "Course", new CourseText(timeline.Entries));
        Course(page, "Possibly known: the dates do not say", new CourseText(timeline.PossiblyKnown));
        return page.ToString();
    }

    static void Header(TextPage page, Timeline timeline)
    {
        PageHead.Draw(page, timeline);
        page.Line($"{timeline.Entries.Count} entries"
            + $"{(timeline.PossiblyKnown.Count > 0 ? $", {timeline.PossiblyKnown.Count} more possibly known" : "")}");
    }

    static List<DiagnosisHeld> Held(Timeline timeline, bool stands) =>
        [.. timeline.Diagnoses.Where(held => held.Stands == stands)];

    static string Standing(DiagnosisHeld held) => held.UnresolvedWith.Count > 0
        ? $"{BeliefWords.Of(held)}; unresolved with {string.Join(", ", held.UnresolvedWith)}"
        : BeliefWords.Of(held);

    static string GivenUp(DiagnosisHeld held) =>
        $"{BeliefWords.Of(held)}; given up for {string.Join(", ", held.SupersededBy)}";

    static List<Entry> Tumours(Timeline timeline) =>
        [.. timeline.Entries.Select(each => each.Entry).Where(entry => entry.Content is Tumour)];

    static string Lesion(LesionKnown lesion)
    {
        var content = (Lesion)lesion.Entry.Content;
        var focus = content.Focus is { } sort ? $", {Words.Of(sort).Replace('-', ' ')}" : "";
        var groups = lesion.MemberOf.Count > 0 ? $"; one of {string.Join(" and of ", lesion.MemberOf)}" : "";
        return $"{content.Site}{focus}{groups}; {BeliefWords.Of(lesion.Belongs)}";
    }

    static void Course(TextPage page, string title, CourseText course) =>
        page.Section(title, course.Occasions(), occasion => course.Draw(page, occasion));
}
