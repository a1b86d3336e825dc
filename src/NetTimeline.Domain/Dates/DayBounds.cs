namespace NetTimeline.Domain.Dates;

/// <summary>
/// What is known of a difference in days: no less than <paramref name="Low"/>, no more than
/// <paramref name="High"/>; null is open. Each bound says whether it is included.
/// </summary>
public readonly record struct DayBounds(decimal? Low, bool LowIncluded, decimal? High, bool HighIncluded)
{
    /// <summary>Certainly more than zero.</summary>
    public bool IsPositive => Low > 0 || (Low == 0 && !LowIncluded);

    /// <summary>Certainly less than zero.</summary>
    public bool IsNegative => High < 0 || (High == 0 && !HighIncluded);

    public DateOrder Order => this switch
    {
        { IsPositive: true } => DateOrder.Before,
        { IsNegative: true } => DateOrder.After,
        { Low: 0, High: 0 } => DateOrder.Same,
        _ => DateOrder.CannotBeTold,
    };
}

/// <summary>How one date stands to another. "Cannot be told" is an answer.</summary>
public enum DateOrder
{
    Before,

    /// <summary>The same day.</summary>
    Same,
    After,
    CannotBeTold,
}

/// <summary>A point in time that the dates of a patient speak of.</summary>
public readonly record struct DatePoint
{
    DatePoint(EntryKey? key, Kind which) => (Key, Which) = (key, which);

    enum Kind
    {
        Origin,
        Birth,
        Start,
        FirstStart,
        End,
        Known,
    }

    EntryKey? Key { get; }

    Kind Which { get; }

    /// <summary>The calendar's origin; a day is a number of days after it.</summary>
    public static DatePoint Origin => new(null, Kind.Origin);

    public static DatePoint Birth => new(null, Kind.Birth);

    /// <summary>When an entry occurred, or began.</summary>
    public static DatePoint StartOf(EntryKey entry) => new(entry, Kind.Start);

    /// <summary>When an entry was first said to have occurred, if that was understood otherwise later.</summary>
    public static DatePoint FirstStartOf(EntryKey entry) => new(entry, Kind.FirstStart);

    public static DatePoint EndOf(EntryKey entry) => new(entry, Kind.End);

    /// <summary>When an entry, or a reinterpretation of one, was known.</summary>
    public static DatePoint KnownOf(EntryKey entry) => new(entry, Kind.Known);

    /// <summary>What an order compares this with in another entry: its known with a known, else its start.</summary>
    public DatePoint Beside(EntryKey other) => new(other, Which is Kind.Known ? Kind.Known : Kind.Start);
}
