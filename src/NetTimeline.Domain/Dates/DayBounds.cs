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
