using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tree;
using NetTimeline.UnitTests.Ledger.Notes;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Proofs;

/// <summary>
/// Situations as the tests of transparency-dev/formats have them (policy/tlog_policy_test.go @56379ca, Apache-2.0),
/// with keys of ours, and C2SP's example.
/// </summary>
public sealed class LogPolicyTests
{
    const string Ed25519Key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    static readonly EcdsaNoteSigner Other = TestKeys.NewLog("other.example.com/log");
    static readonly EcdsaCosigner[] Witnesses =
        [.. Enumerable.Range(1, 6).Select(number => TestKeys.NewWitness($"witness{number}.example"))];

    static readonly SignedNote Signed = SignedNote.Sign(
        new Checkpoint(TestKeys.Log.Key.Name, 42, MerkleTree.EmptyRoot).ToString(), TestKeys.Log, Other);

    [Fact]
    public void The_example_of_the_specification_is_read()
    {
        var policy = Parse(
            """
            log LOG

            witness X1 W1
            witness X2 W2
            witness X3 W3
            group X-witnesses 2 X1 X2 X3

            witness Y1 W4
            witness Y2 W5
            witness Y3 W6
            group Y-witnesses any Y1 Y2 Y3

            group X-and-Y all X-witnesses Y-witnesses
            quorum X-and-Y

            """).Accepted();

        Assert.Equal([TestKeys.Log.Key], policy.Logs.Select(log => log.Key));
        Assert.Equal(["X1", "X2", "X3", "Y1", "Y2", "Y3"], policy.Witnesses.Select(witness => witness.Name));
        Assert.Equal(
            [("X-witnesses", 2), ("Y-witnesses", 1), ("X-and-Y", 2)],
            policy.Groups.Select(group => (group.Name, group.Threshold)));
        Assert.Equal("X-and-Y", policy.Quorum);
    }

    [Theory]
    [InlineData("quorum none")]
    [InlineData("\n# comment\n\t # another comment\n\twitness \t w1  W1   https://w1.example.com/  \n\n  quorum\tw1")]
    [InlineData("log LOG https://log.example.com/\nwitness w1 W1\nquorum w1\n")]
    [InlineData("witness all W1\nwitness any W2\ngroup group 2 all any\nquorum group\n")]
    [InlineData("log " + Ed25519Key + "\nquorum none\n")]
    public void Such_policies_are_read(string text) => Parse(text).Accepted();

    [Fact]
    public void Names_are_octets_and_need_not_be_text()
    {
        byte[] name = [(byte)'K', 0xe2, 0x84, 0xaa, 0x80];
        byte[] policy = [.. "witness "u8, .. name, .. Octets(" W1\nquorum "), .. name, .. "\n"u8];

        Assert.Equal(name, Encoding.Latin1.GetBytes(LogPolicy.Parse(policy).Accepted().Quorum));
        Assert.Equal([2], LogPolicy.Parse([.. policy[..^2], (byte)'\n']).FaultyLines());
    }

    [Theory]
    [InlineData("quorum none\n\u0001", 2, 2)]
    [InlineData("quorum none\r\n", 1, 1)]
    [InlineData("quorum none\n#\u007f", 2)]
    [InlineData("quibble w1\nquorum none\n", 1)]
    [InlineData("witness w1 W1 https://w1.example.com/ # comment\nquorum w1\n", 1, 2)]
    [InlineData("log\nquorum none\n", 1)]
    [InlineData("log garbage\nquorum none\n", 1)]
    [InlineData("log LOG\nlog LOG https://log.example.com/\nquorum none\n", 2)]
    [InlineData("log W1\nquorum none\n", 1)]
    [InlineData("witness w1\nquorum none\n", 1)]
    [InlineData("witness w1 LOG\nquorum w1\n", 1)]
    [InlineData("witness w1 " + Ed25519Key + "\nquorum w1\n", 1)]
    [InlineData("witness none W1\nquorum none\n", 1)]
    [InlineData("witness w1 W1\nwitness w1 W2\nquorum w1\n", 2)]
    [InlineData("witness w1 W1\nwitness w2 W1\nquorum w1\n", 2)]
    [InlineData("witness w1 W1\ngroup w1 any w1\nquorum w1\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 1\nquorum w1\n", 2)]
    [InlineData("witness w1 W1\ngroup none any w1\nquorum none\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 0 w1\nquorum g1\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 -1 w1\nquorum g1\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 01 w1\nquorum g1\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 2 w1\nquorum g1\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 any w2\nquorum g1\n", 2)]
    [InlineData("group g1 any w1\nwitness w1 W1\nquorum g1\n", 1)]
    [InlineData("witness w1 W1\ngroup g1 any g1\nquorum g1\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 any none w1\nquorum g1\n", 2)]
    [InlineData("witness w1 W1\ngroup g1 all w1 w1\nquorum g1\n", 2)]
    [InlineData("witness w1 W1\nwitness w2 W2\ngroup g1 any w1 w2\ngroup g2 any w1\nquorum g1\n", 4)]
    [InlineData("witness w1 W1\n", 0)]
    [InlineData("witness w1 W1\nquorum w1\nquorum w1\n", 0)]
    [InlineData("quorum unknown\n", 1)]
    [InlineData("quorum w1\nwitness w1 W1\n", 1)]
    [InlineData("quorum\n", 1, 0)]
    [InlineData("log a\nwitness none b\ngroup g 0 x y\n", 1, 2, 2, 3, 3, 3, 0)]
    public void Every_fault_is_named_with_its_line(string text, params int[] lines) =>
        Assert.Equal(lines, Parse(text).FaultyLines());

    [Theory]
    [InlineData("1 2 3", true)]
    [InlineData("1 3", true)]
    [InlineData("1", false)]
    [InlineData("2 3", false)]
    [InlineData("", false)]
    [InlineData("1 1", false)]
    public void A_quorum_of_groups_is_counted(string who, bool isQuorum)
    {
        var policy = Parse(
            "log LOG\nwitness w1 W1\nwitness w2 W2\nwitness w3 W3\n"
            + "group inner any w2 w3\ngroup outer all w1 inner\nquorum outer\n").Accepted();
        int[] witnesses = [.. who.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

        Assert.Equal(isQuorum, policy.Evaluate(Cosigned(witnesses)) is LogVerdict.Proven);
    }

    [Fact]
    public void Who_cosigned_when_is_said_asked_for_or_not()
    {
        var policy = Parse("log LOG\nwitness w2 W2\nwitness w1 W1\nquorum w1\n").Accepted();

        var proven = Assert.IsType<LogVerdict.Proven>(policy.Evaluate(Cosigned(1, 2, 3)));

        Assert.Equal(TestKeys.Log.Key, proven.Log);
        Assert.Equal(42, proven.Checkpoint.Size);
        Assert.Equal([new Witnessed("w2", 1002), new Witnessed("w1", 1001)], proven.Witnesses);
    }

    [Theory]
    [InlineData("log LOG\nwitness w1 W1\nquorum w1\n", 0)]
    [InlineData("log OTHER\nlog LOG\nwitness w1 W1\nquorum w1\n", 0)]
    [InlineData("log LOG\nquorum none\n", 0)]
    [InlineData("log LOG\nwitness w2 W2\nquorum w2\n", 1)]
    [InlineData("log OTHER\nwitness w1 W1\nquorum w1\n", 1)]
    [InlineData("witness w1 W1\nquorum w1\n", 1)]
    [InlineData("log OTHER\nwitness w2 W2\nquorum w2\n", 2)]
    [InlineData("log " + Ed25519Key + "\nquorum none\n", 1)]
    public void All_that_is_missing_is_named(string text, int missing) => Assert.Equal(
        missing,
        Parse(text).Accepted().Evaluate(Cosigned(1)) is LogVerdict.Unproven unproven ? unproven.Reasons.Count : 0);

    [Fact]
    public void A_forged_cosignature_refutes_whatever_the_quorum_is()
    {
        var policy = Parse("log LOG\nwitness w1 W1\nquorum none\n").Accepted();
        var line = Witnesses[0].Sign(SignedNote.Sign("other\n", TestKeys.Log), 1001);

        Assert.IsType<LogVerdict.Refuted>(
            policy.Evaluate(Signed with { Signatures = [.. Signed.Signatures, line] }));
    }

    [Fact]
    public void A_note_that_is_no_checkpoint_proves_nothing() => Assert.IsType<LogVerdict.Unproven>(
        Parse("log LOG\nquorum none\n").Accepted().Evaluate(SignedNote.Sign("text\n", TestKeys.Log)));

    [Fact]
    public void Thirty_two_of_each_are_read()
    {
        var policy = new StringBuilder();
        for (var i = 0; i < 32; i++)
        {
            policy.AppendLine(null, $"log {TestKeys.NewLog($"log{i}").Key}")
                .AppendLine(null, $"witness w{i} {TestKeys.NewWitness($"witness{i}").Key}")
                .AppendLine(null, $"group g{i} any w{i}");
        }

        var read = LogPolicy.Parse(Encoding.UTF8.GetBytes(policy.AppendLine("quorum g31").ToString())).Accepted();

        Assert.Equal((32, 32, 32), (read.Logs.Count, read.Witnesses.Count, read.Groups.Count));
        Assert.Equal([0], LogPolicy.Parse(new byte[LogPolicy.BytesMax + 1]).FaultyLines());
    }

    static SignedNote Cosigned(params int[] witnesses) => Signed with
    {
        Signatures =
            [.. Signed.Signatures, .. witnesses.Select(number => Witnesses[number - 1].Sign(Signed, 1000 + number))],
    };

    static Parsed<LogPolicy> Parse(string text) => LogPolicy.Parse(Octets(text));

    /// <summary>With keys where their short names stand.</summary>
    static byte[] Octets(string text)
    {
        var policy = text
            .Replace("LOG", TestKeys.Log.Key.ToString(), StringComparison.Ordinal)
            .Replace("OTHER", Other.Key.ToString(), StringComparison.Ordinal);
        foreach (var (index, witness) in Witnesses.Index())
        {
            policy = policy.Replace($" W{index + 1}", $" {witness.Key}", StringComparison.Ordinal);
        }

        return Encoding.UTF8.GetBytes(policy);
    }
}
