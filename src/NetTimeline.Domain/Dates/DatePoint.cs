namespace NetTimeline.Domain.Dates;

/// <summary>A point in time that the dates of a patient speak of.</summary>
public readonly record struct DatePoint
{
    DatePoint(EntryKey? entry, DatePointKind kind) => (Entry, Kind) = (entry, kind);

    /// <summary>The entry or correction it belongs to; null for birth and the calendar's origin.</summary>
    public EntryKey? Entry { get; }

    public DatePointKind Kind { get; }

    /// <summary>By hand, because a network looks up a point for everything that is said.</summary>
    public bool Equals(DatePoint other) =>
        Kind == other.Kind && string.Equals(Name, other.Name, StringComparison.Ordinal);

    public override int GetHashCode() =>
        unchecked(((Name?.GetHashCode(StringComparison.Ordinal) ?? 0) * 8) + (int)Kind);

    string? Name => Entry.GetValueOrDefault().Value;

    /// <summary>The calendar's origin; a day is a number of days after it.</summary>
    public static DatePoint Origin => new(null, DatePointKind.Origin);

    public static DatePoint Birth => new(null, DatePointKind.Birth);

    /// <summary>When an entry occurred, or began.</summary>
    public static DatePoint StartOf(EntryKey entry) => new(entry, DatePointKind.Start);

    /// <summary>When an entry was first said to have occurred, if that was understood otherwise later.</summary>
    public static DatePoint FirstStartOf(EntryKey entry) => new(entry, DatePointKind.FirstStart);

    public static DatePoint EndOf(EntryKey entry) => new(entry, DatePointKind.End);

    /// <summary>When an entry, or a reinterpretation of one, was known.</summary>
    public static DatePoint KnownOf(EntryKey entry) => new(entry, DatePointKind.Known);

    /// <summary>What an order compares this with in another entry: its known with a known, else its start.</summary>
    public DatePoint Beside(EntryKey other) =>
        new(other, Kind is DatePointKind.Known ? DatePointKind.Known : DatePointKind.Start);

    /// <summary>For a person; the start of an entry is named as the entry itself: <c>ct-2</c>.</summary>
    public override string ToString() => Kind switch
    {
        DatePointKind.Origin => "the calendar",
        DatePointKind.Birth => "birth",
        DatePointKind.Start => $"{Entry}",
        DatePointKind.FirstStart => $"{Entry} as first dated",
        DatePointKind.End => $"the end of {Entry}",
        _ => $"the day {Entry} was known",
    };
}

/// <summary>Which point of an entry is meant, or a point that no entry has.</summary>
public enum DatePointKind
{
    /// <summary>Some day of the calendar from which days are counted; no patient's point.</summary>
    Origin,
    Birth,
    Start,

    /// <summary>When an entry was said to have occurred before that was understood otherwise.</summary>
    FirstStart,
    End,
    Known,
}
