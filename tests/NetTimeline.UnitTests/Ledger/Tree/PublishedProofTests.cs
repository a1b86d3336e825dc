using NetTimeline.Ledger;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Tree;

/// <summary>
/// The probes of transparency-dev/merkle: published proofs, everything its files derive from them, and its further
/// cases. What is no hash at all (garbage of other lengths) is refused where it is read, before any checking.
/// </summary>
public sealed class PublishedProofTests
{
    sealed record Inclusion(
        string Name, long Index, long Size, string Leaf, string Root, string[] Proof, bool Accepted);

    sealed record Consistency(
        string Name, long Earlier, long Later, string EarlierRoot, string LaterRoot, string[] Proof, bool Accepted);

    sealed record PublishedInclusion(long Index, long Size, string Leaf, string Root, string[] Proof);

    sealed record PublishedConsistency(
        long Earlier, long Later, string EarlierRoot, string LaterRoot, string[] Proof);

    sealed record Inclusions(string RandomHash, PublishedInclusion[] Published, Inclusion[] Additional);

    sealed record Consistencies(PublishedConsistency[] Published, Consistency[] Additional);

    const string Garbage = "";
    static readonly string EmptyRoot = MerkleTree.EmptyRoot.ToString();
    static readonly string WrongHash = Convert.ToHexStringLower("WrongLeaf"u8);

    [Fact]
    public void All_98_inclusion_probes_end_as_published()
    {
        var vectors = ReferenceValues.Read<Inclusions>("inclusion.json");
        Inclusion[] probes =
        [
            .. vectors.Published.SelectMany(proof => Probes(proof, vectors.RandomHash)), .. vectors.Additional,
        ];

        Assert.Equal((98, 6), (probes.Length, probes.Count(probe => probe.Accepted)));
        Assert.All(probes, probe => Assert.True(IsAccepted(probe) == probe.Accepted, $"{probe}"));
    }

    [Fact]
    public void All_98_consistency_probes_end_as_published()
    {
        var vectors = ReferenceValues.Read<Consistencies>("consistency.json");
        Consistency[] probes = [.. vectors.Published.SelectMany(Probes), .. vectors.Additional];

        Assert.Equal((98, 6), (probes.Length, probes.Count(probe => probe.Accepted)));
        Assert.All(probes, probe => Assert.True(IsAccepted(probe) == probe.Accepted, $"{probe}"));
    }

    static IEnumerable<Inclusion> Probes(PublishedInclusion published, string random)
    {
        var (index, size, leaf, root, proof) = published;
        var right = new Inclusion("happy path", index, size, leaf, root, proof, Accepted: true);
        var wrong = right with { Accepted = false };
        return
        [
            right,
            wrong with { Name = "leafIdx - 1", Index = index - 1 },
            wrong with { Name = "leafIdx + 1", Index = index + 1 },
            wrong with { Name = "leafIdx ^ 2", Index = index ^ 2 },
            wrong with { Name = "treeSize * 2", Size = size * 2 },
            wrong with { Name = "treeSize div 2", Size = size / 2 },
            wrong with { Name = "wrong leaf", Leaf = WrongHash },
            wrong with { Name = "empty root", Root = EmptyRoot },
            wrong with { Name = "random root", Root = random },
            wrong with { Name = "trailing garbage", Proof = [.. proof, Garbage] },
            wrong with { Name = "trailing root", Proof = [.. proof, root] },
            wrong with { Name = "preceding garbage", Proof = [Garbage, .. proof] },
            wrong with { Name = "preceding root", Proof = [root, .. proof] },
            .. proof.Select((_, i) =>
                wrong with { Name = $"modified proof[{i}] bit 3", Proof = Flipped(proof, i, 8) }),
            .. proof.Take(1).Select(_ => wrong with { Name = "removed component", Proof = proof[..^1] }),
            .. proof.Skip(1).Take(1).Select(_ => wrong with
            {
                Name = "inserted component",
                Proof = [proof[0], random, .. proof[1..]],
            }),
        ];
    }

    /// <summary>Of sizes that are the same, only the proof itself was published.</summary>
    static IEnumerable<Consistency> Probes(PublishedConsistency published)
    {
        var (earlier, later, first, second, proof) = published;
        var right = new Consistency("happy path", earlier, later, first, second, proof, Accepted: true);
        var wrong = right with { Accepted = false };
        return proof.Length == 0 ? [right] :
        [
            right,
            wrong with { Name = "size1 - 1", Earlier = earlier - 1 },
            wrong with { Name = "size1 + 1", Earlier = earlier + 1 },
            wrong with { Name = "size1 ^ 2", Earlier = earlier ^ 2 },
            wrong with { Name = "size2 * 2", Later = later * 2 },
            wrong with { Name = "size2 div 2", Later = later / 2 },
            wrong with { Name = "wrong root1", EarlierRoot = WrongHash },
            wrong with { Name = "wrong root2", LaterRoot = WrongHash },
            wrong with { Name = "swapped roots", EarlierRoot = second, LaterRoot = first },
            wrong with { Name = "empty proof", Proof = [] },
            wrong with { Name = "trailing garbage", Proof = [.. proof, Garbage] },
            wrong with { Name = "trailing root1", Proof = [.. proof, first] },
            wrong with { Name = "trailing root2", Proof = [.. proof, second] },
            wrong with { Name = "preceding garbage", Proof = [Garbage, .. proof] },
            wrong with { Name = "preceding root1", Proof = [first, .. proof] },
            wrong with { Name = "preceding root2", Proof = [second, .. proof] },
            wrong with { Name = "preceding proof[0]", Proof = [proof[0], .. proof] },
            wrong with { Name = "truncated proof", Proof = proof[..^1] },
            .. proof.Select((_, i) =>
                wrong with { Name = $"modified proof[{i}] bit 4", Proof = Flipped(proof, i, 16) }),
        ];
    }

    static bool IsAccepted(Inclusion probe) =>
        Read(probe.Proof) is { } proof
        && Hash.TryRead(Convert.FromHexString(probe.Leaf), out var leaf)
        && Hash.TryRead(Convert.FromHexString(probe.Root), out var root)
        && InclusionProof.Check(probe.Index, probe.Size, leaf, proof, root);

    static bool IsAccepted(Consistency probe) =>
        Read(probe.Proof) is { } proof
        && ConsistencyProof.Check(
            probe.Earlier,
            probe.Later,
            Convert.FromHexString(probe.EarlierRoot),
            Convert.FromHexString(probe.LaterRoot),
            proof);

    static Hash[]? Read(string[] proof) => proof.All(hash => hash.Length == 2 * Hash.Length)
        ? [.. proof.Select(hash => new Hash(Convert.FromHexString(hash)))]
        : null;

    static string[] Flipped(string[] proof, int at, byte bit)
    {
        var bytes = Convert.FromHexString(proof[at]);
        bytes[0] ^= bit;
        return [.. proof[..at], Convert.ToHexStringLower(bytes), .. proof[(at + 1)..]];
    }
}
