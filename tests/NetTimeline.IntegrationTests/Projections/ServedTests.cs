using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.ReadModels;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>
/// The server process is killed or stopped while it keeps the product's own read models. Another takes its place, or
/// it is started again; nothing else is done.
/// </summary>
public sealed class ServedTests(PostgresFixture postgres) : FaultSpec(postgres)
{
    const int Killed = 128 + 9;

    const int Writing = 4;

    static readonly string[] LiveMarks =
        ["projection.advanced", "projection.written", "projection.committing", "projection.committed"];

    static readonly string[] RebuildMarks =
    [
        "rebuild.begun", "rebuild.copied", "rebuild.range-filled", "rebuild.filled", "rebuild.indexed",
        "rebuild.switching", "rebuild.switched",
    ];

    static readonly int Rounds = Volume.Of(1, 10);
    static readonly int Stops = Volume.Of(1, 20);

    readonly PatientIndexProjection index = new(StoredForms.OfThisProgram);

    [Fact]
    public async Task Killed_at_any_mark_it_leaves_rows_that_are_those_of_a_replay()
    {
        await using var served = new ServedProcess(Database);
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        served.Kill();
        await served.GoneAsync();
        using var ending = new CancellationTokenSource();
        var writing = new HttpWriters(Diary, Chance, http, blind: false).RunAsync(0, Writing, ending.Token);
        for (var round = 0; round < Rounds; round++)
        {
            var dice = Chance.Dice(round);
            foreach (var mark in LiveMarks)
                await DieAsync(served, $"{mark}*{dice.Next(1, 20)}");
            foreach (var mark in RebuildMarks)
            {
                await AskForRebuildAsync();
                await DieAsync(served, $"{mark}*1");
            }
        }

        await served.StartAsync();
        await UntilStoredAsync(Writing, writing);
        await ending.CancelAsync();
        await writing;
        await AssertAsReplayedAsync();
        await AssertNoFaultAsync(OpenStore());
    }

    [Fact]
    public async Task Stopped_before_it_commits_it_is_passed_and_what_it_wakes_up_to_commit_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Whether a process is stopped is looked for in /proc.");
        for (var stop = 0; stop < Stops; stop++)
        {
            await using var served = new ServedProcess(Database);
            await served.StartAsync($"stop projection.written*{Chance.Dice(stop).Next(2, 6)}");
            using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
            using var ending = new CancellationTokenSource();
            var posting = new HttpWriters(Diary, Chance, http, blind: false).RunAsync(stop, Writing, ending.Token);
            while (!served.IsStopped)
                await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
            await using var other = new ProjectionEngine(Database, [index], new() { Keeper = "other" });
            await CaughtUpAsync();

            served.GoOn();
            await UntilStoredAsync(20, posting);
            await ending.CancelAsync();
            await posting;
            await AssertAsReplayedAsync();
        }
    }

    [Fact]
    public async Task Whoever_waits_takes_the_place_of_a_server_that_is_killed()
    {
        await using var served = new ServedProcess(Database);
        await served.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(served.Address) };
        using var ending = new CancellationTokenSource();
        var posting = new HttpWriters(Diary, Chance, http, blind: false).RunAsync(0, Writing, ending.Token);
        await UntilStoredAsync(20, posting);
        await using var other = new ProjectionEngine(Database, [index], new() { Keeper = "other" });
        served.Kill();
        await served.GoneAsync();
        var killed = System.Diagnostics.Stopwatch.GetTimestamp();

        await using var controls = new ProjectionControls(Database);
        await ProjectionSpec.UntilAsync(
            () => controls.StatusAsync(index, Cancellation), status => status.Keeper == "other");

        Chance.Say($"Another kept it after {System.Diagnostics.Stopwatch.GetElapsedTime(killed).TotalSeconds:F1} s.");
        await served.StartAsync();
        await ending.CancelAsync();
        await posting;
        await AssertAsReplayedAsync();
    }

    /// <summary>By a signal that cannot be caught, at the mark; that may be before it listens.</summary>
    static async Task DieAsync(ServedProcess served, string death)
    {
        served.Launch(death);
        var ended = await served.GoneAsync();
        Assert.True(ended.ExitCode == Killed, $"It was not killed at {death}.\n{ended}");
    }

    async Task AskForRebuildAsync()
    {
        await using var controls = new ProjectionControls(Database);
        await controls.RebuildAsync(index, verify: false, Cancellation);
    }

    async Task<ReadGeneration> CaughtUpAsync()
    {
        await using var models = new ReadModels(Database);
        return (await ProjectionSpec.UntilAsync(
            () => models.CurrentAsync(index, Cancellation),
            // A fold that is slow, as the first of a process is, is done aside.
            async now => now is { Parked: 0 }
                && now.Position == await AskAsync<long>("select max(position) from timeline.heads")))!;
    }

    async Task AssertAsReplayedAsync()
    {
        var current = await CaughtUpAsync();
        Assert.Equal(
            await ProjectionRows.ReplayedAsync(Database, index, 0, [], Cancellation),
            await ProjectionRows.OfAsync(Database, index, current, [], Cancellation));
    }
}
