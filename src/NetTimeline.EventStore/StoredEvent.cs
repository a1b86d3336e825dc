using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>An event as it lies in the store.</summary>
/// <param name="Position">Its place among all events, dense from 1.</param>
/// <param name="Stream">The stream it belongs to.</param>
/// <param name="Version">Its place in its stream, dense from 1.</param>
/// <param name="Id">Unique over the whole store.</param>
/// <param name="Type">The stored name.</param>
/// <param name="Schema">The version of the stored form.</param>
/// <param name="RecordedAt">When the log got it; whole microseconds, never less than that of the position
/// before.</param>
/// <param name="Payload">JSON in UTF-8, canonically identical to what was appended; not necessarily
/// byte-identical, since the database keeps values and digits but neither member order nor white
/// space.</param>
/// <param name="Act">From the envelope.</param>
public sealed record StoredEvent(
    long Position,
    Guid Stream,
    long Version,
    Guid Id,
    string Type,
    int Schema,
    Instant RecordedAt,
    ReadOnlyMemory<byte> Payload,
    Act Act)
{
    /// <summary>The type of an event that was erased; no event is appended with it.</summary>
    public const string ErasedType = "erased";

    /// <summary>
    /// What it said is gone for good, and who said it: the payload is an empty object, the actor an empty text. Its
    /// place, id and time are as they were.
    /// </summary>
    public bool IsErased => Type == ErasedType;
}

/// <summary>How far a stream has come.</summary>
/// <param name="Stream">Its id.</param>
/// <param name="Key">Null where the stream was erased.</param>
/// <param name="Version">Of its newest event.</param>
/// <param name="CreatedAt">When its first event was recorded.</param>
/// <param name="ChangedAt">When its newest event was.</param>
public sealed record StreamHead(Guid Stream, string? Key, long Version, Instant CreatedAt, Instant ChangedAt);
