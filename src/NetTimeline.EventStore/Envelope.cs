using System.Buffers;
using System.Text.Json;

namespace NetTimeline.EventStore;

/// <summary>
/// What the server knows about an act, as the JSON object that is stored beside the payload. Written once,
/// when the recorded time is known; its bytes are what the ledger commits to, so a member is never added,
/// renamed or reordered for events that exist.
/// </summary>
readonly record struct Envelope(string Type, int Schema, long RecordedAtUs, Act Act)
{
    /// <summary>
    /// What is left where the event was erased: <c>{"erased": true}</c>. Nothing of the act is known but when, by the
    /// row.
    /// </summary>
    static readonly Envelope Tombstone = new(StoredEvent.ErasedType, 1, 0, EventStore.Act.Erased);

    /// <summary>Canonical JSON; nulls are left out.</summary>
    public byte[] ToUtf8()
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(bytes, PlainJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("actor"u8, Act.Actor);
            json.WriteString("change"u8, Act.Change);
            json.WriteUnlessNull("client"u8, Act.Client);
            json.WriteUnlessNull("corrects"u8, Act.Corrects);
            json.WriteUnlessNull("reason"u8, Act.Reason);
            json.WriteNumber("recordedAtUs"u8, RecordedAtUs);
            json.WriteUnlessNull("request"u8, Act.Request);
            json.WriteNumber("schema"u8, Schema);
            json.WriteUnlessNull("source"u8, Act.Source);
            json.WriteString("type"u8, Type);
            json.WriteEndObject();
        }

        return PlainJson.Canonical(bytes.WrittenSpan);
    }

    /// <summary>Members in any order; unknown ones, written by a later version, are passed over.</summary>
    /// <param name="utf8">JSON.</param>
    /// <param name="before">One read just before: neighbours say much the same, and its strings are shared.</param>
    /// <exception cref="JsonException">These bytes are no envelope.</exception>
    public static Envelope FromUtf8(ReadOnlySpan<byte> utf8, Envelope before = default)
    {
        string? type = null, actor = null, client = null, change = null;
        string? corrects = null, reason = null, source = null, request = null;
        var schema = 0;
        var recordedAtUs = 0L;
        var json = new Utf8JsonReader(utf8);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("actor"u8)) actor = Text(ref json, before.Act?.Actor);
            else if (json.ValueTextEquals("change"u8)) change = Text(ref json, before.Act?.Change);
            else if (json.ValueTextEquals("client"u8)) client = Text(ref json, before.Act?.Client);
            else if (json.ValueTextEquals("corrects"u8)) corrects = Text(ref json, before.Act?.Corrects);
            else if (json.ValueTextEquals("reason"u8)) reason = Text(ref json, before.Act?.Reason);
            else if (json.ValueTextEquals("recordedAtUs"u8)) recordedAtUs = Number(ref json);
            else if (json.ValueTextEquals("request"u8)) request = Text(ref json, before.Act?.Request);
            else if (json.ValueTextEquals("schema"u8)) schema = (int)Number(ref json);
            else if (json.ValueTextEquals("source"u8)) source = Text(ref json, before.Act?.Source);
            else if (json.ValueTextEquals("type"u8)) type = Text(ref json, before.Type);
            else if (json.ValueTextEquals("erased"u8)) return Tombstone;
            else json.Skip();
        }

        if (type is null || actor is null || change is null || schema < 1)
            throw new JsonException("An envelope names at least type, schema, actor and change.");
        return new(
            type, schema, recordedAtUs, new(actor, client, change, corrects, reason, source, request));
    }

    static string? Text(ref Utf8JsonReader json, string? before)
    {
        json.Read();
        return before is not null && json.TokenType == JsonTokenType.String && json.ValueTextEquals(before)
            ? before
            : json.GetString();
    }

    static long Number(ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetInt64();
    }
}
