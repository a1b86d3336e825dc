using System.Text.Json;

namespace NetTimeline.Ledger.Verification;

/// <summary>What the log says was erased.</summary>
/// <param name="Position">Of the erasure.</param>
/// <param name="StreamTag">Of the stream that it is about, its own.</param>
/// <param name="Versions">Of single events; empty where the whole stream was erased up to the erasure.</param>
sealed record Erasure(long Position, Hash StreamTag, IReadOnlySet<long> Versions)
{
    public bool IsWhole => Versions.Count == 0;

    /// <summary>Of a record that is what its leaf committed to.</summary>
    public static Erasure From(long position, ReadOnlyMemory<byte> payload, Hash tag)
    {
        using var parsed = JsonDocument.Parse(payload);
        return new(position, tag, VersionsOf(parsed.RootElement));
    }

    public bool Covers(long position, Hash tag, long version) =>
        tag == StreamTag && position < Position && (IsWhole || Versions.Contains(version));

    static HashSet<long> VersionsOf(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("versions", out var versions)
            && versions.ValueKind == JsonValueKind.Array
            ? [.. versions.EnumerateArray().Select(each => each.TryGetInt64(out var version) ? version : 0)]
            : [];
}
