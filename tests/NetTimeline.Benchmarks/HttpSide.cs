using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The same over HTTP: a connection for each writer, one request at a time, and no more of a client than that takes.
/// </summary>
sealed class HttpSide(Uri server, IngestCourses courses, int writersMax) : IAppender, IDisposable
{
    readonly IngestTurns turns = new(courses, writersMax);
    readonly Connection[] connections = [.. Enumerable.Range(0, writersMax).Select(_ => new Connection(server))];

    public Task AppendAsync(int writer, int writers)
    {
        var (patient, step, what) = turns.Next(writer);
        var key = $"b{patient}";
        return connections[writer].PostAsync(
            "/api/patients" + what.Route.Replace(IngestCourses.Key, key, StringComparison.Ordinal),
            step == 0 ? what.Body.Replace(IngestCourses.Key, key, StringComparison.Ordinal) : what.Body,
            $"{patient}-{step}");
    }

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }

    sealed class Connection : IDisposable
    {
        readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        readonly byte[] buffer = new byte[8 * 1024];
        readonly string host;

        public Connection(Uri server)
        {
            host = server.Authority;
            socket.Connect(IPAddress.Loopback, server.Port);
        }

        public async Task PostAsync(string path, string body, string idempotencyKey)
        {
            var request = string.Create(CultureInfo.InvariantCulture, $"""
                POST {path} HTTP/1.1
                Host: {host}
                Content-Type: application/json
                X-NetTimeline-Actor: bench
                Idempotency-Key: {idempotencyKey}
                Content-Length: {Encoding.UTF8.GetByteCount(body)}


                """).ReplaceLineEndings("\r\n") + body;
            await socket.SendAsync(Encoding.UTF8.GetBytes(request));
            var read = await socket.ReceiveAsync(buffer);
            while (!IsWhole(buffer.AsSpan(0, read)))
                read += await socket.ReceiveAsync(buffer.AsMemory(read));
            if (!buffer.AsSpan().StartsWith("HTTP/1.1 201"u8))
                throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, read));
        }

        public void Dispose() => socket.Dispose();

        static bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            var length = answer.IndexOf("Content-Length: "u8);
            return head > 0
                && Utf8Parser.TryParse(answer[(length + "Content-Length: ".Length)..], out int bytes, out _)
                && answer.Length >= head + 4 + bytes;
        }
    }
}
