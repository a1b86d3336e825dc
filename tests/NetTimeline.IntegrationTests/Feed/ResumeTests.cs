using NetTimeline.IntegrationTests.Cli;
using Xunit;

namespace NetTimeline.IntegrationTests.Feed;

/// <summary>Whoever was cut off goes on by the id of the last event, and gets each change once.</summary>
public sealed class ResumeTests(PostgresFixture postgres) : FeedSpec(postgres)
{
    const int Kills = 3;
    const int ChangesBetweenKills = 40;

    [Fact]
    public async Task Servers_that_are_killed_cost_a_follower_nothing_and_repeat_nothing()
    {
        var seen = new List<long>();
        var server = await StartAsync();
        await EnrolAsync(server.Client, "p");
        var written = 1;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using (var feed = await OpenAsync(server.Client, "?since=0", Last(seen)))
            {
                for (var note = 0; note < ChangesBetweenKills; note++, written++)
                {
                    await NoteAsync(server.Client, "p", $"n-{written}");
                    seen.Add((await feed.NextAsync())!.Id);
                }

                server.Run.KillAtOnce();
                while (await feed.NextAsync() is { } late)
                {
                    seen.Add(late.Id);
                }
            }

            await server.Run.DisposeAsync();
            server = await StartAsync();
            await NoteAsync(server.Client, "p", $"n-{written++}");
        }

        await using var rest = await OpenAsync(server.Client, "?since=0", Last(seen));
        seen.AddRange((await rest.TakeAsync(written - seen.Count)).Select(each => each.Id));
        await server.Run.DisposeAsync();
        Assert.Equal(Enumerable.Range(1, written).Select(position => (long)position), seen);
    }

    /// <summary>The control: a follower who takes up what is new, whatever he saw last, misses something.</summary>
    [Fact]
    public async Task Without_the_last_id_the_same_would_be_missed()
    {
        var (_, client) = await ServeAsync();
        await EnrolAsync(client, "p");
        await using (var feed = await OpenAsync(client, "?since=0"))
        {
            await feed.NextAsync();
        }

        await NoteAsync(client, "p", "between");
        await using var again = await OpenAsync(client, "");
        await NoteAsync(client, "p", "after");

        Assert.NotEqual(2, (await again.NextAsync())!.Id);
    }

    [Fact]
    public async Task A_server_that_stops_ends_its_feeds_cleanly()
    {
        var (app, client) = await ServeAsync();
        await EnrolAsync(client, "p");
        await using var feed = await OpenAsync(client, "?since=0");
        await feed.NextAsync();

        var ending = feed.NextAsync();
        await app.StopAsync(Cancellation);

        Assert.Null(await ending);
        Assert.DoesNotContain("failed", Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_outlives_the_time_of_other_requests_and_those_who_hang_up_leave_no_trace()
    {
        var (_, writer) = await ServeAsync();
        var (_, client) = await ServeAsync(options => options with { RequestTimeout = TimeSpan.FromMilliseconds(300) });
        await EnrolAsync(writer, "p");
        await using (var feed = await OpenAsync(client, "?since=1"))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);
            await NoteAsync(writer, "p", "n");
            Assert.Equal(2, (await feed.NextAsync())!.Id);
        }

        await Eventually.HoldsAsync(() =>
            Log.Text.Contains("GET /api/patients/changes 200", StringComparison.Ordinal));
        Assert.DoesNotContain("failed", Log.Text, StringComparison.Ordinal);
    }

    static long? Last(List<long> seen) => seen.Count == 0 ? null : seen[^1];

    async Task<(CommandRun Run, HttpClient Client)> StartAsync()
    {
        const string announcement = "NetTimeline listens on ";
        var run = CommandRun.Nettimeline("serve", "--postgres", Database, "--urls", "http://127.0.0.1:0");
        var line = await run.LineAsync(said => said.StartsWith(announcement, StringComparison.Ordinal));
        return (run, new HttpClient { BaseAddress = new Uri(line[announcement.Length..]) });
    }
}
