using NetTimeline.Ledger.Entries;

namespace NetTimeline.EventStore;

/// <summary>One all-or-nothing addition to one stream.</summary>
/// <param name="Id">Names this append; a lost answer is looked up by it. Chosen anew for each attempt to
/// append.</param>
/// <param name="Stream">The stream; it begins with its first append.</param>
/// <param name="StreamKey">The stream's second name, unique over all streams; given exactly when
/// <paramref name="ExpectedVersion"/> is 0.</param>
/// <param name="ExpectedVersion">The version the stream must have, exactly; 0 where it must not exist
/// yet.</param>
/// <param name="Events">At least one.</param>
/// <param name="Command">The idempotency key of the request this append answers, if it had one.</param>
public sealed record Append(
    Guid Id,
    Guid Stream,
    string? StreamKey,
    long ExpectedVersion,
    IReadOnlyList<NewEvent> Events,
    CommandKey? Command);

/// <summary>An event to be stored.</summary>
/// <param name="Id">Unique over the whole store.</param>
/// <param name="Type">The stored name, snake_case; at most 500 characters.</param>
/// <param name="Schema">The version of the stored form, from 1.</param>
/// <param name="Payload">Canonical JSON in UTF-8, as the ledger defines it.</param>
/// <param name="Act">What the server knows about the act; becomes the envelope.</param>
public sealed record NewEvent(Guid Id, string Type, int Schema, ReadOnlyMemory<byte> Payload, Act Act)
{
    /// <summary>What its leaf says that it is.</summary>
    public LedgerEntryKind Kind { get; init; } = LedgerEntryKind.Event;
}

/// <summary>Who did what to the log, and why. Nulls are left out of the envelope.</summary>
/// <param name="Actor">Who, as the host authenticated it.</param>
/// <param name="Client">The program that asked.</param>
/// <param name="Change">creation, amendment, retraction …</param>
/// <param name="Corrects">The key of what is corrected.</param>
/// <param name="Reason">Why it is corrected.</param>
/// <param name="Source">Where the statement came from.</param>
/// <param name="Request">The request's id; also the correlation id.</param>
public sealed record Act(
    string Actor,
    string? Client,
    string Change,
    string? Corrects,
    string? Reason,
    string? Source,
    string? Request)
{
    /// <summary>Of an event that was erased: nobody is named, and nothing said.</summary>
    public static Act Erased { get; } = new("", null, "erasure", null, null, null, null);
}

/// <summary>Names a request so that its repetition is recognised.</summary>
/// <param name="Scope">Actor and route: the same key under another scope is another command.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="BodySha256">32 bytes: the same key with another body is refused.</param>
public sealed record CommandKey(string Scope, string Key, ReadOnlyMemory<byte> BodySha256);
