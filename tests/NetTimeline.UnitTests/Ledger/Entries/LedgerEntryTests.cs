using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.UnitTests.Ledger.Entries;

/// <summary>Expected bytes were computed from the definition by another program (Python's hashlib).</summary>
public sealed class LedgerEntryTests
{
    const string Written =
        "4e544c31" + "01" + "00" + "0000" + "0000000000000007" + "000644239c7b2240"
        + "0198c0de000070008000000000000001"
        + "da41f992d7f5972396e2df5524880139e694c8550fa0f53dada6e106a5cda308"
        + "a37e919bddaf8053e0c129127c0826f54dc99a92f90fb9f17c3c8a5ebd8a10df"
        + "9b92e9f050ffe4e9aed82042e6bdcd15695a9f0d06e6892b50aa0fff39db30a0";

    static readonly LedgerEntry Entry = new(
        LedgerEntryKind.Event,
        StreamVersion: 7,
        RecordedAtUs: 1_763_769_600_123_456,
        EventId: new Guid("0198c0de-0000-7000-8000-000000000001"),
        StreamTag: StreamTag.Of(Counting(64), new Guid("00112233-4455-6677-8899-aabbccddeeff")),
        EnvelopeCommitment: Commitment.OfEnvelope(
            Counting(0), Encoding.UTF8.GetBytes("""{"actor":"registrar","type":"recorded"}""")),
        PayloadCommitment: Commitment.OfPayload(Counting(32), Encoding.UTF8.GetBytes("""{"ki67":1.10}""")));

    [Fact]
    public void An_entry_is_written_to_the_byte_as_defined() =>
        Assert.Equal(Written, Convert.ToHexStringLower(BytesOf(Entry)));

    [Fact]
    public void The_leaf_of_an_entry_is_the_hash_of_its_bytes_behind_a_zero() => Assert.Equal(
        "e561e4517696ba51e8bdab64e965fbd89fa448a7badbf6a59132bed02cb64152",
        MerkleTree.Leaf(BytesOf(Entry)).ToString());

    [Fact]
    public void What_was_written_is_read()
    {
        Assert.True(LedgerEntry.TryRead(BytesOf(Entry), out var read, out var faults));
        Assert.Equal((Entry, LedgerEntryFaults.None), (read, faults));
    }

    [Theory]
    [InlineData(0, LedgerEntryFaults.Magic)]
    [InlineData(3, LedgerEntryFaults.Magic)]
    [InlineData(4, LedgerEntryFaults.Kind)]
    [InlineData(5, LedgerEntryFaults.Flags)]
    [InlineData(6, LedgerEntryFaults.Reserved)]
    [InlineData(7, LedgerEntryFaults.Reserved)]
    [InlineData(8, LedgerEntryFaults.StreamVersion)]
    [InlineData(16, LedgerEntryFaults.RecordedAt)]
    public void A_byte_that_no_writer_writes_is_refused(int at, LedgerEntryFaults expected)
    {
        var bytes = BytesOf(Entry);
        bytes[at] |= 0x80;

        Assert.False(LedgerEntry.TryRead(bytes, out var read, out var faults));
        Assert.Equal((default, expected), (read, faults));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_kind_that_is_not_known_is_refused(byte kind)
    {
        var bytes = BytesOf(Entry);
        bytes[4] = kind;

        Assert.False(LedgerEntry.TryRead(bytes, out _, out var faults));
        Assert.Equal(LedgerEntryFaults.Kind, faults);
    }

    [Fact]
    public void Everything_that_is_wrong_is_named()
    {
        var bytes = new byte[LedgerEntry.Length];
        Array.Fill(bytes, (byte)0xff);

        Assert.False(LedgerEntry.TryRead(bytes, out _, out var faults));
        Assert.Equal(
            LedgerEntryFaults.Magic | LedgerEntryFaults.Kind | LedgerEntryFaults.Flags | LedgerEntryFaults.Reserved
                | LedgerEntryFaults.StreamVersion | LedgerEntryFaults.RecordedAt,
            faults);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(135)]
    [InlineData(137)]
    public void Another_length_is_refused(int length)
    {
        Assert.False(LedgerEntry.TryRead(new byte[length], out _, out var faults));
        Assert.Equal(LedgerEntryFaults.Length, faults);
    }

    [Fact]
    public void Nothing_is_written_that_could_not_be_read()
    {
        Assert.Throws<InvalidOperationException>(() => BytesOf(Entry with { Kind = 0 }));
        Assert.Throws<InvalidOperationException>(() => BytesOf(Entry with { StreamVersion = -1 }));
        Assert.Throws<InvalidOperationException>(() => BytesOf(Entry with { RecordedAtUs = -1 }));
    }

    [Fact]
    public void Commitments_of_any_length_are_as_defined()
    {
        Assert.Equal(
            "40607a222b96c31c14e8f55a007fa01d2e7bd89881d79d23fe6dd3a481fe266c",
            Commitment.OfPayload(Counting(32), []).ToString());
        Assert.Equal(
            "dd27b8788bad7f031c90b27a2b7d6d4b49412a0cd1c0cec7c6f83b3e3c078da0",
            Commitment.OfPayload(Counting(32), Encoding.UTF8.GetBytes(new string('x', 100_000))).ToString());
    }

    [Fact]
    public void The_same_bytes_are_another_commitment_as_envelope_and_as_payload() => Assert.NotEqual(
        Commitment.OfEnvelope(Counting(0), "{}"u8),
        Commitment.OfPayload(Counting(0), "{}"u8));

    [Fact]
    public void A_short_nonce_or_salt_is_a_bug()
    {
        Assert.Throws<ArgumentException>(() => Commitment.OfPayload(new byte[31], "{}"u8));
        Assert.Throws<ArgumentException>(() => StreamTag.Of(new byte[31], Guid.Empty));
    }

    [Fact]
    public void A_batch_of_appends_leaves_nothing_to_collect()
    {
        var payload = new byte[1024];
        Append(payload);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Append(payload);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    static Hash Append(ReadOnlySpan<byte> payload)
    {
        Span<byte> nonce = stackalloc byte[Commitment.NonceLength];
        Span<byte> bytes = stackalloc byte[LedgerEntry.Length];
        var entry = Entry with
        {
            StreamTag = StreamTag.Of(nonce, Guid.Empty),
            EnvelopeCommitment = Commitment.OfEnvelope(nonce, payload),
            PayloadCommitment = Commitment.OfPayload(nonce, payload),
        };
        entry.Write(bytes);
        return MerkleTree.Leaf(bytes);
    }

    static byte[] BytesOf(LedgerEntry entry)
    {
        var bytes = new byte[LedgerEntry.Length];
        entry.Write(bytes);
        return bytes;
    }

    static byte[] Counting(byte from) => [.. Enumerable.Range(from, 32).Select(number => (byte)number)];
}
