using System.Text.Json;

namespace NetTimeline.Ledger.Verification;

/// <summary>What the first leaf of a tree says of the one before it.</summary>
/// <param name="Position">Of that leaf.</param>
sealed record Continuation(long Position, string? Origin, long Size, Hash Root)
{
    /// <summary>Of a record that is what its leaf committed to.</summary>
    public static Continuation From(long position, ReadOnlyMemory<byte> payload)
    {
        using var parsed = JsonDocument.Parse(payload);
        var said = parsed.RootElement;
        return new(
            position,
            said.TryGetProperty("origin", out var origin) ? origin.ToString() : null,
            said.TryGetProperty("size", out var size) && size.TryGetInt64(out var leaves) ? leaves : -1,
            said.TryGetProperty("root", out var root) && Spelling.TryReadHash(root.ToString(), out var hash)
                ? hash
                : default);
    }

    public bool Continues(EpochTree before) =>
        Origin == before.Epoch.Origin && Size == before.Size && Root == before.Root;
}
