using System.Collections.Concurrent;
using System.Reflection;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Timelines;

/// <summary>What became of one entry between two views.</summary>
/// <param name="Key">The entry.</param>
/// <param name="Before">Null where it was not shown.</param>
/// <param name="After">Null where it is not shown any more.</param>
/// <param name="Said">Members that say something else; empty where one of the two views does not show it.</param>
/// <param name="Moved">Dates whose bounds changed, though its own words may not have.</param>
/// <param name="By">
/// Entries and corrections that did it; the entry itself where it was only that more or less of it was known.
/// </param>
public sealed record EntryDifference(
    EntryKey Key,
    TimelineEntry? Before,
    TimelineEntry? After,
    Items<MemberDifference> Said,
    Items<DateDifference> Moved,
    Items<EntryKey> By)
{
    /// <summary>The foremost of what became of it; the members and dates may have changed as well.</summary>
    public EntryChange Change => (Before?.Knownness, After?.Knownness) switch
    {
        (null, Knownness.Possibly) => EntryChange.PossiblyAppeared,
        (null, _) => EntryChange.Appeared,
        (_, null) => EntryChange.Disappeared,
        (Knownness.Possibly, Knownness.Certainly) => EntryChange.BecameCertain,
        (Knownness.Certainly, Knownness.Possibly) => EntryChange.BecamePossible,
        _ => Said.Count > 0 ? EntryChange.SaidOtherwise : EntryChange.Moved,
    };
}

/// <summary>What can become of an entry between two views.</summary>
public enum EntryChange
{
    Appeared,

    /// <summary>It is possibly known, and was not known at all.</summary>
    PossiblyAppeared,
    Disappeared,

    /// <summary>It was only possibly known, and is certainly known.</summary>
    BecameCertain,
    BecamePossible,
    SaidOtherwise,

    /// <summary>It says the same, and what others say bounds its date otherwise.</summary>
    Moved,
}

/// <summary>A member of a statement that says something else.</summary>
/// <param name="Member">Its name, as the statement has it.</param>
/// <param name="Before">Null, or an empty list, where it said nothing.</param>
/// <param name="After">Likewise.</param>
public sealed record MemberDifference(string Member, object? Before, object? After)
{
    static readonly ConcurrentDictionary<Type, PropertyInfo[]> Known = new();

    /// <summary>Those in which two statements of an entry differ; first what every entry has.</summary>
    internal static Items<MemberDifference> Between(Entry before, Entry after) => before == after
        ? []
        : [.. Each(before, after).Where(each => each.Member is not nameof(Entry.Content)),
            .. before.Kind == after.Kind ? Each(before.Content, after.Content) : []];

    static IEnumerable<MemberDifference> Each(object before, object after) => MembersOf(before.GetType())
        .Select(member => new MemberDifference(member.Name, member.GetValue(before), member.GetValue(after)))
        .Where(member => !Equals(member.Before, member.After));

    static PropertyInfo[] MembersOf(Type record) => Known.GetOrAdd(record, static type =>
        [.. type.GetConstructors().Single(each => each.GetParameters().Length > 0).GetParameters()
            .Select(parameter => type.GetProperty(parameter.Name!)!)]);
}

/// <summary>A date whose bounds are others.</summary>
/// <param name="Point">The date.</param>
/// <param name="From">What it is measured from; the calendar's origin where either view has a day at all.</param>
/// <param name="Before">Bounds of <paramref name="Point"/> − <paramref name="From"/>, in days.</param>
/// <param name="After">Likewise.</param>
/// <param name="By">The entries whose statements moved it.</param>
public sealed record DateDifference(
    DatePoint Point, DatePoint From, DayBounds Before, DayBounds After, Items<EntryKey> By);
