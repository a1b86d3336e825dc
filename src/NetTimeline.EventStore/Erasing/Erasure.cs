namespace NetTimeline.EventStore;

/// <summary>What is to be erased, and the event that says so.</summary>
/// <param name="Stream">What was recorded in it is erased; events that say what was erased are not.</param>
/// <param name="ExpectedVersion">The version the stream must have, exactly; at least 1.</param>
/// <param name="Event">Follows it in the stream, and has a leaf of its own kind.</param>
/// <param name="Versions">
/// Only the events of these versions. Null for all of them; then salt, key and identity go too, and nothing is ever
/// appended to the stream again.
/// </param>
/// <param name="Tags">Of 32 bytes each: keyed hashes of what would bring it back.</param>
/// <param name="Command">The idempotency key of the request, if it had one; it is not erased.</param>
public sealed record Erasure(
    Guid Stream, long ExpectedVersion, NewEvent Event, IReadOnlyList<long>? Versions,
    IReadOnlyList<ReadOnlyMemory<byte>> Tags, CommandKey? Command);

/// <summary>An erasure that is in the log.</summary>
/// <param name="Position">Of the event that says so.</param>
/// <param name="Event">Its id.</param>
/// <param name="Stream">Whose events.</param>
/// <param name="Whole">All of them, not single ones.</param>
public sealed record PastErasure(long Position, Guid Event, Guid Stream, bool Whole);

/// <summary>Where the event lies that says that something was erased.</summary>
/// <param name="Position">In the log.</param>
/// <param name="RecordedAt">When the log got it.</param>
public sealed record ErasedAt(long Position, NodaTime.Instant RecordedAt);

/// <summary>What would bring back something that was erased.</summary>
/// <param name="Tag">A keyed hash, 32 bytes.</param>
/// <param name="Position">Of the event that says that it was erased; null where a restored log never had it.</param>
public sealed record Tombstone(ReadOnlyMemory<byte> Tag, long? Position);

/// <summary>How far a log goes, seen by whoever has to notice that the database is not the one of before.</summary>
/// <param name="LastPosition">0 where it is empty.</param>
/// <param name="HasKnown">The erasure that was asked about is there; also where none was.</param>
/// <param name="IsWhole">Its guards are there; they come last where a database is being restored.</param>
public sealed record LogExtent(long LastPosition, bool HasKnown, bool IsWhole);
