using NetTimeline.Domain;
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
        page.Section("Foci ever identified", timeline.Tallies, each => page.Row(each.Organ, Tally(each), 2));
        page.Section("Groups of foci", timeline.Groups, each => page.Row(each.Entry.Key.Value, Group(each), 2));
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
        ? $"{Belief(held)}; unresolved with {string.Join(", ", held.UnresolvedWith)}"
        : Belief(held);

    static string GivenUp(DiagnosisHeld held) =>
        $"{Belief(held)}; given up for {string.Join(", ", held.SupersededBy)}";

    static string Belief(DiagnosisHeld held)
    {
        var diagnosis = (Diagnosis)held.Entry.Content;
        var sure = held.Entry.Certainty is { } certainty ? $"{Words.Of(certainty)} " : "";
        var by = held.Entry.By ?? Words.Of(diagnosis.Axis);
        return $"{sure}{diagnosis.Belief} ({by}) – of {diagnosis.SubjectText}";
    }

    static List<Entry> Tumours(Timeline timeline) =>
        [.. timeline.Entries.Select(each => each.Entry).Where(entry => entry.Content is Tumour)];

    static string Tally(OrganTally tally) => tally.Shares switch
    {
        [var all] => $"{tally.Identified}, {(tally.Identified == Count.One ? "" : "all ")}{Believed(all)}",
        var shares =>
            $"{tally.Identified}: {string.Join(", ", shares.Select(share => $"{share.Count} {Believed(share)}"))}",
    };

    static string Believed(TallyShare share) => share switch
    {
        { Unresolved: true } => "unresolved",
        { Tumour: { } tumour, Certainty: { } sure } => $"{Words.Of(sure)} {tumour}",
        { Tumour: { } tumour } => $"{tumour}",
        _ => "unattributed",
    };

    static string Group(GroupKnown group)
    {
        var sites = ((LesionGroup)group.Entry.Content).Sites;
        var said = new List<string> { $"{group.Count} in {string.Join(" and ", sites)}" };
        if (group.MatchedToNone is { } unmatched)
        {
            said.Add($"counts {string.Join(", ", group.Includes)} again{Unmatched(unmatched)}");
        }

        if (group.Members.Count > 0)
        {
            said.Add($"told apart: {string.Join(", ", group.Members)}");
        }

        if (group.Remainder != Count.Zero)
        {
            var rest = group.Members.Count > 0 ? $"{group.Remainder} not told apart, " : "";
            said.Add($"{rest}{Belongs(group.Belongs)}");
        }

        return string.Join("; ", said);
    }

    /// <summary>
    /// The upper bound of what is unmatched is the whole group and says nothing, nor does "at least 0".
    /// </summary>
    static string Unmatched(Count count) => count switch
    {
        { IsExact: true } => $", {count} matched to none of them",
        { AtLeast: 0 } => "",
        _ => $", at least {count.AtLeast} matched to none of them",
    };

    static string Lesion(LesionKnown lesion)
    {
        var content = (Lesion)lesion.Entry.Content;
        var focus = content.Focus is { } sort ? $", {Words.Of(sort).Replace('-', ' ')}" : "";
        var groups = lesion.MemberOf.Count > 0 ? $"; one of {string.Join(" and of ", lesion.MemberOf)}" : "";
        return $"{content.Site}{focus}{groups}; {Belongs(lesion.Belongs)}";
    }

    static string Belongs(Items<Belonging> belongs) => belongs.Count switch
    {
        0 => "unattributed",
        1 => Belongs(belongs[0]),
        _ => $"unresolved: {string.Join(" or ", belongs.Select(Belongs))}",
    };

    static string Belongs(Belonging belonging) =>
        $"{(belonging.Certainty is { } sure ? $"{Words.Of(sure)} " : "")}{belonging.Tumour}"
        + $"{(belonging.Through is { } group ? $", as {group}" : "")}";

    static void Course(TextPage page, string title, CourseText course) =>
        page.Section(title, course.Occasions(), occasion => course.Draw(page, occasion));
}
