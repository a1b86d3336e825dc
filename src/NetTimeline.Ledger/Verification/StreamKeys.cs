using System.Text;
using System.Text.Json;

namespace NetTimeline.Ledger.Verification;

/// <summary>
/// By which keys streams are found, held against what their first events say: whoever exchanges the keys of two
/// streams gives each of them the other's history, and no leaf says so.
/// </summary>
sealed class StreamKeys(long seed)
{
    readonly Dictionary<Guid, FirstEvent> firsts = [];
    readonly Dictionary<Guid, ulong> stored = [];
    readonly HashSet<Guid> found = [];

    public void Add(FirstEvent first) => firsts.TryAdd(first.Stream, first);

    public void AddStored(Guid stream, ReadOnlySpan<byte> key)
    {
        if (!stored.TryAdd(stream, Fingerprint.Of(seed, key)))
        {
            found.Add(stream);
        }
    }

    /// <summary>Of a stream whose first event names no key, or none any more, only that there is the event.</summary>
    public IEnumerable<Finding> Findings()
    {
        found.UnionWith(firsts.Values
            .Where(first => first.Key is { } key && (!stored.TryGetValue(first.Stream, out var kept) || kept != key))
            .Select(first => first.Stream));
        found.UnionWith(stored.Keys.Where(stream => !firsts.ContainsKey(stream)));
        return found.Select(stream => new Finding(
            firsts.GetValueOrDefault(stream).Position, RecordClass.Tampered, LogPart.Bookkeeping,
            "The key of its stream is not the one that was recorded."));
    }
}

/// <summary>What begins a stream.</summary>
/// <param name="Stream">As the row has it.</param>
/// <param name="Key">A fingerprint of the key that it names; null where it names none.</param>
readonly record struct FirstEvent(Guid Stream, long Position, ulong? Key)
{
    static ReadOnlySpan<byte> Member => "registryKey"u8;

    /// <param name="payload">JSON that is what was recorded; nothing where it is not.</param>
    public static FirstEvent From(Guid stream, long position, ReadOnlySpan<byte> payload, long seed)
    {
        var json = new Utf8JsonReader(payload);
        while (!payload.IsEmpty && json.Read())
        {
            if (json.CurrentDepth == 1 && json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals(Member))
            {
                json.Read();
                return new(
                    stream, position, json.TokenType == JsonTokenType.String
                        ? Fingerprint.Of(seed, Encoding.UTF8.GetBytes(json.GetString()!))
                        : null);
            }
        }

        return new(stream, position, null);
    }
}
