namespace NetTimeline.Ledger.Tree;

/// <summary>Where proofs take hashes from that are already known.</summary>
public interface IHashes
{
    /// <summary>The root of a perfect subtree that lies within the tree. Leaves are subtrees of level 0.</summary>
    Hash Of(Subtree subtree);
}

/// <summary>
/// The perfect tree over the leaves from <c>Index · 2^Level</c> to before <c>(Index + 1) · 2^Level</c>.
/// </summary>
public readonly record struct Subtree(int Level, long Index);
