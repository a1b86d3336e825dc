using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Server;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>Thirty-two write to one stream, each at the version it last heard of.</summary>
public sealed class ContentionTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Writing = 32;

    static readonly TimeSpan Duration = Volume.Of(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(60));

    readonly ConcurrentQueue<long> won = [];
    readonly ConcurrentQueue<string> surprises = [];
    int lost;

    [Fact]
    public async Task Of_all_who_write_to_a_version_one_wins_and_the_others_learn_the_version()
    {
        PostgresEventStore[] servers = [OpenStore(), OpenStore()];
        var stream = Guid.NewGuid();

        await ContendAsync(async (writer, key, version) =>
        {
            var append = new Append(
                Guid.NewGuid(), stream, version == 0 ? "contended" : null, version,
                [Appends.Event($$"""{"key":"{{key}}"}""")], null);
            var result = await servers[writer % servers.Length].AppendAsync(append, Cancellation);
            return result switch
            {
                AppendResult.Appended told => (true, told.FirstVersion, told.FirstPosition),
                AppendResult.VersionConflict told => (false, told.ActualVersion, 0),
                _ => Surprise($"{result}"),
            };
        });

        await AssertOneWonEachAsync(servers[0]);
    }

    [Fact]
    public async Task So_it_is_over_HTTP_where_the_others_are_answered_412()
    {
        await using var app = await TimelineServer.StartAsync(
            RunningServer.OptionsFor(Database, new CapturedLog()), Cancellation);
        using var client = RunningServer.ClientOf(app);
        using var enrolled = await client.PostAsync(
            "/api/patients", HttpSpec.JsonOf("""{"registryKey":"contended"}"""), Cancellation);
        await Diary.NoteAsync(new("contended", "contended", 1, Answer.Stored, 1, 1));
        won.Enqueue(1);

        await ContendAsync(async (_, key, version) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/patients/contended/entries")
            {
                Content = HttpSpec.JsonOf($$"""{"key":"{{key}}","kind":"note","occurred":"2019","text":"x"}"""),
                Headers = { { "If-Match", $"\"{Math.Max(version, 1)}\"" } },
            };
            using var response = await client.SendAsync(request, Cancellation);
            var reply = await Reply.OfAsync(response, Cancellation);
            return reply.Status switch
            {
                HttpStatusCode.Created => (true, Number(reply, "version"), Number(reply, "firstPosition")),
                HttpStatusCode.PreconditionFailed => (false, Number(reply, "version"), 0),
                _ => Surprise($"{(int)reply.Status} {reply.Text}"),
            };
        });

        await AssertOneWonEachAsync(OpenStore());
    }

    /// <summary>The control: whoever looks for the highest version and writes the next one is not alone.</summary>
    [Fact]
    public async Task Looking_and_then_writing_gives_versions_to_several()
    {
        await ExecuteAsync("create table plain (version bigint)");
        await using var source = NpgsqlDataSource.Create(Database);

        await Task.WhenAll(Enumerable.Range(0, Writing).Select(async _ =>
        {
            for (var count = 0; count < 20; count++)
            {
                await using var look = source.CreateCommand("select coalesce(max(version), 0) + 1 from plain");
                var next = (long)(await look.ExecuteScalarAsync(Cancellation))!;
                await using var write = source.CreateCommand($"insert into plain values ({next})");
                await write.ExecuteNonQueryAsync(Cancellation);
            }
        }));

        Assert.InRange(
            await AskAsync<long>("select count(distinct version) from plain"), 1, (Writing * 20) - 1);
    }

    /// <param name="tryAsync">Writer, key, version; answers whether it won, the version now, its position.</param>
    async Task ContendAsync(Func<int, string, long, Task<(bool Won, long Version, long Position)>> tryAsync)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        ending.CancelAfter(Duration);
        await Task.WhenAll(Enumerable.Range(0, Writing).Select(writer => Task.Run(
            async () =>
            {
                var version = 0L;
                for (var count = 1; !ending.IsCancellationRequested && surprises.IsEmpty; count++)
                {
                    var key = string.Create(CultureInfo.InvariantCulture, $"w{writer}-{count}");
                    var (isWon, now, position) = await tryAsync(writer, key, version);
                    await NoteAsync(key, isWon, now, position);
                    if (now <= version)
                        surprises.Enqueue($"{key} wrote at {version}, and was told of {now}.");
                    version = now;
                }
            },
            Cancellation)));
    }

    async Task NoteAsync(string key, bool isWon, long version, long position)
    {
        await Diary.NoteAsync(isWon
            ? new(key, "contended", 1, Answer.Stored, version, position)
            : Told.Unanswered(key, "contended", 1, Answer.Refused));
        if (isWon)
            won.Enqueue(version);
        else
            Interlocked.Increment(ref lost);
    }

    async Task AssertOneWonEachAsync(PostgresEventStore store)
    {
        Assert.Empty(surprises);
        var log = await AssertNoFaultAsync(store);
        Chance.Say($"{won.Count} won and {lost} lost.");
        Assert.Equal(FromOne(log.Count), won.Order());
        Assert.NotEqual(0, lost);
        Assert.Equal(0, await AskAsync<long>(
            "select deadlocks from pg_stat_database where datname = current_database()"));
    }

    (bool Won, long Version, long Position) Surprise(string what)
    {
        surprises.Enqueue(what);
        return default;
    }

    static long Number(Reply reply, string name) => reply.Json.GetProperty(name).GetInt64();
}
