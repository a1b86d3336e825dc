using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    AppendResult() { }

    /// <summary>
    /// It is stored, now or – where <paramref name="Replayed"/> – when the same command was first made; the
    /// numbers are then those of the first time.
    /// </summary>
    /// <param name="Stream">The stream the events are in.</param>
    /// <param name="FirstVersion">Version of the first event; included.</param>
    /// <param name="LastVersion">Version of the last event; included.</param>
    /// <param name="FirstPosition">Position of the first event; the others follow without a gap.</param>
    /// <param name="LastPosition">Position of the last event; included.</param>
    /// <param name="RecordedAt">One moment for all events of an append; whole microseconds.</param>
    /// <param name="Replayed">Nothing was appended: the command key was known, with the same body.</param>
    public sealed record Appended(
        Guid Stream,
        long FirstVersion,
        long LastVersion,
        long FirstPosition,
        long LastPosition,
        Instant RecordedAt,
        bool Replayed) : AppendResult;

    /// <summary>The stream is not at the expected version. Nothing was stored.</summary>
    public sealed record VersionConflict(long ActualVersion) : AppendResult;

    /// <summary>Another stream already has this key. Nothing was stored.</summary>
    public sealed record StreamKeyTaken(Guid Stream) : AppendResult;

    /// <summary>The command key was used with another body. Nothing was stored.</summary>
    public sealed record CommandKeyReused : AppendResult;

    /// <summary>An event with this id is stored already. Nothing was stored.</summary>
    public sealed record EventIdTaken : AppendResult;
}

/// <summary>
/// The connection was lost while committing and the outcome could not be looked up either: the events may be
/// stored or not. Ask again with the same command key or the same entry keys.
/// </summary>
public sealed class AppendOutcomeUnknownException(string message, Exception inner)
    : Exception(message, inner);
