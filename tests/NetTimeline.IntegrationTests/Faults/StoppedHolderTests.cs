using NetTimeline.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// A server is stopped – a frozen machine, a long pause – while it holds the log's lock, with rows written and not
/// committed. The others go on, and what it wakes up to commit is refused.
/// </summary>
public sealed class StoppedHolderTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    static readonly int Stops = Volume.Of(2, 20);
    static readonly TimeSpan Stopped = Volume.Of(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(30));

    [Fact]
    public async Task The_others_go_on_and_the_log_does_not_fork()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Whether a process is stopped is looked for in /proc.");
        var other = OpenStore();
        for (var stop = 0; stop < Stops; stop++)
        {
            await using var served = new ServedProcess(Database);
            await served.StartAsync($"stop append.stored*{Chance.Dice(stop).Next(1, 4)}");
            using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
            using var ending = new CancellationTokenSource();
            var posting = new HttpWriters(Diary, Chance, http, blind: false).RunAsync(stop, 4, ending.Token);
            var writing = Writers.RunAsync([other], writers: 2, TimeSpan.FromMilliseconds(20), ending.Token);

            while (!served.IsStopped)
                await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
            await UntilStoredAsync(20, writing);
            await Task.Delay(Stopped, Cancellation);
            var before = await HeadAsync(other);
            served.GoOn();
            await UntilStoredAsync(40, Task.WhenAny(posting, writing).Unwrap());
            await ending.CancelAsync();
            await Task.WhenAll(posting, writing);

            Assert.NotEqual(before, await HeadAsync(other));
        }

        await AssertNoFaultAsync(other);
    }

    /// <summary>
    /// The control: a holder whose transaction nobody ends holds up everybody for as long as it is stopped, and is
    /// committed when it wakes.
    /// </summary>
    [Fact]
    public async Task Without_a_time_limit_all_wait_for_it()
    {
        await using var silent = new Npgsql.NpgsqlConnection(Database);
        await silent.OpenAsync(Cancellation);
        await using var command = new Npgsql.NpgsqlCommand(
            "begin; select * from timeline.lock_head()", silent);
        await command.ExecuteNonQueryAsync(Cancellation);
        using var ending = new CancellationTokenSource();
        var writing = Writers.RunAsync([OpenStore()], writers: 2, TimeSpan.Zero, ending.Token);
        await Task.Delay(Stopped, Cancellation);

        Assert.Equal(0, Diary.Stored);
        command.CommandText = "commit";
        await command.ExecuteNonQueryAsync(Cancellation);
        await UntilStoredAsync(10, writing);
        await ending.CancelAsync();
        await writing;
    }

    static async Task<long> HeadAsync(PostgresEventStore store) => (await LogAsync(store)).Count;
}
