using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.EventStore;

/// <summary>
/// Folds of streams as they were last committed, the least recently used leaving first. A fold is taken out to be
/// used and put back when what came of it is committed: whatever fails on the way is forgotten by itself.
/// </summary>
sealed class FoldCache(int eventsMax)
{
    readonly Dictionary<Guid, LinkedListNode<FoldedStream>> folds = [];
    readonly LinkedList<FoldedStream> byUse = [];
    long events;

    /// <summary>Only one that has read up to this version; one that is elsewhere is forgotten.</summary>
    public bool TryTake(Guid stream, long version, [NotNullWhen(true)] out FoldedStream? fold)
    {
        fold = null;
        if (!folds.Remove(stream, out var node))
            return false;
        byUse.Remove(node);
        events -= node.Value.Version;
        if (node.Value.Version == version)
            fold = node.Value;
        return fold is not null;
    }

    public void Put(FoldedStream fold)
    {
        if (fold.Version > eventsMax)
            return;
        folds.Add(fold.Stream, byUse.AddLast(fold));
        events += fold.Version;
        while (events > eventsMax)
        {
            var oldest = byUse.First!.Value;
            byUse.RemoveFirst();
            folds.Remove(oldest.Stream);
            events -= oldest.Version;
        }
    }
}
