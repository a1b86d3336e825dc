using System.Numerics;

namespace NetTimeline.Ledger.Tree;

/// <summary>Neighbouring leaves that one hash of a proof stands for.</summary>
/// <param name="End">The first leaf that is not among them.</param>
public readonly record struct LeafRange(long First, long End)
{
    long Count => End - First;

    /// <summary>
    /// The perfect subtrees that the range falls into, largest and leftmost first, so that whoever loads hashes knows
    /// beforehand which. Ranges that come of splitting a tree begin where their largest subtree may begin.
    /// </summary>
    public IEnumerable<Subtree> Subtrees()
    {
        for (var first = First; first < End;)
        {
            var level = BitOperations.Log2((ulong)(End - first));
            yield return new Subtree(level, first >> level);
            first += 1L << level;
        }
    }

    internal Hash Root(IHashes hashes) => Frontier.RootOf([.. Subtrees().Select(hashes.Of)]);

    /// <summary>Where RFC 6962 splits a tree: after the largest power of two below the number of its leaves.</summary>
    internal (LeafRange Left, LeafRange Right) Split()
    {
        var middle = First + (1L << BitOperations.Log2((ulong)(Count - 1)));
        return (new LeafRange(First, middle), new LeafRange(middle, End));
    }
}
