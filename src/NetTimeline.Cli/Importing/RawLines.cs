using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace NetTimeline.Cli.Importing;

/// <summary>A line as it lies in the file.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Bytes">Without the line's end; null where it is longer than a request could be.</param>
/// <param name="End">How many bytes of the file end with it.</param>
readonly record struct RawLine(long Number, ReadOnlyMemory<byte>? Bytes, long End);

/// <summary>Cuts a stream of any length into lines, holding no more than one of them.</summary>
static class RawLines
{
    public static async IAsyncEnumerable<RawLine> ReadAsync(
        Stream stream, int lineBytesMax, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024, leaveOpen: true));
        var (number, end, tooLong) = (1L, 0L, false);
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var left = read.Buffer;
            while (left.PositionOf((byte)'\n') is { } position)
            {
                var line = left.Slice(0, position);
                end += line.Length + 1;
                yield return new RawLine(number++, Held(line), end);
                (left, tooLong) = (left.Slice(left.GetPosition(1, position)), false);
            }

            if (read.IsCompleted && (left.Length > 0 || tooLong))
            {
                yield return new RawLine(number, Held(left), end + left.Length);
            }

            if (read.IsCompleted)
            {
                break;
            }

            if (left.Length > lineBytesMax)
            {
                (end, tooLong, left) = (end + left.Length, true, left.Slice(left.End));
            }

            reader.AdvanceTo(left.Start, read.Buffer.End);
        }

        await reader.CompleteAsync();

        ReadOnlyMemory<byte>? Held(ReadOnlySequence<byte> line) =>
            tooLong || line.Length > lineBytesMax ? default(ReadOnlyMemory<byte>?) : line.ToArray();
    }
}
