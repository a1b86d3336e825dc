namespace NetTimeline.EventStore;

/// <summary>
/// A stream that a projection set aside: its rows are as they were, and none of its events after them has been
/// applied.
/// </summary>
/// <param name="Stream">Which.</param>
/// <param name="Version">Of its first event that is not in the rows.</param>
/// <param name="Position">Of that event.</param>
/// <param name="Attempts">How often its fold was tried since. It is tried again by itself, up to a limit.</param>
/// <param name="Error">The name of what was thrown, or of the limit that was passed.</param>
/// <param name="Explanation">A sentence without content.</param>
public sealed record Parked(
    Guid Stream, long Version, long Position, int Attempts, string Error, string Explanation);
