using System.Text.Json;
using NetTimeline.Ledger;

namespace NetTimeline.EventStore;

/// <summary>What the first record of a new tree says of the one before it.</summary>
/// <param name="Size">As this database has it; what was signed may have been larger.</param>
/// <param name="Note">What was signed last of it; null where nothing is known.</param>
/// <param name="Reason">Why it does not go on, for people.</param>
public sealed record EndedTree(string Origin, long Size, Hash Root, string? Note, string Reason)
{
    internal void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("continues"u8);
        json.WriteUnlessNull("note"u8, Note);
        json.WriteString("origin"u8, Origin);
        json.WriteString("reason"u8, Reason);
        json.WriteString("root"u8, Convert.ToBase64String(Root.Bytes));
        json.WriteNumber("size"u8, Size);
        json.WriteEndObject();
    }

    internal static EndedTree From(JsonElement json) => new(
        json.GetProperty("origin").GetString()!,
        json.GetProperty("size").GetInt64(),
        new Hash(json.GetProperty("root").GetBytesFromBase64()),
        json.TryGetProperty("note", out var note) ? note.GetString() : null,
        json.GetProperty("reason").GetString()!);
}
