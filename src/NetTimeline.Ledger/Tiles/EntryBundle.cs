using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace NetTimeline.Ledger.Tiles;

/// <summary>Entries as they are served: each behind its length in two bytes, big-endian.</summary>
public static class EntryBundle
{
    /// <exception cref="OverflowException">The entry is longer than two bytes can say.</exception>
    public static void Write(IBufferWriter<byte> bundle, ReadOnlySpan<byte> entry)
    {
        var length = checked((ushort)entry.Length);
        BinaryPrimitives.WriteUInt16BigEndian(bundle.GetSpan(sizeof(ushort)), length);
        bundle.Advance(sizeof(ushort));
        bundle.Write(entry);
    }

    /// <summary>Refuses what is not exactly that many entries, with nothing behind them.</summary>
    /// <param name="entries">They share the memory of the bundle.</param>
    public static bool TryRead(
        ReadOnlyMemory<byte> bundle, int width, [NotNullWhen(true)] out IReadOnlyList<ReadOnlyMemory<byte>>? entries)
    {
        entries = null;
        var read = new List<ReadOnlyMemory<byte>>(width);
        while (bundle.Length >= sizeof(ushort))
        {
            var end = sizeof(ushort) + BinaryPrimitives.ReadUInt16BigEndian(bundle.Span);
            if (end > bundle.Length || read.Count == width)
            {
                return false;
            }

            read.Add(bundle[sizeof(ushort)..end]);
            bundle = bundle[end..];
        }

        if (!bundle.IsEmpty || read.Count != width)
        {
            return false;
        }

        entries = read;
        return true;
    }
}
