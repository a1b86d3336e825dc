using System.Runtime.InteropServices;
using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using NetTimeline.Ledger.Verification;
using NetTimeline.UnitTests.Ledger.Notes;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Verification;

/// <summary>A log that was signed at each of its sizes, in two ranges.</summary>
public sealed class LogCheckTests
{
    const int Size = 600;
    const int FirstRange = 512;
    const int Seed = -7;
    const long NowUs = 1_000_000L * Size;

    static readonly Guid Stream = Guid.NewGuid();
    static readonly EpochPlace Epoch = new(0, TestKeys.Log.Key.Name, 1);
    static readonly SmallLog Log = Filled();
    static readonly IReadOnlyList<CheckpointClaim> Signed = [.. Roots().Select((root, at) => Claim(at + 1, root))];

    [Fact]
    public void Each_checkpoint_fits() => Assert.Equal(
        (Verdict.Verified, new EpochView(Epoch.Origin, Size, Size, 0)), Verify(Signed));

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(FirstRange)]
    [InlineData(FirstRange + 1)]
    [InlineData(Size)]
    public void The_one_that_does_not_fit_is_found(int size) => Assert.Equal(
        Verdict.Tampered,
        Verify([.. Signed.Take(size - 1), Claim(size, MerkleTree.EmptyRoot), .. Signed.Skip(size)]).Verdict);

    [Theory]
    [InlineData(60, Verdict.Verified)]
    [InlineData(61, Verdict.Verified)]
    [InlineData(62, Verdict.Incomplete)]
    [InlineData(Size - 1, Verdict.Incomplete)]
    public void The_newest_that_are_missing_are_missed_when_a_minute_is_over(int missing, Verdict verdict) =>
        Assert.Equal(
            (verdict, new EpochView(Epoch.Origin, Size, Size - missing, 0)), Verify([.. Signed.SkipLast(missing)]));

    [Fact]
    public void A_log_without_leaves_is_not_the_one_that_was_signed()
    {
        var report = Check(Signed).Finish();

        Assert.Equal([(1, "MISSING")], report.Findings.Select(finding => (finding.Position, finding.Label)));
    }

    static (Verdict Verdict, EpochView View) Verify(IReadOnlyList<CheckpointClaim> stored)
    {
        var streams = new KnownStreams();
        streams.Add(Stream, Log.SaltOf(Stream));
        var check = Check(stored);
        var signed = SignedTrees.From([Epoch], SmallLog.Policy, stored, []);
        foreach (var (first, count) in new[] { (1, FirstRange), (FirstRange + 1, Size - FirstRange) })
        {
            var range = new RangeCheck(Stored(first, count), streams, signed.SizesOf(Epoch), Seed);
            for (var position = first; position < first + count; position++)
            {
                range.Add(Row(position));
            }

            check.Add(range.Finish());
        }

        var report = check.Finish();
        return (report.Verdict, Assert.Single(report.Epochs));
    }

    static LogCheck Check(IReadOnlyList<CheckpointClaim> stored) =>
        new(SignedTrees.From([Epoch], SmallLog.Policy, stored, []), new(), Seed, NowUs, log: null, about: null);

    static StoredRange Stored(int first, int count)
    {
        var stored = new StoredRange(Epoch, first, count);
        var edge = TreeEdge.Empty;
        foreach (var (at, each) in Log.Events.Index())
        {
            (edge, var filled) = edge.Append([MerkleTree.Leaf(each.Entry)]);
            var position = at + 1;
            if (position >= first && position < first + count)
            {
                stored.AddLeaves(position, position, each.Entry, edge.Frontier.ToBytes());
                stored.AddNonces(position, position, [.. each.EnvelopeNonce, .. each.PayloadNonce]);
            }

            foreach (var tile in filled.Where(tile => tile.Address.Level == 0))
            {
                stored.AddTile(
                    tile.Address.Index, MemoryMarshal.AsBytes(tile.Hashes.Span),
                    MemoryMarshal.AsBytes(tile.Middle.Span), tile.Root.Bytes);
            }
        }

        return stored;
    }

    static EventRow Row(int position)
    {
        var recorded = Log.Events[position - 1];
        return new EventRow
        {
            Position = position,
            EventId = recorded.Read.EventId,
            Stream = Stream,
            Version = position,
            RecordedAtUs = recorded.Read.RecordedAtUs,
            Type = "entry_recorded"u8,
            Request = [],
            Actor = "dr-m"u8,
            LeavesOthersAlone = true,
            Payload = Encoding.UTF8.GetBytes(recorded.Payload),
            Envelope = Encoding.UTF8.GetBytes(recorded.Envelope),
        };
    }

    static SmallLog Filled()
    {
        var log = new SmallLog();
        for (var number = 0; number < Size; number++)
        {
            log.Record(Stream);
        }

        return log;
    }

    static IEnumerable<Hash> Roots()
    {
        var frontier = Frontier.Empty;
        foreach (var each in Log.Events)
        {
            frontier = frontier.Append(MerkleTree.Leaf(each.Entry));
            yield return frontier.Root();
        }
    }

    static CheckpointClaim Claim(int size, Hash root) =>
        new(0, size, root.Bytes.ToArray(), SmallLog.Sign(size, root).ToBytes());
}
