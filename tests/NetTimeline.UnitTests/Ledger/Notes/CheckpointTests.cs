using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Notes;

public sealed class CheckpointTests
{
    const string Root = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    static readonly PublishedCheckpoints Published =
        ReferenceValues.Read<PublishedCheckpoints>("checkpoints.json");

    sealed record PublishedCheckpoints(string Key, string[] Entries, string[] Log, PublishedText[] Texts);

    sealed record PublishedText(string Name, string Text, bool Accepted);

    [Fact]
    public void A_published_log_of_fifteen_entries_has_our_roots_at_every_size()
    {
        var key = VerifierKey.Parse(Published.Key).Accepted();
        var frontier = Frontier.Empty;
        foreach (var (size, text) in Published.Log.Index())
        {
            var note = SignedNote.Parse(Encoding.UTF8.GetBytes(text)).Accepted();
            var checkpoint = Checkpoint.Parse(note.Text).Accepted();

            Assert.Equal(new Checkpoint("example.com/log/testdata", size, frontier.Root()), checkpoint);
            Assert.Equal(text, (note with { Text = checkpoint.ToString() }).ToString());
            Assert.Equal((key.Name, key.Id), (note.Signatures[0].Name, note.Signatures[0].KeyId));
            frontier = size < 15
                ? frontier.Append(MerkleTree.Leaf(Encoding.UTF8.GetBytes(Published.Entries[size])))
                : frontier;
        }

        Assert.Equal(15, frontier.Size);
    }

    /// <summary>
    /// Two differences: roots that are no SHA-256 are refused here (each accepted text is tried with one that is), and
    /// so are empty lines behind the root, as the specification says.
    /// </summary>
    [Fact]
    public void Published_texts_end_as_published_but_for_two_declared_differences()
    {
        Assert.Equal((12, 5), (Published.Texts.Length, Published.Texts.Count(text => text.Accepted)));
        foreach (var text in Published.Texts)
        {
            var isEmptyLine = text.Name == "valid with trailing newlines";
            Assert.True(
                (Checkpoint.Parse(WithRoot(text.Text)) is Parsed<Checkpoint>.Accepted)
                    == (text.Accepted && !isEmptyLine),
                text.Name);
            if (text.Accepted)
            {
                Assert.Contains(3, Checkpoint.Parse(text.Text).FaultyLines());
            }
        }
    }

    [Theory]
    [InlineData("o\n1\n" + Root, 0)]
    [InlineData("o\n01\n" + Root + "\n", 2)]
    [InlineData("o\n+1\n" + Root + "\n", 2)]
    [InlineData("o\n\n" + Root + "\n", 2, 2)]
    [InlineData("o\n9223372036854775808\n" + Root + "\n", 2)]
    [InlineData("\n1\n" + Root + "\n", 1)]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n", 3)]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU\n", 3)]
    [InlineData("o\n1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuA==\n", 3)]
    [InlineData("\n-1\n\n\n", 1, 2, 3, 3, 4)]
    public void Every_fault_is_named_with_its_line(string text, params int[] lines) =>
        Assert.Equal(lines, Checkpoint.Parse(text).FaultyLines());

    [Fact]
    public void The_largest_size_is_read_and_written() => Assert.Equal(
        $"o\n9223372036854775807\n{Root}\n",
        Checkpoint.Parse($"o\n9223372036854775807\n{Root}\n").Accepted().ToString());

    static string WithRoot(string text) => text
        .Replace("YmFuYW5hcw==", Root, StringComparison.Ordinal)
        .Replace("dGhlIHZpZXcgZnJvbSB0aGUgdHJlZSB0b3BzIGlzIGdyZWF0IQ==", Root, StringComparison.Ordinal);
}
