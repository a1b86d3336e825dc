using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Tree;

public sealed class MerkleTreeTests
{
    static readonly PublishedTree Published = ReferenceValues.Read<PublishedTree>("tree.json");

    static readonly NaiveTree Naive = new();

    sealed record PublishedTree(string[] Entries, string[][] Nodes, string[] Roots, PublishedLeaf[] Leaf);

    sealed record PublishedLeaf(string Entry, string Hash);

    [Fact]
    public void Leaves_hash_as_published()
    {
        Assert.Equal(Published.Nodes[0], Published.Entries.Select(entry => LeafOf(entry).ToString()));
        Assert.All(Published.Leaf, leaf => Assert.Equal(leaf.Hash, LeafOf(leaf.Entry).ToString()));
    }

    [Fact]
    public void Nodes_hash_as_published()
    {
        foreach (var (children, parents) in Published.Nodes.Zip(Published.Nodes.Skip(1)))
        {
            var hashes = children.Select(Read).ToArray();
            Assert.Equal(
                parents,
                Enumerable.Range(0, parents.Length)
                    .Select(i => MerkleTree.Node(hashes[2 * i], hashes[(2 * i) + 1]).ToString()));
        }
    }

    [Fact]
    public void Roots_of_growing_trees_are_as_published()
    {
        var frontier = Frontier.Empty;
        var roots = new List<string> { frontier.Root().ToString() };
        foreach (var entry in Published.Entries)
        {
            frontier = frontier.Append(LeafOf(entry));
            roots.Add(frontier.Root().ToString());
        }

        Assert.Equal(Published.Roots, roots);
    }

    [Fact]
    public void A_leaf_that_spells_two_hashes_is_no_node()
    {
        var (left, right) = (LeafOf("00"), LeafOf("10"));

        Assert.NotEqual(MerkleTree.Node(left, right), MerkleTree.Leaf([.. left.Bytes, .. right.Bytes]));
        Assert.NotEqual(MerkleTree.Node(left, right), MerkleTree.Node(right, left));
    }

    [Fact]
    public void Leaf_by_leaf_every_root_up_to_2_to_the_12_is_that_of_the_definition()
    {
        var frontier = Frontier.Empty;
        for (var size = 0; size <= 4096; size++)
        {
            Assert.Equal((size, Naive.Root(size)), (frontier.Size, frontier.Root()));
            frontier = frontier.Append(MerkleTree.Leaf(NaiveTree.Entry(size)));
        }
    }

    [Fact]
    public void Appending_many_is_appending_each()
    {
        var leaves = Enumerable.Range(0, 300).Select(index => MerkleTree.Leaf(NaiveTree.Entry(index))).ToArray();
        for (var before = 0; before <= 40; before++)
        {
            for (var after = before; after <= 300; after++)
            {
                var frontier = Frontier.Empty.Append(leaves.AsSpan(0, before)).Append(leaves.AsSpan(before..after));

                Assert.Equal((after, Naive.Root(after)), (frontier.Size, frontier.Root()));
            }
        }
    }

    [Fact]
    public void Appending_leaves_what_was_appended_to_as_it_was()
    {
        var before = Frontier.Empty.Append([LeafOf(""), LeafOf("00"), LeafOf("10")]);
        var root = before.Root();

        before.Append(LeafOf("2021"));

        Assert.Equal((3, root), (before.Size, before.Root()));
    }

    [Fact]
    public void A_frontier_is_stored_as_its_perfect_subtrees_largest_first_and_read_again()
    {
        var frontier = Frontier.Empty.Append([.. Published.Entries.Take(7).Select(LeafOf)]);

        Assert.Equal(
            Published.Nodes[2][0] + Published.Nodes[1][2] + Published.Nodes[0][6],
            Convert.ToHexStringLower(frontier.ToBytes()));
        Assert.True(Frontier.TryRead(7, frontier.ToBytes(), out var read));
        Assert.Equal(Published.Roots[8], read.Append(LeafOf(Published.Entries[7])).Root().ToString());
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 32)]
    [InlineData(7, 64)]
    [InlineData(7, 97)]
    [InlineData(8, 0)]
    public void A_frontier_with_other_than_its_subtrees_is_not_read(long size, int bytes) =>
        Assert.False(Frontier.TryRead(size, new byte[bytes], out _));

    [Fact]
    public void A_hash_has_32_bytes_and_is_equal_by_them()
    {
        var bytes = Encoding.ASCII.GetBytes("0123456789abcdef0123456789abcdef");

        Assert.Equal(Convert.ToHexStringLower(bytes), new Hash(bytes).ToString());
        Assert.Equal(new Hash(bytes), new Hash(bytes));
        for (var i = 0; i < bytes.Length; i++)
        {
            var other = bytes.ToArray();
            other[i] ^= 1;
            Assert.NotEqual(new Hash(bytes), new Hash(other));
        }

        Assert.False(Hash.TryRead(bytes.AsSpan(1), out _));
        Assert.Throws<ArgumentException>(() => new Hash(bytes.AsSpan(1)));
    }

    static Hash LeafOf(string entry) => MerkleTree.Leaf(Convert.FromHexString(entry));

    static Hash Read(string hash) => new(Convert.FromHexString(hash));
}
