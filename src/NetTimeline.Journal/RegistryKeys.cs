using NetTimeline.Domain;
using NetTimeline.EventStore;

namespace NetTimeline.Journal;

/// <summary>
/// The registry keys of many patients at once. None is kept: an erased patient has none from the erasure on, and
/// whoever asks for keys after he has read events names nobody who was erased before he read them.
/// </summary>
/// <remarks>Safe to use from many threads.</remarks>
/// <param name="store">Where the events are.</param>
public sealed class RegistryKeys(IEventStore store)
{
    /// <summary>Those of these streams that are patients' and not erased, with their keys.</summary>
    public async Task<IReadOnlyDictionary<Guid, RegistryKey>> FindAsync(
        IEnumerable<Guid> streams, CancellationToken cancellation)
    {
        var wanted = streams.ToHashSet();
        var found = new Dictionary<Guid, RegistryKey>();
        if (wanted.Count == 0)
        {
            return found;
        }

        foreach (var (stream, text) in await store.FindStreamKeysAsync(wanted, cancellation).ConfigureAwait(false))
        {
            // The stream of own definitions has a key that no registry can give.
            if (RegistryKey.TryParse(text, out var key))
            {
                found.Add(stream, key);
            }
        }

        return found;
    }

    /// <summary>That of one stream; null where it has none.</summary>
    public async Task<RegistryKey?> FindAsync(Guid stream, CancellationToken cancellation) =>
        (await FindAsync([stream], cancellation).ConfigureAwait(false)).TryGetValue(stream, out var key) ? key : null;
}
