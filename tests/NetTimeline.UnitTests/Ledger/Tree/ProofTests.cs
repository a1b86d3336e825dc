using NetTimeline.Ledger;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Tree;

public sealed class ProofTests
{
    const int SizeMax = 300;

    static readonly NaiveTree Naive = new();

    [Fact]
    public void Every_inclusion_proof_is_that_of_the_definition_and_is_accepted()
    {
        for (var size = 1; size <= SizeMax; size++)
        {
            for (var index = 0; index < size; index++)
            {
                var proof = InclusionProof.Make(index, size, Naive);

                Assert.Equal(Naive.Path(index, 0, size), proof);
                Assert.True(
                    InclusionProof.Check(index, size, Naive.Root(index, index + 1), proof, Naive.Root(size)),
                    $"{index} in {size}");
            }
        }
    }

    [Fact]
    public void Every_consistency_proof_is_that_of_the_definition_and_is_accepted()
    {
        for (var later = 1; later <= SizeMax; later++)
        {
            for (var earlier = 1; earlier <= later; earlier++)
            {
                var proof = ConsistencyProof.Make(earlier, later, Naive);

                Assert.Equal(Naive.Proof(earlier, later), proof);
                Assert.True(Accepts(earlier, later, Naive.Root(earlier), Naive.Root(later), proof),
                    $"{earlier} in {later}");
            }
        }
    }

    [Fact]
    public void In_larger_trees_too()
    {
        for (var size = SizeMax; size <= 4096; size += 97)
        {
            for (var part = 1; part <= size; part += 61)
            {
                var inclusion = InclusionProof.Make(part - 1, size, Naive);
                var consistency = ConsistencyProof.Make(part, size, Naive);

                Assert.Equal(Naive.Path(part - 1, 0, size), inclusion);
                Assert.Equal(Naive.Proof(part, size), consistency);
                Assert.True(InclusionProof.Check(
                    part - 1, size, Naive.Root(part - 1, part), inclusion, Naive.Root(size)));
                Assert.True(Accepts(part, size, Naive.Root(part), Naive.Root(size), consistency));
            }
        }
    }

    [Fact]
    public void Of_a_hundred_thousand_altered_proofs_none_is_accepted()
    {
        var random = new Random(20261122);
        var altered = 0;
        while (altered < 100_000)
        {
            var later = random.Next(2, SizeMax + 1);
            var earlier = random.Next(1, later);
            altered += AlteredInclusion(random, random.Next(later), later);
            altered += AlteredConsistency(random, earlier, later);
        }
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    public void No_tree_has_a_leaf_outside_of_it(long index, long size)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => InclusionProof.Ranges(index, size));
        Assert.False(InclusionProof.Check(index, size, default, [], default));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(2, 1)]
    public void Nothing_is_consistent_with_an_empty_or_a_smaller_tree(long earlier, long later)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ConsistencyProof.Ranges(earlier, later));
        Assert.False(Accepts(earlier, later, default, default, []));
    }

    [Fact]
    public void The_largest_trees_have_proofs_of_63_hashes() =>
        Assert.Equal(63, InclusionProof.Ranges(0, long.MaxValue).Count);

    /// <summary>How many ways of altering one proof were tried, the proof itself having been accepted.</summary>
    static int AlteredInclusion(Random random, int index, int size)
    {
        var proof = InclusionProof.Make(index, size, Naive);
        var (leaf, root) = (Naive.Root(index, index + 1), Naive.Root(size));
        Assert.True(InclusionProof.Check(index, size, leaf, proof, root));
        Hash[][] proofs = [.. Altered(random, proof)];
        Assert.All(proofs, other => Assert.False(InclusionProof.Check(index, size, leaf, other, root)));
        Assert.False(InclusionProof.Check(index ^ 1, size, leaf, proof, root));
        Assert.False(InclusionProof.Check(index, size, Flipped(random, leaf), proof, root));
        Assert.False(InclusionProof.Check(index, size, leaf, proof, Flipped(random, root)));
        return proofs.Length + 3;
    }

    /// <inheritdoc cref="AlteredInclusion"/>
    static int AlteredConsistency(Random random, int earlier, int later)
    {
        var proof = ConsistencyProof.Make(earlier, later, Naive);
        var (earlierRoot, laterRoot) = (Naive.Root(earlier), Naive.Root(later));
        Assert.True(Accepts(earlier, later, earlierRoot, laterRoot, proof));
        Hash[][] proofs = [.. Altered(random, proof)];
        Assert.All(proofs, other => Assert.False(Accepts(earlier, later, earlierRoot, laterRoot, other)));
        Assert.False(Accepts(earlier, later, Flipped(random, earlierRoot), laterRoot, proof));
        Assert.False(Accepts(earlier, later, earlierRoot, Flipped(random, laterRoot), proof));
        Assert.False(Accepts(earlier, later, laterRoot, earlierRoot, proof));
        return proofs.Length + 3;
    }

    static IEnumerable<Hash[]> Altered(Random random, Hash[] proof)
    {
        yield return [.. proof, proof[^1]];
        yield return [proof[0], .. proof];
        yield return proof[1..];
        yield return proof[..^1];
        for (var i = 0; i < proof.Length; i++)
        {
            yield return [.. proof[..i], Flipped(random, proof[i]), .. proof[(i + 1)..]];
            yield return [.. proof[..i], .. proof[(i + 1)..], proof[i], default];
        }

        for (var i = 1; i < proof.Length; i++)
        {
            yield return [.. proof[..(i - 1)], proof[i], proof[i - 1], .. proof[(i + 1)..]];
        }
    }

    static Hash Flipped(Random random, Hash hash)
    {
        var bytes = hash.Bytes.ToArray();
        bytes[random.Next(Hash.Length)] ^= (byte)(1 << random.Next(8));
        return new Hash(bytes);
    }

    static bool Accepts(long earlier, long later, Hash earlierRoot, Hash laterRoot, Hash[] proof) =>
        ConsistencyProof.Check(earlier, later, earlierRoot.Bytes, laterRoot.Bytes, proof);
}
