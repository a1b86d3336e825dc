using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>What goes by on one connection of a line, in one piece.</summary>
/// <param name="IsReply">From the database to its client.</param>
/// <param name="Bytes">As they were read; valid during the call.</param>
/// <param name="AnswersMarked">A reply to a request that had the line's marker in it.</param>
readonly record struct Segment(bool IsReply, ReadOnlyMemory<byte> Bytes, bool AnswersMarked);

/// <summary>
/// Stands between clients and PostgreSQL, and is as bad a network as a test asks for: late, silent, or reset within a
/// message.
/// </summary>
sealed class FaultyLine : IAsyncDisposable
{
    readonly NpgsqlConnectionStringBuilder server;
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource ending = new();
    readonly Task accepting;
    readonly byte[] marker;
    TaskCompletionSource open = new();
    int resets;

    /// <param name="connectionString">Of the database.</param>
    /// <param name="marker">Bytes that distinguish the requests a test is about.</param>
    public FaultyLine(string connectionString, string marker)
    {
        server = new(connectionString);
        this.marker = System.Text.Encoding.UTF8.GetBytes(marker);
        open.SetResult();
        listener.Start();
        accepting = AcceptAsync();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;
    }

    /// <summary>To the same database, by way of this line.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// How many bytes of a segment get through; where they are not all, the connection is reset after them. Called
    /// from many threads.
    /// </summary>
    public Func<Segment, int> Passes { get; set; } = static segment => segment.Bytes.Length;

    /// <summary>How late each segment is.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Connections that were reset so far.</summary>
    public int Resets => Volatile.Read(ref resets);

    /// <summary>Nothing gets through any more, and nobody is told.</summary>
    public void FallSilent() => open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was held up gets through now.</summary>
    public void Recover() => open.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Recover();
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
                _ = CarryAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    async Task CarryAsync(TcpClient client)
    {
        using var upstream = new TcpClient();
        using (client)
        {
            try
            {
                await upstream.ConnectAsync(server.Host!, server.Port, ending.Token);
                upstream.NoDelay = client.NoDelay = true;
                var marked = new Mark();
                await await Task.WhenAny(
                    ForwardAsync(client.Client, upstream.Client, isReply: false, marked),
                    ForwardAsync(upstream.Client, client.Client, isReply: true, marked));
            }
            catch (Exception error)
                when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One side has gone; the other goes now.
            }
        }
    }

    /// <summary>Returns when the connection is to end.</summary>
    async Task ForwardAsync(Socket from, Socket to, bool isReply, Mark marked)
    {
        var buffer = new byte[16384];
        while (await from.ReceiveAsync(buffer, ending.Token) is > 0 and var length)
        {
            if (!isReply)
                marked.IsSet = buffer.AsSpan(0, length).IndexOf(marker) >= 0;
            var segment = new Segment(isReply, buffer.AsMemory(0, length), isReply && marked.IsSet);
            var passing = Passes(segment);
            if (Latency > TimeSpan.Zero)
                await Task.Delay(Latency, ending.Token);
            await open.Task;
            await to.SendAsync(buffer.AsMemory(0, passing), ending.Token);
            if (passing < length)
            {
                Interlocked.Increment(ref resets);
                from.Close(0);
                to.Close(0);
                return;
            }
        }
    }

    /// <summary>Whether the last request was a marked one; set by one direction and read by the other.</summary>
    sealed class Mark
    {
        public volatile bool IsSet;
    }
}
