using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tree;
using NetTimeline.UnitTests.Ledger.Notes;
using NetTimeline.UnitTests.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Proofs;

/// <summary>
/// Files as the tests of transparency-dev/formats have them (proof/tlog_proof_test.go @1a07eea, Apache-2.0); their
/// checkpoints are no notes, so that notes stand there.
/// </summary>
public sealed class LogProofTests
{
    // SHA-256 of "hash1" and of "hash2".
    const string Hash1 = "rzFuy5Go7nrpkhBwKy1HWPMM3eO/YePY54fXRoH5Cm4=";
    const string Hash2 = "5784L25ZFbP4hhm4ZiI+vx1RxMUyHMzeLp/3AKMlkIY=";
    const string Note = "test checkpoint\n\n— a AAAAAAA=\n";
    const int Size = 300;
    const int Index = 217;

    static readonly NaiveTree Naive = new();
    static readonly LogPolicy Policy = LogPolicy.Parse(
        Encoding.UTF8.GetBytes($"log {TestKeys.Log.Key}\nquorum none\n")).Accepted();

    static readonly LogProof Proof = new(
        Index,
        InclusionProof.Make(Index, Size, Naive),
        SignedNote.Sign(new Checkpoint(TestKeys.Log.Key.Name, Size, Naive.Root(Size)).ToString(), TestKeys.Log),
        Extra: null);

    static Hash Leaf { get; } = MerkleTree.Leaf(NaiveTree.Entry(Index));

    [Theory]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 5\n" + Hash1 + "\n" + Hash2 + "\n\n" + Note, 5, 2, null)]
    [InlineData(
        "c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n" + Hash1 + "\n\n" + Note,
        10, 1, "extra information")]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\n" + Note, 0, 0, null)]
    public void A_file_is_read_and_written_again(string file, long index, int hashes, string? extra)
    {
        var proof = Parse(file).Accepted();

        Assert.Equal((index, hashes), (proof.Index, proof.Hashes.Count));
        Assert.Equal(extra, proof.Extra is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null);
        Assert.Equal(file, Encoding.UTF8.GetString(proof.ToBytes()));
    }

    [Theory]
    [InlineData("wrong-header\nindex 0\n\n" + Note, 1)]
    [InlineData("c2sp.org/tlog-proof@v1\nextra !!notbase64!!\nindex 0\n\n" + Note, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\n\n\ncheckpoint\n", 2, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex notanumber\n\n" + Note, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex -5\n\n" + Note, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 05\n\n" + Note, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex\n\n" + Note, 2)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\nextra AA==\n\n" + Note, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n!!notbase64!!\n\n" + Note, 3)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n" + Hash1 + "\nAA==\n\n" + Note, 4)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\ntext\n\nx\n", 6)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n\ntext\n", 4)]
    [InlineData("c2sp.org/tlog-proof@v1\nindex 0\n", 0)]
    [InlineData("", 0)]
    [InlineData("x\nextra =\nindex x\ny\n\ntext\n\nz\n", 1, 2, 3, 4, 8)]
    public void Every_fault_is_named_with_its_line(string file, params int[] lines) =>
        Assert.Equal(lines, Parse(file).FaultyLines());

    [Fact]
    public void A_file_is_not_read_beyond_measure() =>
        Assert.Equal([0], LogProof.Parse(new byte[LogProof.BytesMax + 1]).FaultyLines());

    [Fact]
    public void An_entry_is_shown_to_be_in_the_log() =>
        Assert.IsType<LogVerdict.Proven>(Parse(Proof.ToString()).Accepted().Check(Leaf, Policy));

    [Fact]
    public void Another_entry_index_or_hash_is_refuted()
    {
        Assert.IsType<LogVerdict.Refuted>(Proof.Check(MerkleTree.Leaf(NaiveTree.Entry(Index + 1)), Policy));
        Assert.IsType<LogVerdict.Refuted>((Proof with { Index = Index + 1 }).Check(Leaf, Policy));
        Assert.IsType<LogVerdict.Refuted>((Proof with { Index = Size }).Check(Leaf, Policy));
        Assert.IsType<LogVerdict.Refuted>((Proof with { Hashes = [.. Proof.Hashes.Skip(1)] }).Check(Leaf, Policy));
    }

    [Fact]
    public void What_is_wrong_is_named_all_of_it_and_before_what_is_missing()
    {
        var nobody = LogPolicy.Parse("quorum none\n"u8).Accepted();
        var altered = Proof with
        {
            Checkpoint = Proof.Checkpoint with
            {
                Text = Proof.Checkpoint.Text.Replace("300", "301", StringComparison.Ordinal),
            },
        };

        Assert.IsType<LogVerdict.Unproven>(Proof.Check(Leaf, nobody));
        Assert.IsType<LogVerdict.Refuted>((Proof with { Index = 0 }).Check(Leaf, nobody));
        Assert.Single(Assert.IsType<LogVerdict.Refuted>(altered.Check(Leaf, Policy)).Reasons);
        Assert.Equal(2, Assert.IsType<LogVerdict.Refuted>(
            (altered with { Index = 0 }).Check(Leaf, Policy)).Reasons.Count);
    }

    [Fact]
    public void Nobody_vouches_for_what_is_extra() => Assert.IsType<LogVerdict.Proven>(
        (Proof with { Extra = new byte[] { 1 } }).Check(Leaf, Policy));

    static Parsed<LogProof> Parse(string file) => LogProof.Parse(Encoding.UTF8.GetBytes(file));
}
