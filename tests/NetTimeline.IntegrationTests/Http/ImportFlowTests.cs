using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;
using static NetTimeline.IntegrationTests.Http.ImportTests;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>Results come while lines are sent; a body may break off, and nobody need read what he is told.</summary>
public sealed class ImportFlowTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task What_was_recorded_is_said_before_more_is_sent()
    {
        await using var import = await OpenAsync();
        await SendAsync(import, $"{Enrol("slow")}\n{Note("slow", "n1")}\n\n");

        var begun = await ReadUntilAsync(import, "\"line\":2");
        await SendAsync(import, $"{Note("slow", "n2")}\n");
        await import.WriteAsync("0\r\n\r\n"u8.ToArray(), Cancellation);
        var rest = await ReadUntilAsync(import, "\"summary\"");

        Assert.DoesNotContain("summary", begun, StringComparison.Ordinal);
        Assert.Contains("\"line\":4", rest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_body_that_breaks_off_the_whole_lines_are_recorded()
    {
        await using var import = await OpenAsync();
        await SendAsync(import, $"{Enrol("broken")}\n{Note("broken", "n1")}\n\n");
        // What the server has not read when the connection breaks is lost with it, whole lines too.
        await ReadUntilAsync(import, "\"line\":2");
        await SendAsync(import, Note("broken", "n2")[..20]);
        await import.DisposeAsync();

        const string said = "Imported: 2 recorded, 0 before, 0 refused, 0 skipped, until broken-off";
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!Server.Log.Text.Contains(said, StringComparison.Ordinal))
        {
            await Task.Delay(20, limit.Token);
        }

        Assert.Equal(2, await VersionAsync("broken"));
    }

    [Fact]
    public async Task A_sender_who_reads_no_results_is_not_read_from_and_the_server_goes_on()
    {
        const int enough = 256 * 1024 * 1024;
        var lines = Encoding.UTF8.GetBytes(
            $"10000\r\n{string.Concat(Enumerable.Repeat($"x{new string('_', 1022)}\n", 64))}\r\n");
        await using var import = await OpenAsync();

        var sent = 0L;
        while (sent < enough)
        {
            var writing = import.WriteAsync(lines, Cancellation).AsTask();
            if (await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(2), Cancellation)) != writing)
            {
                break;
            }

            sent += lines.Length;
        }

        Assert.InRange(sent, 1, enough - 1);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync("/api/patients")).Status);
    }

    Task<NetworkStream> OpenAsync() => OpenAsync(Server.Client.BaseAddress!);

    internal static async Task<NetworkStream> OpenAsync(Uri server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, Cancellation);
        var stream = new NetworkStream(socket, ownsSocket: true);
        var head = $"POST /api/import HTTP/1.1\r\nHost: {server.Authority}\r\n"
            + "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), Cancellation);
        return stream;
    }

    internal static async Task SendAsync(NetworkStream stream, string text)
    {
        var chunk = $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(chunk), Cancellation);
    }

    internal static async Task<string> ReadUntilAsync(NetworkStream stream, string wanted)
    {
        var (text, buffer) = (new StringBuilder(), new byte[4096]);
        while (!text.ToString().Contains(wanted, StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, Cancellation);
            Assert.True(read > 0, $"The answer ended before {wanted}: {text}");
            text.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }

        return text.ToString();
    }
}
