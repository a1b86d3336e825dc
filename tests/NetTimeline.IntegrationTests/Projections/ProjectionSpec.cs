using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>Engines on a database of the test's own, and an oracle that knows what their rows must be.</summary>
public abstract class ProjectionSpec(PostgresFixture postgres) : PostgresSpec(postgres)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    readonly List<ProjectionEngine> engines = [];

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var engine in engines)
            await engine.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>As one server would; disposed after the test.</summary>
    private protected ProjectionEngine Keep(IProjection projection, ProjectionOptions? options = null) =>
        Keep([projection], options);

    private protected ProjectionEngine Keep(IReadOnlyList<IProjection> projections, ProjectionOptions? options = null)
    {
        var engine = new ProjectionEngine(Database, projections, options ?? Quick);
        engines.Add(engine);
        return engine;
    }

    /// <summary>Looks more often than a server, so that tests wait less.</summary>
    protected static ProjectionOptions Quick { get; } = new() { LookEvery = Duration.FromMilliseconds(100) };

    /// <summary>All engines give up their places.</summary>
    protected async Task StopAsync()
    {
        foreach (var engine in engines)
            await engine.DisposeAsync();
        engines.Clear();
    }

    private protected async Task<ProjectionStatus> StatusAsync(IProjection projection)
    {
        await using var controls = new ProjectionControls(Database);
        return await controls.StatusAsync(projection, Cancellation);
    }

    private protected Task UnparkAsync(IProjection projection, Guid stream) =>
        AskAsync(controls => controls.UnparkAsync(projection, stream, Cancellation));

    /// <summary>As an operator does.</summary>
    private protected async Task<bool> AskAsync(Func<ProjectionControls, Task<bool>> ask)
    {
        await using var controls = new ProjectionControls(Database);
        return await ask(controls);
    }

    private protected async Task AskAsync(Func<ProjectionControls, Task> ask)
    {
        await using var controls = new ProjectionControls(Database);
        await ask(controls);
    }

    /// <summary>Pauses it, and waits until it stands still.</summary>
    private protected async Task HoldAsync(IProjection projection)
    {
        await AskAsync(controls => controls.PauseAsync(projection, Cancellation));
        await UntilAsync(() => StatusAsync(projection), status => status.State == ProjectionState.Paused);
        // What was under way when the pause was asked for may still be committed.
        await Task.Delay(Quick.LookEvery.ToTimeSpan() * 3, Cancellation);
    }

    private protected async Task<ReadGeneration?> CurrentAsync(IProjection projection)
    {
        await using var models = new ReadModels(Database);
        return await models.CurrentAsync(projection, Cancellation);
    }

    /// <summary>Waits until the read model has come to the end of the log.</summary>
    private protected async Task<ReadGeneration> CaughtUpAsync(IProjection projection)
    {
        await using var models = new ReadModels(Database);
        return (await UntilAsync(
            async () => await models.CurrentAsync(projection, Cancellation),
            async current => current is not null && current.Position == await HeadAsync()))!;
    }

    /// <summary>Waits until another generation has taken the place of this one.</summary>
    private protected Task<ReadGeneration> SwitchedAsync(IProjection projection, ReadGeneration before) => UntilAsync(
        async () => (await CurrentAsync(projection))!, now => now.Suffix != before.Suffix);

    /// <summary>Whether a generation of a <see cref="CountingProjection"/> has its table still.</summary>
    private protected Task<bool> IsThereAsync(ReadGeneration generation) => AskAsync<bool>(
        $"select to_regclass('{generation.Table("counting_counts")}') is not null");

    /// <summary>Streams that grow side by side.</summary>
    protected static async Task WriteAsync(PostgresEventStore store, int streams, int appends) => await Task.WhenAll(
        Enumerable.Range(0, streams).Select(async number =>
        {
            var stream = Guid.NewGuid();
            for (var version = 0; version < appends; version++)
            {
                var item = Appends.Event($$"""{"n":{{number + version}}}""");
                await AppendedAsync(store, version == 0
                    ? Appends.Begin(stream, null, item)
                    : Appends.Continue(stream, version, item));
            }
        }));

    protected Task<long> HeadAsync() => AskAsync<long>("select max(position) from timeline.heads");

    /// <summary>Asks until the answer will do; the test ends where it never does.</summary>
    internal static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, Task<bool>> willDo)
    {
        var asking = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (await willDo(answer))
                return answer;
            Assert.True(asking.Elapsed < Patience, $"Still {answer} after {asking.Elapsed}.");
            await Task.Delay(5, Cancellation);
        }
    }

    internal static Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> willDo) =>
        UntilAsync(ask, answer => Task.FromResult(willDo(answer)));

    /// <summary>
    /// Every event of the log but those of these streams was applied once, in the order of its stream: the rows are
    /// what a fold from the first event makes.
    /// </summary>
    private protected async Task AssertAppliedOnceAsync(CountingProjection projection, params Guid[] except)
    {
        var current = await CaughtUpAsync(projection);
        Assert.Equal(
            await ReplayedAsync(projection, current.Rules, except), await RowsAsync(projection, current, except));
    }

    private protected Task<List<string>> RowsAsync(
        IProjection projection, ReadGeneration generation, params Guid[] except) =>
        ProjectionRows.OfAsync(Database, projection, generation, except, Cancellation);

    private protected Task<List<string>> ReplayedAsync(IProjection projection, long rules, params Guid[] except) =>
        ProjectionRows.ReplayedAsync(Database, projection, rules, except, Cancellation);
}
