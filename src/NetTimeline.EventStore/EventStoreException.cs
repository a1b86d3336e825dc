namespace NetTimeline.EventStore;

/// <summary>
/// The machinery under the store is broken or refuses; nothing was stored. The message holds codes only:
/// what a database says about an error may quote the row it was about.
/// </summary>
/// <param name="message">A sentence without anything a caller has passed in.</param>
/// <param name="sqlState">The database's error code, or null where it did not answer at all.</param>
public class EventStoreException(string message, string? sqlState) : Exception(message)
{
    /// <summary>The five characters of SQLSTATE, or null where the database did not answer.</summary>
    public string? SqlState { get; } = sqlState;

    /// <summary>What is stored of the ledger does not belong together; it will not pass by itself.</summary>
    public bool IsOfTheLedger => SqlState == SqlStates.LedgerBroken;
}

/// <summary>
/// The server's clock and the database's are too far apart to record when anything was learned. Nothing was
/// stored, and nothing will be until one of them is put right.
/// </summary>
public sealed class ClockAskewException(NodaTime.Duration offset)
    : EventStoreException(
        $"This server's clock is off the database's by {offset.TotalSeconds:F0} s.", sqlState: null)
{
    /// <summary>This server's time less the database's, within the time of one round trip.</summary>
    public NodaTime.Duration Offset { get; } = offset;
}
