using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Differences;

namespace NetTimeline.Journal.Views;

/// <summary>Draws what changed between two views for a person at a terminal: plain text, at most 110 columns.</summary>
public static class DifferenceText
{
    static readonly (EntryChange Change, string Title)[] Changes =
    [
        (EntryChange.Appeared, "Known now"),
        (EntryChange.BecameCertain, "Certainly known now, possibly before"),
        (EntryChange.SaidOtherwise, "Said otherwise"),
        (EntryChange.Moved, "At another time"),
        (EntryChange.PossiblyAppeared, "Possibly known now, and not before"),
        (EntryChange.BecamePossible, "Only possibly known now"),
        (EntryChange.Disappeared, "Not known now"),
    ];

    /// <param name="patient">The registry key.</param>
    /// <param name="difference">Entry by entry.</param>
    /// <param name="measures">Number by number.</param>
    public static string Draw(
        RegistryKey patient, TimelineDifference difference, Items<MeasureDifference> measures)
    {
        var page = new TextPage();
        page.Line(patient.Value);
        page.Line($"from  {Moment(difference.From)}");
        page.Line($"to    {Moment(difference.To)}");
        if (difference.IsEmpty && measures.Count == 0)
        {
            page.Line("nothing differs");
        }

        page.Section("What was believed", difference.Beliefs, each => page.Row(each.Diagnosis.Value, Belief(each), 2));
        page.Section("Foci ever identified", difference.Tallies, each => page.Row(each.Organ, Tally(each), 2));
        page.Section("Groups of foci", difference.Groups, each => page.Row(each.Group.Value, Group(each), 2));
        page.Section("Belongs elsewhere", difference.Attributions, each => page.Row(
            each.Of.Value, Becomes(BeliefWords.Of(each.Before), BeliefWords.Of(each.After)) + By(each.By), 2));
        foreach (var (change, title) in Changes)
        {
            page.Section(
                title, [.. difference.Entries.Where(each => each.Change == change)],
                each => page.Row(each.Key.Value, Entry(each), 2));
        }

        page.Section("Measures", measures, each => page.Row(
            MeasureDifferenceText.Name(each), MeasureDifferenceText.Of(each), 2));
        return page.ToString();
    }

    static string Moment(AsOf asOf) => asOf switch
    {
        { Known: null, Recorded: null } => "everything, now",
        { Known: { } known, Recorded: null } => Known(known),
        { Known: null, Recorded: { } recorded } => $"as recorded at {recorded}",
        { Known: { } known, Recorded: { } recorded } => $"{Known(known)}, as recorded at {recorded}",
    };

    static string Known(KnownAt known) => $"as known {DateWords.Of(known)} ({known})";

    static string Becomes(string? before, string? after) => $"{before ?? "nothing"} → {after ?? "nothing"}";

    static string By(Items<EntryKey> by) => $" · by {string.Join(", ", by)}";

    /// <summary>Who did it needs no words where it did it itself.</summary>
    static string By(Items<EntryKey> by, EntryKey itself) => by is [var only] && only == itself ? "" : By(by);

    static string Belief(BeliefDifference difference)
    {
        var held = (difference.After ?? difference.Before)!;
        var others = $"{string.Join(", ", held.SupersededBy.Concat(held.UnresolvedWith))}";
        var becomes = BeliefDifferenceView.StandingOf(difference.After) switch
        {
            Standing.GivenUp => $"given up for {others}",
            Standing.Unresolved => $"unresolved with {others}",
            Standing.Stands when difference.Before is null => "held now",
            Standing.Stands => $"stands again{By(difference.By)}",
            _ => $"not held now{By(difference.By, difference.Diagnosis)}",
        };
        return $"{becomes}: {BeliefWords.Of(held)}";
    }

    static string Tally(TallyDifference difference) => Becomes(
        difference.Before is { } before ? BeliefWords.Of(before) : null,
        difference.After is { } after ? BeliefWords.Of(after) : null) + By(difference.By);

    static string Group(GroupDifference difference) => Becomes(
        difference.Before is { } before ? BeliefWords.Of(before) : null,
        difference.After is { } after ? BeliefWords.Of(after) : null) + By(difference.By, difference.Group);

    static string Entry(EntryDifference difference)
    {
        var entry = (difference.After ?? difference.Before)!.Entry;
        var said = difference.Said.Select(member =>
            $"{MemberWords.Name(member)}: {Becomes(MemberWords.Of(member.Before), MemberWords.Of(member.After))}");
        var headline = $"{Words.Of(entry.Kind).Replace('-', ' ')}: {MemberWords.Headline(entry)}";
        return string.Join(" · ", difference.Change is EntryChange.SaidOtherwise or EntryChange.Moved
            ? said.Concat(difference.Moved.Select(Moved))
            : said.Concat(difference.Moved.Select(Moved)).Prepend(headline)) + By(difference.By, difference.Key);
    }

    static string Moved(DateDifference moved) => moved.From == DatePoint.Origin
        ? $"{moved.Point}: {BoundsWords.Of(DaysView.Of(moved.Before))} → {BoundsWords.Of(DaysView.Of(moved.After))}"
        : $"{moved.Point} after {moved.From}: {BoundsWords.Of(moved.Before)} → {BoundsWords.Of(moved.After)}";
}
