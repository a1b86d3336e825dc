namespace NetTimeline.EventStore;

/// <summary>The newest position of the log and when it was recorded.</summary>
readonly record struct LogHead(long Position, long RecordedUs);

/// <summary>What the database says to a group of appends.</summary>
abstract record AppendAnswer
{
    AppendAnswer() { }

    /// <summary>All are stored.</summary>
    public sealed record Stored : AppendAnswer;

    /// <summary>Another server has appended; nothing was stored.</summary>
    public sealed record Stale(LogHead Head) : AppendAnswer;

    /// <summary>The clocks are too far apart; nothing was stored.</summary>
    public sealed record Askew(long DatabaseUs) : AppendAnswer;

    /// <summary>These, counted from 0, cannot be stored; therefore nothing was.</summary>
    public sealed record Objections(IReadOnlyList<(int Place, AppendResult Why)> All) : AppendAnswer;
}
