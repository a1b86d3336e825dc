using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>
/// Stands between a client and PostgreSQL. Once told, it forwards the next request that contains some bytes,
/// waits for the reply, and cuts the connection instead of passing it on: the client cannot know what became
/// of it.
/// </summary>
sealed class SwallowingProxy : IAsyncDisposable
{
    readonly NpgsqlConnectionStringBuilder server;
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ending = new();
    readonly Task accepting;
    readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    byte[]? marker;
    byte[]? kept;
    bool lookedUp;

    public SwallowingProxy(string connectionString)
    {
        server = new(connectionString);
        listener.Start();
        accepting = AcceptAsync();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;
    }

    /// <summary>To the same database, by way of this proxy.</summary>
    public string ConnectionString { get; }

    /// <summary>Replies swallowed so far.</summary>
    public int Swallowed { get; private set; }

    /// <summary>Having swallowed one, let nobody through any more.</summary>
    public bool RefuseAfterwards { get; set; }

    public void SwallowReplyTo(string request) => marker = System.Text.Encoding.UTF8.GetBytes(request);

    /// <summary>
    /// Cuts the connection of the next request that contains these bytes and keeps it back until the first
    /// request after a look-up; that one waits a moment, so that the late one may overtake it.
    /// </summary>
    public void KeepBack(string request) => kept = System.Text.Encoding.UTF8.GetBytes(request);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        listener.Dispose();
        await accepting;
        ending.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(ending.Token);
                if (RefuseAfterwards && Swallowed > 0)
                    client.Dispose();
                else
                    _ = ForwardAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    async Task ForwardAsync(TcpClient client)
    {
        using var upstream = new TcpClient();
        using (client)
        {
            try
            {
                await upstream.ConnectAsync(server.Host!, server.Port, ending.Token);
                var (near, far) = (client.GetStream(), upstream.GetStream());
                var swallow = new TaskCompletionSource();
                await Task.WhenAny(RequestsAsync(near, far, swallow), RepliesAsync(far, near, swallow.Task));
            }
            catch (Exception error)
                when (error is IOException or SocketException or OperationCanceledException)
            {
                // One side has gone; the other goes now.
            }
        }
    }

    async Task RequestsAsync(NetworkStream from, NetworkStream to, TaskCompletionSource swallow)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, ending.Token) is > 0 and var length)
        {
            if (marker is not null && buffer.AsSpan(0, length).IndexOf(marker) >= 0)
            {
                marker = null;
                swallow.SetResult();
            }

            await KeepBackOrReleaseAsync(buffer.AsMemory(0, length), from);
            await to.WriteAsync(buffer.AsMemory(0, length), ending.Token);
        }
    }

    async Task KeepBackOrReleaseAsync(ReadOnlyMemory<byte> request, NetworkStream from)
    {
        if (kept is not null && request.Span.IndexOf(kept) >= 0)
        {
            kept = null;
            Swallowed++;
            from.Close();
            await released.Task.WaitAsync(ending.Token);
        }
        else if (lookedUp && released.TrySetResult())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), ending.Token);
        }
        else if (request.Span.IndexOf("find_appends"u8) >= 0)
        {
            lookedUp = true;
        }
    }

    async Task RepliesAsync(NetworkStream from, NetworkStream to, Task swallow)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, ending.Token) is > 0 and var length)
        {
            if (swallow.IsCompleted)
            {
                Swallowed++;
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, length), ending.Token);
        }
    }
}
