using System.Net;
using System.Net.Sockets;
using System.Text;

namespace NetTimeline.Benchmarks;

/// <summary>
/// Those who want all of the log from its beginning and take it slowly: readers of the feed that take a kilobyte a
/// second, and a receiver of webhooks that takes every call and answers none.
/// </summary>
static class SlowConsumers
{
    const int Readers = 100;
    const int Webhooks = 20;
    const int BytesPerSecond = 1024;

    /// <summary>For so long; a server that cuts them off has done its part.</summary>
    public static async Task RunAsync(Uri server, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        using var receiver = new TcpListener(IPAddress.Loopback, 0);
        receiver.Start();
        var holding = HoldAsync(receiver, end.Token);
        await SubscribeAsync(server, ((IPEndPoint)receiver.LocalEndpoint).Port);
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => ReadAsync(server, end.Token)));
        await holding;
    }

    static async Task SubscribeAsync(Uri server, int port)
    {
        using var connection = await HttpConnection.OpenAsync(server);
        for (var count = 0; count < Webhooks; count++)
        {
            var status = await connection.PostAsync(
                "/api/webhooks", $$"""{"url":"http://127.0.0.1:{{port}}/{{count}}","from":0}""");
            if (status != 201)
                throw new InvalidOperationException($"A webhook was answered {status}.");
        }
    }

    static async Task HoldAsync(TcpListener receiver, CancellationToken cancellation)
    {
        var held = new List<TcpClient>();
        try
        {
            while (true)
                held.Add(await receiver.AcceptTcpClientAsync(cancellation));
        }
        catch (OperationCanceledException)
        {
            foreach (var connection in held)
                connection.Dispose();
        }
    }

    /// <summary>With as small a window as the system allows.</summary>
    static async Task ReadAsync(Uri server, CancellationToken cancellation)
    {
        using var tcp = new TcpClient { ReceiveBufferSize = BytesPerSecond };
        await tcp.ConnectAsync(server.Host, server.Port, CancellationToken.None);
        var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET /api/patients/changes?since=0 HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n"),
            CancellationToken.None);
        var buffer = new byte[BytesPerSecond];
        while (!cancellation.IsCancellationRequested)
        {
            if (await stream.ReadAsync(buffer, CancellationToken.None) == 0)
                return;
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
