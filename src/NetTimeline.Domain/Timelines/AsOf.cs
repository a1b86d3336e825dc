using NetTimeline.Domain.Dates;
using NodaTime;

namespace NetTimeline.Domain.Timelines;

/// <summary>Which view of a history is asked for: two axes at once, and whether withdrawn entries are shown.</summary>
/// <param name="Known">What the clinic knew then; null for everything.</param>
/// <param name="Recorded">What the log held then, inclusive; null for everything.</param>
/// <param name="Retracted">Show withdrawn entries too, marked.</param>
public sealed record AsOf(KnownAt? Known, Instant? Recorded, bool Retracted)
{
    public static AsOf Now { get; } = new(null, null, false);
}

/// <summary>A moment of knowledge, asked as a day, an entry, or an offset from one. A closed hierarchy.</summary>
public abstract record KnownAt
{
    KnownAt() { }

    /// <summary>The end of this day in the clinic's time zone: what was known on the day is included.</summary>
    public sealed record OnDay(LocalDate Day) : KnownAt
    {
        public override string ToString() => $"day:{CalendarDate.OfDay(Day)}";
    }

    /// <summary>When this entry was known, inclusive.</summary>
    public sealed record WithEntry(EntryKey Entry) : KnownAt
    {
        public override string ToString() => $"entry:{Entry}";
    }

    /// <summary>
    /// A length of time after or before this entry occurred (its start); the length is taken as exact.
    /// </summary>
    public sealed record FromEntry(EntryKey Entry, LengthOfTime Length, Direction Direction) : KnownAt
    {
        public override string ToString() => $"entry:{Entry}~{(Direction is Direction.Before ? "-" : "")}{Length}";
    }

    /// <summary>
    /// <c>day:2019-05-20</c> or the bare day, <c>entry:KEY</c>, <c>entry:KEY~P18D</c>, <c>entry:KEY~-P2M</c>.
    /// </summary>
    public static KnownAt? TryParse(string text)
    {
        if (text.StartsWith("entry:", StringComparison.Ordinal))
        {
            return FromEntryText(text["entry:".Length..]);
        }

        var day = text.StartsWith("day:", StringComparison.Ordinal) ? text["day:".Length..] : text;
        return CalendarDate.TryParse(day, out var date) && date is { Day: not null, Time: null }
            ? new OnDay(date.First)
            : null;
    }

    static KnownAt? FromEntryText(string text)
    {
        var tilde = text.IndexOf('~', StringComparison.Ordinal);
        if (!EntryKey.TryParse(tilde < 0 ? text : text[..tilde], out var key))
        {
            return null;
        }

        if (tilde < 0)
        {
            return new WithEntry(key);
        }

        var before = text.AsSpan(tilde + 1).StartsWith("-", StringComparison.Ordinal);
        return LengthOfTime.TryParse(text[(tilde + (before ? 2 : 1))..], out var length)
            ? new FromEntry(key, length!, before ? Direction.Before : Direction.After)
            : null;
    }
}
