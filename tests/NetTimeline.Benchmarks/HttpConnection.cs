using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace NetTimeline.Benchmarks;

/// <summary>
/// One connection that is kept, HTTP 1.1 and no more of it than our server speaks: the client must not take the
/// processors away from what is measured.
/// </summary>
sealed class HttpConnection : IDisposable
{
    readonly TcpClient tcp = new() { NoDelay = true };
    readonly Uri server;
    byte[] buffer = new byte[16 * 1024];
    int length;

    HttpConnection(Uri server) => this.server = server;

    public static async Task<HttpConnection> OpenAsync(Uri server)
    {
        var connection = new HttpConnection(server);
        await connection.tcp.ConnectAsync(server.Host, server.Port);
        return connection;
    }

    /// <summary>The status, once all of the answer is there.</summary>
    public Task<int> GetAsync(string path) => AskAsync($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n");

    /// <summary>The status, likewise; a header is a whole line without its end.</summary>
    public Task<int> PostAsync(string path, string json, params IEnumerable<string> headers) => AskAsync(
        $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Type: application/json\r\n"
        + string.Concat(headers.Select(header => $"{header}\r\n"))
        + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");

    public void Dispose() => tcp.Dispose();

    async Task<int> AskAsync(string request)
    {
        var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        length = 0;
        while (true)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            var read = await stream.ReadAsync(buffer.AsMemory(length));
            if (read == 0)
                throw new IOException("The server has hung up.");
            length += read;
            if (IsWhole(buffer.AsSpan(0, length)))
                return int.Parse(buffer.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
        }
    }

    static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return false;
        var body = answer[(head + 4)..];
        const string lengthHeader = "\r\nContent-Length: ";
        var at = answer[..head].IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            return body.EndsWith("0\r\n\r\n"u8);
        var number = answer[(at + lengthHeader.Length)..(head + 2)];
        return body.Length >= int.Parse(number[..number.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
