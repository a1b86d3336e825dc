using NetTimeline.IntegrationTests.Cli;
using Xunit;

namespace NetTimeline.IntegrationTests.Webhooks;

/// <summary>Several servers, one of which delivers; it may be killed.</summary>
public sealed class TakeOverTests(PostgresFixture postgres) : WebhookSpec(postgres)
{
    const int Notes = 30;

    /// <summary>As many events at most as a round has; see <c>DeliveryOptions.EventsPerRoundMax</c>.</summary>
    const int RoundMax = 64;

    [Fact]
    public async Task Two_servers_deliver_each_event_once()
    {
        await using var receiver = await Receiver.StartAsync();
        var (_, one) = await DeliveringAsync();
        var (_, other) = await DeliveringAsync();
        await SubscribeAsync(one, receiver.Url);

        await Task.WhenAll(PatientAsync(one, "p", Notes), PatientAsync(other, "q", Notes));
        await Eventually.HoldsAsync(() => receiver.All.Count >= 2 * (Notes + 1));
        await Task.Delay(TimeSpan.FromSeconds(1), Cancellation);

        Assert.Equal(2 * (Notes + 1), receiver.All.Count);
        InOrder(receiver.Taken);
    }

    [Fact]
    public async Task When_the_server_that_delivers_is_killed_another_goes_on_and_repeats_at_most_what_was_under_way()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = async _ =>
        {
            await Task.Delay(5, Cancellation);
            return 200;
        };
        await using var killed = await ServeAsync();
        using var client = new HttpClient { BaseAddress = killed.Address };
        await SubscribeAsync(client, receiver.Url);
        var writing = Task.WhenAll(PatientAsync(client, "p", Notes), PatientAsync(client, "q", Notes));
        await Eventually.HoldsAsync(() => receiver.All.Count >= Notes / 2);
        await writing;
        killed.Run.KillAtOnce();

        await DeliveringAsync();
        await Eventually.HoldsAsync(
            () => receiver.Taken.Select(each => each.Position).Distinct().Count() == 2 * (Notes + 1));

        var firsts = receiver.Taken.DistinctBy(each => each.Position).ToList();
        InOrder(firsts);
        Assert.InRange(receiver.Taken.Count - firsts.Count, 0, RoundMax);
        Assert.All(
            receiver.Taken.GroupBy(each => each.Position),
            repeated => Assert.Single(repeated.Select(each => each.Id).Distinct()));
    }

    async Task<Served> ServeAsync()
    {
        const string announcement = "NetTimeline listens on ";
        var run = CommandRun.Nettimeline(
            "serve", "--postgres", Database, "--urls", "http://127.0.0.1:0", "--webhook-hosts", "127.0.0.1:*");
        var line = await run.LineAsync(said => said.StartsWith(announcement, StringComparison.Ordinal));
        return new Served(run, new Uri(line[announcement.Length..]));
    }

    sealed record Served(CommandRun Run, Uri Address) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Run.DisposeAsync();
    }
}
