using NetTimeline.Ledger.Entries;

namespace NetTimeline.Ledger.Verification;

/// <summary>The tags of all streams whose salts are there. Once it is filled it may be read by many threads.</summary>
public sealed class KnownStreams
{
    readonly Dictionary<Guid, Hash> tags = [];
    Dictionary<Hash, Guid>? streams;

    /// <summary>Of a salt that has another length nothing is kept, as if it were not there.</summary>
    public void Add(Guid stream, ReadOnlySpan<byte> salt)
    {
        if (salt.Length == StreamTag.SaltLength)
        {
            tags[stream] = StreamTag.Of(salt, stream);
        }
    }

    internal bool TryFind(Guid stream, out Hash tag) => tags.TryGetValue(stream, out tag);

    /// <summary>Whether some stream's tag is this; for few questions, and for one thread.</summary>
    internal bool Has(Hash tag)
    {
        if (streams is null)
        {
            streams = [];
            foreach (var (stream, known) in tags)
            {
                streams.TryAdd(known, stream);
            }
        }

        return streams.ContainsKey(tag);
    }
}
