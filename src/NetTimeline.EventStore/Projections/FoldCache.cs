using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.EventStore;

/// <summary>
/// Folds of streams as they were last committed, the least recently used leaving first. A fold is taken out to be
/// used and put back when what came of it is committed: whatever fails on the way is forgotten by itself.
/// </summary>
/// <param name="eventsMax">All folds together have seen no more.</param>
/// <param name="bytesMax">Nor payloads that are larger altogether.</param>
sealed class FoldCache(int eventsMax, long bytesMax)
{
    readonly Dictionary<Guid, LinkedListNode<FoldedStream>> folds = [];
    readonly LinkedList<FoldedStream> byUse = [];
    long events;
    long bytes;

    /// <summary>Only one that has read up to this version; one that is elsewhere is forgotten.</summary>
    public bool TryTake(Guid stream, long version, [NotNullWhen(true)] out FoldedStream? fold)
    {
        fold = null;
        if (!folds.Remove(stream, out var node))
            return false;
        byUse.Remove(node);
        (events, bytes) = (events - node.Value.Version, bytes - node.Value.Bytes);
        if (node.Value.Version == version)
            fold = node.Value;
        return fold is not null;
    }

    public void Put(FoldedStream fold)
    {
        if (fold.Version > eventsMax || fold.Bytes > bytesMax)
            return;
        folds.Add(fold.Stream, byUse.AddLast(fold));
        (events, bytes) = (events + fold.Version, bytes + fold.Bytes);
        while (events > eventsMax || bytes > bytesMax)
        {
            var oldest = byUse.First!.Value;
            byUse.RemoveFirst();
            folds.Remove(oldest.Stream);
            (events, bytes) = (events - oldest.Version, bytes - oldest.Bytes);
        }
    }
}
