using System.Diagnostics;
using NetTimeline.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// The server process is killed, as a machine's owner or its want of memory would: at each mark of an append, and at
/// any moment. It is started again, and nothing else is done.
/// </summary>
public sealed class ServiceKillTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Writing = 8;

    static readonly int Often = Volume.Of(20, 200);

    /// <summary>Each mark of an append, and at which of its first passings the process ends there.</summary>
    static readonly (string Mark, int PassingMax)[] Marks =
    [
        ("append.queued", Often), ("append.taken", Often), ("append.composed", Often), ("append.sent", Often),
        ("append.durable", Often), ("append.answered", Often),
        // Passed only where this server has to ask who wrote last.
        ("append.locked", 3), ("append.stored", 3), ("append.committing", 3), ("append.looked-up", 1),
    ];

    static readonly int KillsAtEach = Volume.Of(1, 10);
    static readonly int KillsAnywhere = Volume.Of(3, 200);

    [Fact]
    public async Task Killed_at_any_mark_of_an_append_it_loses_nothing_and_doubles_nothing()
    {
        var dice = Chance.Dice(0);
        var deaths = Enumerable.Range(0, KillsAtEach)
            .SelectMany(_ => Marks, (_, mark) => $"{mark.Mark}*{dice.Next(1, mark.PassingMax + 1)}");

        var other = OpenStore();
        await DieAgainAndAgainAsync(deaths, (served, _) => UnsettleUntilGoneAsync(served, other));
    }

    [Fact]
    public async Task Killed_at_any_moment_it_loses_nothing_and_doubles_nothing()
    {
        var dice = Chance.Dice(0);

        await DieAgainAndAgainAsync(Enumerable.Repeat<string?>(null, KillsAnywhere), async (served, writing) =>
        {
            // Counted in work and not in time alone, so that a slow machine kills no earlier.
            await UntilStoredAsync(dice.Next(60), writing);
            await Task.Delay(dice.Next(20), Cancellation);
            served.Kill();
            await served.GoneAsync();
        });
    }

    /// <summary>
    /// The control: clients that take no answer for a no, and ask anew, have it recorded twice.
    /// </summary>
    [Fact]
    public async Task Clients_that_do_not_say_that_they_ask_again_are_recorded_twice()
    {
        await using var served = new ServedProcess(Database);
        await served.StartAsync("append.durable*20");
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        using var ending = new CancellationTokenSource();
        var writing = new HttpWriters(Diary, Chance, http, blind: true).RunAsync(0, Writing, ending.Token);
        await served.GoneAsync();
        await served.StartAsync();
        await UntilStoredAsync(10, writing);
        await ending.CancelAsync();
        await writing;

        var faults = Oracle.Faults(await LogAsync(OpenStore()), await Diary.CloseAsync());

        Assert.Contains(faults, fault => fault.EndsWith("more than once.", StringComparison.Ordinal));
    }

    /// <param name="deaths">For each start the mark where the process is to die, or null.</param>
    /// <param name="untilGoneAsync">Sees to it that it dies, while these clients write.</param>
    async Task DieAgainAndAgainAsync(
        IEnumerable<string?> deaths, Func<ServedProcess, Task, Task> untilGoneAsync)
    {
        await using var served = new ServedProcess(Database);
        // Only for an address, which it keeps: from now on its clients know where it is, or will be.
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        served.Kill();
        await served.GoneAsync();
        using var ending = new CancellationTokenSource();
        var writers = new HttpWriters(Diary, Chance, http, blind: false);
        var writing = writers.RunAsync(0, Writing, ending.Token);
        var slowest = TimeSpan.Zero;
        foreach (var death in deaths)
        {
            var start = Stopwatch.GetTimestamp();
            await served.StartAsync(death);
            slowest = TimeSpan.FromTicks(Math.Max(slowest.Ticks, Stopwatch.GetElapsedTime(start).Ticks));
            await untilGoneAsync(served, writing);
        }

        await served.StartAsync();
        await UntilStoredAsync(Writing, writing);
        await ending.CancelAsync();
        await writing;
        Chance.Say($"The slowest start took {slowest.TotalSeconds:F1} s.");
        Assert.Empty(writers.Surprises);
        await AssertNoFaultAsync(OpenStore());
    }

    /// <summary>
    /// Another server appends now and then, and the connection is ended now and then, so that the server under test
    /// has reason to lock and to look up.
    /// </summary>
    async Task UnsettleUntilGoneAsync(ServedProcess served, PostgresEventStore other)
    {
        using var unsettling = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var writing = Writers.RunAsync([other], writers: 1, TimeSpan.FromMilliseconds(100), unsettling.Token);
        var gone = served.GoneAsync();
        while (await Task.WhenAny(gone, Task.Delay(TimeSpan.FromMilliseconds(300), Cancellation)) != gone)
        {
            await ExecuteAsync(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and application_name = 'nettimeline append' and random() < 0.5
                """);
        }

        await gone;
        await unsettling.CancelAsync();
        await writing;
    }
}
