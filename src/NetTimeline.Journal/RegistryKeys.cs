using NetTimeline.Domain;
using NetTimeline.EventStore;

namespace NetTimeline.Journal;

/// <summary>
/// The registry keys of many patients at once. A key never changes, so those asked for last are kept.
/// </summary>
/// <remarks>Safe to use from many threads.</remarks>
/// <param name="store">Where the events are.</param>
/// <param name="keptMax">So many are kept; with one more all are forgotten.</param>
public sealed class RegistryKeys(IEventStore store, int keptMax)
{
    readonly Lock gate = new();
    readonly Dictionary<Guid, RegistryKey?> kept = [];

    /// <summary>Those of these streams that are patients', with their keys.</summary>
    public async Task<IReadOnlyDictionary<Guid, RegistryKey>> FindAsync(
        IEnumerable<Guid> streams, CancellationToken cancellation)
    {
        var found = new Dictionary<Guid, RegistryKey>();
        var wanted = Take(streams, found);
        if (wanted.Count > 0)
        {
            var keys = await store.FindStreamKeysAsync(wanted, cancellation).ConfigureAwait(false);
            Keep(keys, found);
        }

        return found;
    }

    /// <summary>The patient was erased, and the key names nobody.</summary>
    public void Forget(Guid stream)
    {
        lock (gate)
        {
            kept.Remove(stream);
        }
    }

    /// <summary>Nothing that is kept can be relied on.</summary>
    public void Forget()
    {
        lock (gate)
        {
            kept.Clear();
        }
    }

    HashSet<Guid> Take(IEnumerable<Guid> streams, Dictionary<Guid, RegistryKey> found)
    {
        var wanted = new HashSet<Guid>();
        lock (gate)
        {
            foreach (var stream in streams)
            {
                if (!kept.TryGetValue(stream, out var key))
                {
                    wanted.Add(stream);
                }
                else if (key is { } known)
                {
                    found[stream] = known;
                }
            }
        }

        return wanted;
    }

    void Keep(IReadOnlyDictionary<Guid, string> keys, Dictionary<Guid, RegistryKey> found)
    {
        lock (gate)
        {
            if (kept.Count + keys.Count > keptMax)
            {
                kept.Clear();
            }

            foreach (var (stream, text) in keys)
            {
                // The stream of own definitions has a key that no registry can give.
                var isPatient = RegistryKey.TryParse(text, out var key);
                kept[stream] = isPatient ? key : null;
                if (isPatient)
                {
                    found[stream] = key;
                }
            }
        }
    }
}
