namespace NetTimeline.Cli.Following;

/// <summary>
/// Reads what comes and gives up on whoever says nothing for a while: a peer that died without hanging up, or a proxy
/// that lost it, would else be waited for without end.
/// </summary>
/// <param name="inner">Where it comes from; belongs to the caller.</param>
/// <param name="patience">How long nothing may come.</param>
sealed class ImpatientStream(Stream inner, TimeSpan patience) : Stream
{
    byte last;
    byte lastButOne;

    /// <summary>What came so far ends with an empty line: no event is broken off.</summary>
    public bool IsBetweenEvents => (last, lastButOne) is ((byte)'\n', (byte)'\n');

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="IOException">Nothing came.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            var count = await inner.ReadAsync(buffer, limit.Token);
            Remember(buffer.Span[..count]);
            return count;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException("Nothing came for a while.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    void Remember(ReadOnlySpan<byte> came)
    {
        if (came.Length > 0)
        {
            (last, lastButOne) = (came[^1], came.Length > 1 ? came[^2] : last);
        }
    }
}
