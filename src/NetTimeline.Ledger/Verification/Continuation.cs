using System.Text.Json;

namespace NetTimeline.Ledger.Verification;

/// <summary>What the first leaf of a tree says of the one before it.</summary>
/// <param name="Position">Of that leaf.</param>
sealed record Continuation(long Position, string? Origin, long Size, Hash Root)
{
    /// <summary>Of a record that is what its leaf committed to; what it does not say continues nothing.</summary>
    /// <param name="position">Of the record.</param>
    /// <param name="json">The payload of an event, or the whole of an access, which says it in a member.</param>
    /// <param name="isAccess">Which of the two.</param>
    public static Continuation From(long position, ReadOnlyMemory<byte> json, bool isAccess)
    {
        using var parsed = JsonDocument.Parse(json);
        var said = isAccess ? Member(parsed.RootElement, "continues") : parsed.RootElement;
        return new(
            position,
            TextOf(said, "origin"),
            Member(said, "size") is { ValueKind: JsonValueKind.Number } size && size.TryGetInt64(out var leaves)
                ? leaves
                : -1,
            Spelling.TryReadHash(TextOf(said, "root") ?? "", out var hash) ? hash : default);
    }

    public bool Continues(EpochTree before) =>
        Origin == before.Epoch.Origin && Size == before.Size && Root == before.Root;

    static string? TextOf(JsonElement said, string name) =>
        Member(said, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    static JsonElement Member(JsonElement said, string name) =>
        said.ValueKind == JsonValueKind.Object && said.TryGetProperty(name, out var member) ? member : default;
}
