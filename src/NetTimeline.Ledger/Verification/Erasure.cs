using System.Text.Json;

namespace NetTimeline.Ledger.Verification;

/// <summary>What the log says was erased.</summary>
/// <param name="Position">Of the erasure.</param>
/// <param name="StreamTag">Of the stream that it is about, its own.</param>
/// <param name="Stream">As its row has it; nothing where it was not read from a row.</param>
/// <param name="Versions">Of single events; empty where the whole stream was erased up to the erasure.</param>
sealed record Erasure(long Position, Hash StreamTag, Guid Stream, IReadOnlySet<long> Versions)
{
    public bool IsWhole => Versions.Count == 0;

    /// <summary>Of a record that is what its leaf committed to; null where it does not say what it erases.</summary>
    public static Erasure? From(long position, ReadOnlyMemory<byte> payload, Hash tag, Guid stream)
    {
        using var parsed = JsonDocument.Parse(payload);
        return VersionsOf(parsed.RootElement) is { } versions ? new(position, tag, stream, versions) : null;
    }

    public bool Covers(long position, Hash tag, long version) =>
        tag == StreamTag && position < Position && (IsWhole || Versions.Contains(version));

    static HashSet<long>? VersionsOf(JsonElement payload)
    {
        if (payload.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!payload.TryGetProperty("versions", out var said))
        {
            return [];
        }

        if (said.ValueKind != JsonValueKind.Array || said.GetArrayLength() == 0)
        {
            return null;
        }

        var versions = new HashSet<long>();
        foreach (var each in said.EnumerateArray())
        {
            if (each.ValueKind != JsonValueKind.Number || !each.TryGetInt64(out var version))
            {
                return null;
            }

            versions.Add(version);
        }

        return versions;
    }
}
