using System.Buffers;
using System.IO.Pipelines;

namespace NetTimeline.Server.Import;

/// <summary>
/// Cuts a body of any length into lines, holding no more than one. What is white space at the beginning of a line is
/// passed over before it counts, so that a sender who has nothing to say can show that it is there.
/// </summary>
sealed class LineCutter(PipeReader body, int lineBytesMax)
{
    static ReadOnlySpan<byte> Blank => " \t\r"u8;

    readonly byte[] joined = new byte[lineBytesMax];
    bool tooLong;

    /// <summary>Takes a line.</summary>
    /// <param name="number">From 1.</param>
    /// <param name="utf8">Without its end; empty where it holds nothing but white space.</param>
    /// <param name="isTooLong">It is longer than a line may be, and its text is not there.</param>
    public delegate ValueTask TakeLine(long number, ReadOnlyMemory<byte> utf8, bool isTooLong);

    /// <summary>Ends when the body does. Each line is taken before the next is looked for.</summary>
    public async Task CutAsync(TakeLine take, CancellationToken cancellation)
    {
        var number = 1L;
        while (true)
        {
            var read = await body.ReadAsync(cancellation);
            var left = number == 1 ? WithoutMark(read.Buffer) : read.Buffer;
            while (left.PositionOf((byte)'\n') is { } end)
            {
                await TakeAsync(left.Slice(0, end));
                left = left.Slice(left.GetPosition(1, end));
            }

            if (read.IsCompleted)
            {
                await (tooLong || !left.IsEmpty ? TakeAsync(left) : default);
                body.AdvanceTo(read.Buffer.End);
                return;
            }

            left = WithoutBlanks(left);
            if (left.Length > lineBytesMax)
            {
                (tooLong, left) = (true, left.Slice(left.End));
            }

            body.AdvanceTo(left.Start, read.Buffer.End);
        }

        async ValueTask TakeAsync(ReadOnlySequence<byte> line)
        {
            var said = WithoutBlanks(line);
            var isTooLong = tooLong || said.Length > lineBytesMax;
            tooLong = false;
            await take(number++, isTooLong ? default : Joined(said), isTooLong);
        }
    }

    ReadOnlyMemory<byte> Joined(ReadOnlySequence<byte> line)
    {
        if (line.IsSingleSegment)
        {
            return line.First;
        }

        line.CopyTo(joined);
        return joined.AsMemory(0, (int)line.Length);
    }

    static ReadOnlySequence<byte> WithoutBlanks(ReadOnlySequence<byte> line)
    {
        while (!line.IsEmpty && line.FirstSpan.IndexOfAnyExcept(Blank) is not 0 and var at)
        {
            line = line.Slice(at < 0 ? line.FirstSpan.Length : at);
        }

        return line;
    }

    static ReadOnlySequence<byte> WithoutMark(ReadOnlySequence<byte> body)
    {
        var reader = new SequenceReader<byte>(body);
        return reader.IsNext("\uFEFF"u8, advancePast: true) ? reader.UnreadSequence : body;
    }
}
