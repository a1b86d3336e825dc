using System.Buffers.Binary;

namespace NetTimeline.Ledger.Entries;

/// <summary>
/// What a leaf of the log is the hash of: 136 bytes that say that something was recorded, when and as the how-manieth
/// of its stream, and commit to its content without giving anything of it away.
/// </summary>
/// <remarks>
/// All numbers are big-endian: magic "NTL1" (4), kind (1), flags (1), reserved (2), version in the stream (8), time
/// recorded (8), id of the event (16), tag of the stream (32), commitments to the envelope (32) and the payload (32).
/// </remarks>
/// <param name="StreamVersion">Counted from 1; 0 where the kind has no stream.</param>
/// <param name="RecordedAtUs">Microseconds since the beginning of 1970, UTC; what is finer was cut off.</param>
/// <param name="StreamTag">See <see cref="Entries.StreamTag"/>.</param>
public readonly record struct LedgerEntry(
    LedgerEntryKind Kind,
    long StreamVersion,
    long RecordedAtUs,
    Guid EventId,
    Hash StreamTag,
    Hash EnvelopeCommitment,
    Hash PayloadCommitment)
{
    public const int Length = 136;

    const int FlagsAt = 5;
    const int ReservedAt = 6;
    const int StreamVersionAt = 8;
    const int RecordedAt = 16;
    const int EventIdAt = 24;
    const int StreamTagAt = 40;
    const int EnvelopeAt = 72;
    const int PayloadAt = 104;

    static ReadOnlySpan<byte> Magic => "NTL1"u8;

    /// <summary>Refuses whatever <see cref="Write"/> does not make.</summary>
    /// <param name="faults">Everything that is wrong, or None.</param>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out LedgerEntry entry, out LedgerEntryFaults faults)
    {
        entry = default;
        if (bytes.Length != Length)
        {
            faults = LedgerEntryFaults.Length;
            return false;
        }

        var read = Read(bytes);
        faults = FaultsOf(bytes) | read.Faults();
        if (faults == LedgerEntryFaults.None)
        {
            entry = read;
        }

        return faults == LedgerEntryFaults.None;
    }

    /// <param name="into">Room for <see cref="Length"/> bytes; what lies behind them is left alone.</param>
    /// <exception cref="InvalidOperationException">It could not be read again.</exception>
    public void Write(Span<byte> into)
    {
        if (Faults() is not LedgerEntryFaults.None and var faults)
        {
            throw new InvalidOperationException($"No reader would take this entry: {faults}.");
        }

        var bytes = into[..Length];
        Magic.CopyTo(bytes);
        bytes[Magic.Length] = (byte)Kind;
        bytes[FlagsAt..StreamVersionAt].Clear();
        BinaryPrimitives.WriteInt64BigEndian(bytes[StreamVersionAt..], StreamVersion);
        BinaryPrimitives.WriteInt64BigEndian(bytes[RecordedAt..], RecordedAtUs);
        EventId.TryWriteBytes(bytes[EventIdAt..], bigEndian: true, out _);
        StreamTag.Bytes.CopyTo(bytes[StreamTagAt..]);
        EnvelopeCommitment.Bytes.CopyTo(bytes[EnvelopeAt..]);
        PayloadCommitment.Bytes.CopyTo(bytes[PayloadAt..]);
    }

    static LedgerEntry Read(ReadOnlySpan<byte> bytes) => new(
        (LedgerEntryKind)bytes[Magic.Length],
        BinaryPrimitives.ReadInt64BigEndian(bytes[StreamVersionAt..]),
        BinaryPrimitives.ReadInt64BigEndian(bytes[RecordedAt..]),
        new Guid(bytes[EventIdAt..StreamTagAt], bigEndian: true),
        new Hash(bytes[StreamTagAt..EnvelopeAt]),
        new Hash(bytes[EnvelopeAt..PayloadAt]),
        new Hash(bytes[PayloadAt..]));

    static LedgerEntryFaults FaultsOf(ReadOnlySpan<byte> bytes) =>
        (bytes.StartsWith(Magic) ? LedgerEntryFaults.None : LedgerEntryFaults.Magic)
        | (bytes[FlagsAt] == 0 ? LedgerEntryFaults.None : LedgerEntryFaults.Flags)
        | (bytes[ReservedAt..StreamVersionAt].ContainsAnyExcept((byte)0)
            ? LedgerEntryFaults.Reserved
            : LedgerEntryFaults.None);

    LedgerEntryFaults Faults() =>
        (Kind is >= LedgerEntryKind.Event and <= LedgerEntryKind.Administration
            ? LedgerEntryFaults.None
            : LedgerEntryFaults.Kind)
        | (StreamVersion < 0 ? LedgerEntryFaults.StreamVersion : LedgerEntryFaults.None)
        | (RecordedAtUs < 0 ? LedgerEntryFaults.RecordedAt : LedgerEntryFaults.None);
}
