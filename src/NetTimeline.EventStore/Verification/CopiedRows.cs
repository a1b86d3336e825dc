using System.Buffers.Binary;

namespace NetTimeline.EventStore;

/// <summary>The rows of a binary COPY, field by field in the order of its columns, where they lie.</summary>
ref struct CopiedRows
{
    /// <summary>Eleven bytes by which it is known, flags, and the length of an extension: none.</summary>
    const int HeaderLength = 19;

    /// <summary>What a timestamp of the database counts from: 2000-01-01.</summary>
    const long DatabaseEpochUs = 946_684_800_000_000;

    ReadOnlySpan<byte> rest;

    public CopiedRows(ReadOnlySpan<byte> bytes) => rest = bytes[HeaderLength..];

    /// <summary>Whether there is another row; to be asked when all fields of the one before were taken.</summary>
    public bool Next()
    {
        var fields = BinaryPrimitives.ReadInt16BigEndian(rest);
        rest = rest[sizeof(short)..];
        return fields >= 0;
    }

    /// <summary>Nothing where it is null.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        var field = rest.Slice(sizeof(int), Math.Max(length, 0));
        rest = rest[(sizeof(int) + field.Length)..];
        return field;
    }

    /// <summary>Any whole number's type; 0 where it is null.</summary>
    public long Number() => Bytes() switch
    {
        { Length: sizeof(long) } bytes => BinaryPrimitives.ReadInt64BigEndian(bytes),
        { Length: sizeof(int) } bytes => BinaryPrimitives.ReadInt32BigEndian(bytes),
        { Length: sizeof(short) } bytes => BinaryPrimitives.ReadInt16BigEndian(bytes),
        _ => 0,
    };

    public Guid Id() => Bytes() is { Length: 16 } bytes ? new Guid(bytes, bigEndian: true) : Guid.Empty;

    public bool Flag() => Bytes() is [not 0];

    /// <summary>A moment, in microseconds since the beginning of 1970.</summary>
    public long Microseconds() => unchecked(Number() + DatabaseEpochUs);

    /// <summary>The text of a jsonb.</summary>
    public ReadOnlySpan<byte> Json() => Bytes() is [_, .. var text] ? text : [];
}
