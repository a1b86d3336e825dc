using NetTimeline.Domain;

namespace NetTimeline.Journal;

/// <summary>
/// The folds of the patients read or written last, by id and by registry key, which name the same patient for ever.
/// Never the truth: others may have recorded more. Whoever takes one asks the store for what came after it, or has the
/// store compare its version.
/// </summary>
/// <remarks>
/// Safe to use from many threads. Bounded by the events held and by their payloads as stored, which is little beside
/// what they are in memory; the history kept last stays, however long.
/// </remarks>
sealed class HistoryCache(int eventsMax, long bytesMax)
{
    readonly Lock gate = new();
    readonly Dictionary<Guid, LinkedListNode<PatientHistory>> nodes = [];
    readonly Dictionary<RegistryKey, Guid> ids = [];
    readonly LinkedList<PatientHistory> newestFirst = [];
    long events;
    long bytes;

    public PatientHistory? Find(RegistryKey key)
    {
        lock (gate)
        {
            return ids.TryGetValue(key, out var patient) ? Touched(patient) : null;
        }
    }

    public PatientHistory? Find(Guid patient)
    {
        lock (gate)
        {
            return Touched(patient);
        }
    }

    /// <summary>Keeps a history unless a longer one is kept already, or there is nothing in it.</summary>
    public void Keep(PatientHistory history)
    {
        lock (gate)
        {
            if ((nodes.GetValueOrDefault(history.Patient)?.Value.Version ?? 0) >= history.Version)
            {
                return;
            }

            Remove(history.Patient);
            nodes[history.Patient] = newestFirst.AddFirst(history);
            ids[history.RegistryKey] = history.Patient;
            events += history.Version;
            bytes += history.Bytes;
            while ((events > eventsMax || bytes > bytesMax) && newestFirst.Last != newestFirst.First)
            {
                Remove(newestFirst.Last!.Value.Patient);
            }
        }
    }

    /// <summary>Whatever is kept of the patient was erased.</summary>
    public void Forget(Guid patient)
    {
        lock (gate)
        {
            Remove(patient);
        }
    }

    /// <summary>Nothing that is kept can be relied on.</summary>
    public void Clear()
    {
        lock (gate)
        {
            nodes.Clear();
            ids.Clear();
            newestFirst.Clear();
            (events, bytes) = (0, 0);
        }
    }

    PatientHistory? Touched(Guid patient)
    {
        if (!nodes.TryGetValue(patient, out var node))
        {
            return null;
        }

        newestFirst.Remove(node);
        newestFirst.AddFirst(node);
        return node.Value;
    }

    void Remove(Guid patient)
    {
        if (nodes.Remove(patient, out var node))
        {
            newestFirst.Remove(node);
            ids.Remove(node.Value.RegistryKey);
            events -= node.Value.Version;
            bytes -= node.Value.Bytes;
        }
    }
}
