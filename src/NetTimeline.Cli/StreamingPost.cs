using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace NetTimeline.Cli;

/// <summary>
/// One POST over HTTP/1.1 whose answer is read while its body is still being sent. The usual client reads no answer
/// before it has sent everything, and a server that answers line by line would then wait for it.
/// </summary>
/// <remarks>One may send while another reads. Goes to the server itself, through no proxy.</remarks>
sealed class StreamingPost : IAsyncDisposable
{
    readonly TcpClient connection;
    readonly Stream stream;
    readonly byte[] buffer = new byte[64 * 1024];
    int start;
    int end;

    StreamingPost(TcpClient connection, Stream stream) => (this.connection, this.stream) = (connection, stream);

    /// <summary>Connects and sends the head.</summary>
    /// <exception cref="SocketException">Nothing listens there, or it cannot be reached.</exception>
    public static async Task<StreamingPost> OpenAsync(
        Uri server, string path, IEnumerable<(string Name, string Value)> headers, CancellationToken cancellation)
    {
        var connection = new TcpClient { NoDelay = true };
        try
        {
            await connection.ConnectAsync(server.DnsSafeHost, server.Port, cancellation);
            var post = new StreamingPost(connection, await StreamAsync(connection, server, cancellation));
            var head = new StringBuilder($"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\n")
                .Append("Transfer-Encoding: chunked\r\nConnection: close\r\n");
            foreach (var (name, value) in headers)
            {
                head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
            }

            await post.stream.WriteAsync(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), cancellation);
            return post;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Sends a piece of the body; waits while the server takes none.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> piece, CancellationToken cancellation)
    {
        if (piece.IsEmpty)
        {
            return;
        }

        var size = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{piece.Length:x}\r\n"));
        await stream.WriteAsync(size, cancellation);
        await stream.WriteAsync(piece, cancellation);
        await stream.WriteAsync("\r\n"u8.ToArray(), cancellation);
    }

    /// <summary>The body is complete.</summary>
    public async Task EndAsync(CancellationToken cancellation) =>
        await stream.WriteAsync("0\r\n\r\n"u8.ToArray(), cancellation);

    /// <summary>The answer's status; its lines are read after it.</summary>
    /// <exception cref="IOException">The connection broke off, or this is no answer.</exception>
    public async Task<int> StatusAsync(CancellationToken cancellation)
    {
        var status = await LineAsync(cancellation);
        while (await LineAsync(cancellation) is { Length: > 0 } header)
        {
            IsChunked |= header.Equals("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase);
        }

        return status.Split(' ') is ["HTTP/1.1", var code, ..] && int.TryParse(code, out var number)
            ? number
            : throw new IOException("This is no answer over HTTP.");
    }

    /// <summary>The lines of the answer's body, as they come.</summary>
    /// <exception cref="IOException">The connection broke off.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var begun = new MemoryStream();
        await foreach (var piece in PiecesAsync(cancellation))
        {
            var left = piece;
            while (left.Span.IndexOf((byte)'\n') is >= 0 and var at)
            {
                begun.Write(left.Span[..at]);
                yield return begun.GetBuffer().AsMemory(0, (int)begun.Length);
                begun.SetLength(0);
                left = left[(at + 1)..];
            }

            begun.Write(left.Span);
        }

        if (begun.Length > 0)
        {
            yield return begun.GetBuffer().AsMemory(0, (int)begun.Length);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        connection.Dispose();
    }

    bool IsChunked { get; set; }

    static async Task<Stream> StreamAsync(TcpClient connection, Uri server, CancellationToken cancellation)
    {
        if (server.Scheme != Uri.UriSchemeHttps)
        {
            return connection.GetStream();
        }

        var encrypted = new SslStream(connection.GetStream());
        await encrypted.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = server.IdnHost }, cancellation);
        return encrypted;
    }

    /// <summary>Of a body that is not chunked the end is the connection's.</summary>
    async IAsyncEnumerable<ReadOnlyMemory<byte>> PiecesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (!IsChunked && (start < end || await FillAsync(cancellation)))
        {
            yield return Taken(int.MaxValue);
        }

        while (IsChunked)
        {
            var left = int.Parse(await LineAsync(cancellation), NumberStyles.AllowHexSpecifier, null);
            IsChunked = left > 0;
            while (left > 0)
            {
                await NeedAsync(cancellation);
                var piece = Taken(left);
                left -= piece.Length;
                yield return piece;
            }

            await LineAsync(cancellation);
        }
    }

    async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = new List<byte>();
        while (true)
        {
            await NeedAsync(cancellation);
            var next = buffer[start++];
            if (next == '\n')
            {
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(next);
        }
    }

    ReadOnlyMemory<byte> Taken(int max)
    {
        var piece = buffer.AsMemory(start, Math.Min(max, end - start));
        start += piece.Length;
        return piece;
    }

    async ValueTask NeedAsync(CancellationToken cancellation)
    {
        if (start == end && !await FillAsync(cancellation))
        {
            throw new IOException("The connection broke off.");
        }
    }

    async Task<bool> FillAsync(CancellationToken cancellation)
    {
        (start, end) = (0, await stream.ReadAsync(buffer, cancellation));
        return end > 0;
    }
}
