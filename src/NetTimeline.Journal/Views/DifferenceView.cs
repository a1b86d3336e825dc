using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Differences;

namespace NetTimeline.Journal.Views;

/// <summary>What changed from one view of a patient to another, and what changed it.</summary>
/// <param name="Patient">The registry key.</param>
/// <param name="From">What was asked.</param>
/// <param name="To">Likewise.</param>
/// <param name="Entries">In the order of the second view's course; what it does not show comes last.</param>
/// <param name="Beliefs">Diagnoses that are held, given up, or stand again.</param>
/// <param name="Attributions">Lesions and groups that are believed to belong elsewhere.</param>
/// <param name="Groups">Groups whose counts or members are others.</param>
/// <param name="Tallies">Organs in which another number of foci is identified, or believed otherwise of.</param>
/// <param name="Measures">Values of measures that are others, with the entries that moved them.</param>
public sealed record DifferenceView(
    RegistryKey Patient,
    AsOfView From,
    AsOfView To,
    Items<EntryDifferenceView> Entries,
    Items<BeliefDifferenceView> Beliefs,
    Items<AttributionDifference> Attributions,
    Items<GroupDifferenceView> Groups,
    Items<TallyDifference> Tallies,
    Items<MeasureDifferenceView> Measures)
{
    /// <param name="patient">The registry key.</param>
    /// <param name="difference">Entry by entry.</param>
    /// <param name="measures">Number by number.</param>
    public static DifferenceView Of(
        RegistryKey patient, TimelineDifference difference, Items<MeasureDifference> measures) => new(
        patient, AsOfView.Of(difference.From), AsOfView.Of(difference.To),
        [.. difference.Entries.Select(EntryDifferenceView.Of)],
        [.. difference.Beliefs.Select(BeliefDifferenceView.Of)],
        difference.Attributions,
        [.. difference.Groups.Select(GroupDifferenceView.Of)],
        difference.Tallies,
        [.. measures.Select(MeasureDifferenceView.From)]);
}

/// <summary>What became of one entry.</summary>
/// <param name="Key">The entry.</param>
/// <param name="Kind">Of the entry.</param>
/// <param name="Change">The foremost of what became of it.</param>
/// <param name="Headline">One line of what it says in the second view, or said in the first.</param>
/// <param name="Said">Members that say something else, in words.</param>
/// <param name="Moved">Dates whose bounds changed.</param>
/// <param name="By">Entries and corrections that did it.</param>
public sealed record EntryDifferenceView(
    EntryKey Key,
    string Kind,
    EntryChange Change,
    string Headline,
    Items<MemberDifferenceView> Said,
    Items<DateDifferenceView> Moved,
    Items<EntryKey> By)
{
    public static EntryDifferenceView Of(EntryDifference difference)
    {
        var entry = (difference.After ?? difference.Before)!.Entry;
        return new EntryDifferenceView(
            difference.Key, Words.Of(entry.Kind), difference.Change, MemberWords.Headline(entry),
            [.. difference.Said.Select(MemberDifferenceView.Of)], [.. difference.Moved.Select(DateDifferenceView.Of)],
            difference.By);
    }
}

/// <summary>A member that says something else; left out where it says nothing.</summary>
public sealed record MemberDifferenceView(string Member, string? Before, string? After)
{
    public static MemberDifferenceView Of(MemberDifference member) => new(
        MemberWords.Name(member), MemberWords.Of(member.Before), MemberWords.Of(member.After));
}

/// <summary>A date whose bounds changed: as days of the calendar, else as days after another entry.</summary>
/// <param name="Date">The entry, or its end.</param>
/// <param name="Days">Before; left out where the calendar is not known.</param>
/// <param name="DaysAfter">After.</param>
/// <param name="From">The entry it is measured from, where the calendar is not known.</param>
/// <param name="Bounds">Before, from that entry.</param>
/// <param name="BoundsAfter">After.</param>
/// <param name="By">The entries whose statements moved it.</param>
public sealed record DateDifferenceView(
    string Date,
    DaysView? Days,
    DaysView? DaysAfter,
    string? From,
    DayBoundsView? Bounds,
    DayBoundsView? BoundsAfter,
    Items<EntryKey> By)
{
    public static DateDifferenceView Of(DateDifference moved) => moved.From == DatePoint.Origin
        ? new(moved.Point.ToString(), DaysView.Of(moved.Before), DaysView.Of(moved.After), null, null, null, moved.By)
        : new(
            moved.Point.ToString(), null, null, moved.From.ToString(), DayBoundsView.Of(moved.Before),
            DayBoundsView.Of(moved.After), moved.By);
}

/// <summary>A diagnosis that is held, given up, or stands again.</summary>
/// <param name="Entry">The diagnosis.</param>
/// <param name="Belief">In the words of whoever holds it.</param>
/// <param name="Before">How it stood.</param>
/// <param name="After">How it stands.</param>
/// <param name="By">What it was given up for, or what it is unresolved with; else the diagnosis itself.</param>
public sealed record BeliefDifferenceView(
    EntryKey Entry, string Belief, Standing Before, Standing After, Items<EntryKey> By)
{
    public static BeliefDifferenceView Of(BeliefDifference difference) => new(
        difference.Diagnosis, ((Diagnosis)(difference.After ?? difference.Before)!.Entry.Content).Belief,
        StandingOf(difference.Before), StandingOf(difference.After), difference.By);

    internal static Standing StandingOf(DiagnosisHeld? held) => held switch
    {
        null => Standing.NotHeld,
        { Stands: false } => Standing.GivenUp,
        { UnresolvedWith.Count: > 0 } => Standing.Unresolved,
        _ => Standing.Stands,
    };
}

/// <summary>How a diagnosis stands in a view.</summary>
public enum Standing
{
    NotHeld,
    Stands,

    /// <summary>It stands beside another one, and no order can be told.</summary>
    Unresolved,
    GivenUp,
}

/// <summary>A group with another count, other members or another remainder.</summary>
public sealed record GroupDifferenceView(EntryKey Group, GroupView? Before, GroupView? After, Items<EntryKey> By)
{
    public static GroupDifferenceView Of(GroupDifference difference) => new(
        difference.Group, difference.Before is { } before ? GroupView.Of(before) : null,
        difference.After is { } after ? GroupView.Of(after) : null, difference.By);
}
