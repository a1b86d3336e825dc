namespace NetTimeline.Journal;

/// <summary>
/// The folds of the patients read last. Never the truth: whoever takes one asks the store for what came after it.
/// </summary>
/// <remarks>Safe to use from many threads; bounded by the number of patients.</remarks>
sealed class HistoryCache(int patientsMax)
{
    readonly Lock gate = new();
    readonly Dictionary<Guid, LinkedListNode<PatientHistory>> nodes = [];
    readonly LinkedList<PatientHistory> newestFirst = [];

    public PatientHistory? Find(Guid patient)
    {
        lock (gate)
        {
            if (!nodes.TryGetValue(patient, out var node))
            {
                return null;
            }

            newestFirst.Remove(node);
            newestFirst.AddFirst(node);
            return node.Value;
        }
    }

    /// <summary>Keeps a history unless a longer one is kept already.</summary>
    public void Keep(PatientHistory history)
    {
        lock (gate)
        {
            if (nodes.TryGetValue(history.Patient, out var node))
            {
                if (node.Value.Version >= history.Version)
                {
                    return;
                }

                newestFirst.Remove(node);
            }

            nodes[history.Patient] = newestFirst.AddFirst(history);
            if (nodes.Count > patientsMax)
            {
                nodes.Remove(newestFirst.Last!.Value.Patient);
                newestFirst.RemoveLast();
            }
        }
    }
}
