namespace NetTimeline.EventStore;

/// <summary>The newest position of a log and when it was recorded.</summary>
readonly record struct LogHead(long Position, long RecordedUs);

/// <summary>Where something lies that is stored.</summary>
readonly record struct StoredFrom(long FirstPosition, long RecordedUs);

/// <summary>What the database says to a group of appends.</summary>
abstract record AppendAnswer<TResult>
{
    AppendAnswer() { }

    /// <summary>All are stored.</summary>
    public sealed record Stored : AppendAnswer<TResult>;

    /// <summary>Another server has appended; nothing was stored.</summary>
    public sealed record Stale(LogHead Head) : AppendAnswer<TResult>;

    /// <summary>The clocks are too far apart; nothing was stored.</summary>
    public sealed record Askew(long DatabaseUs) : AppendAnswer<TResult>;

    /// <summary>These, counted from 0, cannot be stored; therefore nothing was.</summary>
    public sealed record Objections(IReadOnlyList<(int Place, TResult Why)> All) : AppendAnswer<TResult>;
}
