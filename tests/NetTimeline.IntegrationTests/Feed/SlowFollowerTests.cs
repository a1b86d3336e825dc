using System.Globalization;
using System.Net.Sockets;
using System.Text;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Feed;

/// <summary>Readers who take little or nothing, beside others who take everything.</summary>
public sealed class SlowFollowerTests(PostgresFixture postgres) : FeedSpec(postgres)
{
    const int Slow = 100;
    const int Patients = 40;
    const int EntriesOfEach = 400;
    const int Events = Patients * (1 + EntriesOfEach);
    const long BytesForEach = 600 * 1024;

    [Fact]
    public async Task A_hundred_who_take_nothing_are_cut_cost_little_and_go_on_where_they_were()
    {
        var (_, client) = await ServeAsync(options => options with { FollowerPatience = TimeSpan.FromSeconds(3) });
        await using var reader = await OpenAsync(client, "?since=0");
        var before = Managed();
        var stuck = await Task.WhenAll(Enumerable.Range(0, Slow).Select(_ => StuckAsync(client.BaseAddress!)));

        var read = reader.TakeAsync(Events);
        await WriteAsync(client);

        Assert.Equal(Events, (await read).Count);
        var grown = Managed() - before;
        Assert.True(grown < Slow * BytesForEach, $"Memory grew by {grown / 1024} KiB.");
        await Eventually.HoldsAsync(() => Ended() == Slow);
        var last = await Task.WhenAll(stuck.Select(ReadToTheEndAsync));
        Assert.All(last, position => Assert.InRange(position, 0, Events - 1));
        await using var resumed = await OpenAsync(client, "", last.Min());
        Assert.Equal(
            Enumerable.Range((int)last.Min() + 1, Events - (int)last.Min()),
            (await resumed.TakeAsync(Events - (int)last.Min())).Select(each => (int)each.Id));
    }

    /// <summary>So many followers were answered to the end.</summary>
    int Ended() => Log.Text.Split("GET /api/patients/changes 200").Length - 1;

    static long Managed() => GC.GetTotalMemory(forceFullCollection: true);

    static async Task WriteAsync(HttpClient client)
    {
        for (var patient = 0; patient < Patients; patient++)
        {
            var notes = Enumerable.Range(0, EntriesOfEach).Select(number =>
                $$"""{"key":"n-{{number}}","kind":"note","occurred":"2019-01-01","text":"x"}""");
            await EnrolAsync(client, $"p-{patient}");
            using var body = HttpSpec.JsonOf($"[{string.Join(',', notes)}]");
            using var reply = await client.PostAsync($"/api/patients/p-{patient}/entries", body, Cancellation);
            Assert.Equal(System.Net.HttpStatusCode.Created, reply.StatusCode);
        }
    }

    /// <summary>Asks for everything and reads nothing; the system keeps little for it.</summary>
    static async Task<Socket> StuckAsync(Uri server)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 4096,
        };
        await socket.ConnectAsync(server.Host, server.Port, Cancellation);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET /api/patients/changes?since=0 HTTP/1.0\r\nHost: {server.Authority}\r\n\r\n"),
            Cancellation);
        return socket;
    }

    /// <returns>The id of the last event that arrived whole.</returns>
    static async Task<long> ReadToTheEndAsync(Socket socket)
    {
        using var stream = new NetworkStream(socket, ownsSocket: true);
        var text = new StringBuilder();
        var buffer = new byte[64 * 1024];
        try
        {
            for (int count; (count = await stream.ReadAsync(buffer, Cancellation)) > 0;)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Cut off, as it should be.
        }

        var whole = text.ToString().Split("\n\n")[..^1];
        var ids = whole.SelectMany(each => each.Split('\n'))
            .Where(line => line.StartsWith("id: ", StringComparison.Ordinal));
        return long.Parse(ids.Last()["id: ".Length..], CultureInfo.InvariantCulture);
    }
}
