using System.Buffers;
using System.Text.Json;
using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>What became of an attempt to be shown something.</summary>
public enum AccessOutcome
{
    /// <summary>It was shown.</summary>
    Success,

    /// <summary>What was asked for is not there.</summary>
    NotFound,

    /// <summary>It is there, and the answer was a refusal.</summary>
    Refused,

    /// <summary>It was begun and could not be ended.</summary>
    Failed,
}

/// <summary>Where a record stands of an answer that takes its time.</summary>
public enum AccessPhase
{
    Begun,
    Ended,
}

/// <summary>
/// That somebody was shown something, or was not: what the leaf of an access commits to. Its members are never
/// renamed or reordered for records that exist.
/// </summary>
public sealed record AccessRecord
{
    /// <summary>Who, as the host authenticated it.</summary>
    public required string Actor { get; init; }

    /// <summary>Which sort of content.</summary>
    public required string Category { get; init; }

    /// <summary>The program that asked.</summary>
    public string? Client { get; init; }

    /// <summary>
    /// The tree that ended, in the first record of a log that could not go on as it was; null in all others.
    /// </summary>
    public EndedTree? Continues { get; init; }

    /// <summary>So many items were shown: rows, events.</summary>
    public long? Count { get; init; }

    /// <summary>For so many seconds it stands for whatever the same actor is shown of the same.</summary>
    public long? LastsSeconds { get; init; }

    /// <summary>What was asked for.</summary>
    public required string Operation { get; init; }

    public required AccessOutcome Outcome { get; init; }

    /// <summary>Null where the answer came at once.</summary>
    public AccessPhase? Phase { get; init; }

    /// <summary>Up to this position of the log of events it was shown.</summary>
    public long? Position { get; init; }

    /// <summary>For which purpose, as the caller says.</summary>
    public string? Purpose { get; init; }

    /// <summary>The same for the same question, and tells nothing of it: what was asked may say too much.</summary>
    public string? Query { get; init; }

    /// <summary>The request's id; the same for all records of an answer.</summary>
    public required string Request { get; init; }

    /// <summary>The network address it came from.</summary>
    public string? Source { get; init; }

    /// <summary>Whose content; null for that of many together.</summary>
    public Guid? Stream { get; init; }

    /// <summary>Up to this version of the stream.</summary>
    public long? Version { get; init; }

    /// <summary>Canonical JSON; nulls are left out.</summary>
    internal byte[] ToUtf8(long recordedAtUs)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, PlainJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("actor"u8, Actor);
            json.WriteString("category"u8, Category);
            json.WriteUnlessNull("client"u8, Client);
            Continues?.Write(json);
            json.WriteUnlessNull("count"u8, Count);
            json.WriteUnlessNull("lastsSeconds"u8, LastsSeconds);
            json.WriteString("operation"u8, Operation);
            json.WriteString("outcome"u8, WordOf(Outcome));
            json.WriteUnlessNull("phase"u8, Phase is { } phase ? WordOf(phase) : null);
            json.WriteUnlessNull("position"u8, Position);
            json.WriteUnlessNull("purpose"u8, Purpose);
            json.WriteUnlessNull("query"u8, Query);
            json.WriteNumber("recordedAtUs"u8, recordedAtUs);
            json.WriteString("request"u8, Request);
            json.WriteUnlessNull("source"u8, Source);
            json.WriteUnlessNull("stream"u8, Stream?.ToString("D"));
            json.WriteUnlessNull("version"u8, Version);
            json.WriteEndObject();
        }

        return PlainJson.Canonical(bytes.WrittenSpan);
    }

    /// <summary>Members that a later version wrote are passed over.</summary>
    internal static AccessRecord FromUtf8(ReadOnlySpan<byte> utf8)
    {
        var json = JsonElement.Parse(utf8);
        return new()
        {
            Actor = Text(json, "actor")!,
            Category = Text(json, "category")!,
            Client = Text(json, "client"),
            Continues = json.TryGetProperty("continues", out var ended) ? EndedTree.From(ended) : null,
            Count = Number(json, "count"),
            LastsSeconds = Number(json, "lastsSeconds"),
            Operation = Text(json, "operation")!,
            Outcome = OfWord<AccessOutcome>(Text(json, "outcome")!),
            Phase = Text(json, "phase") is { } phase ? OfWord<AccessPhase>(phase) : null,
            Position = Number(json, "position"),
            Purpose = Text(json, "purpose"),
            Query = Text(json, "query"),
            Request = Text(json, "request")!,
            Source = Text(json, "source"),
            Stream = Text(json, "stream") is { } stream ? Guid.ParseExact(stream, "D") : null,
            Version = Number(json, "version"),
        };
    }

    internal static string WordOf(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    static T OfWord<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().Single(value => WordOf(value) == word);

    static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;

    static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetInt64() : null;
}

/// <summary>A record of the access log.</summary>
/// <param name="Position">Its place in the access log, from 1.</param>
/// <param name="Id">The record's id, which its leaf names.</param>
/// <param name="RecordedAt">When the log got it: before anything was shown.</param>
/// <param name="Record">What it says.</param>
public sealed record RecordedAccess(long Position, Guid Id, Instant RecordedAt, AccessRecord Record);

/// <summary>Which records of the access log; nulls ask for nothing.</summary>
/// <param name="Stream">Whose content was shown.</param>
/// <param name="Actor">To whom; exactly.</param>
/// <param name="From">Recorded then or later.</param>
/// <param name="To">Recorded before.</param>
/// <param name="Outcomes">One of these became of it; none for whatever did.</param>
public sealed record AccessFilter(
    Guid? Stream, string? Actor, Instant? From, Instant? To, IReadOnlyList<AccessOutcome> Outcomes);
