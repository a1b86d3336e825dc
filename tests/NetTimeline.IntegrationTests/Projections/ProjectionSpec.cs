using System.Diagnostics;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NodaTime;
using Npgsql;
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

    protected Task<long> HeadAsync() => AskAsync<long>("select max(position) from timeline.heads");

    /// <summary>Asks until the answer will do; the test ends where it never does.</summary>
    protected static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, Task<bool>> willDo)
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

    protected static Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> willDo) =>
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

    /// <summary>The rows of a generation in words, in an order of their own.</summary>
    private protected async Task<List<string>> RowsAsync(
        IProjection projection, ReadGeneration generation, params Guid[] except)
    {
        var rows = new List<string>();
        foreach (var table in projection.Tables)
        {
            await using var source = NpgsqlDataSource.Create(Database);
            await using var command = source.CreateCommand(
                $"select * from {generation.Table(table.Name)} where stream_id <> all($1)");
            command.Parameters.Add(new() { Value = except });
            await using var row = await command.ExecuteReaderAsync(Cancellation);
            while (await row.ReadAsync(Cancellation))
            {
                var values = Enumerable.Range(0, row.FieldCount).Select(row.GetValue);
                rows.Add($"{table.Name}: {string.Join(' ', values)}");
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>What the rows would be had each stream been folded from its first event in one go.</summary>
    private protected async Task<List<string>> ReplayedAsync(
        IProjection projection, long rules, params Guid[] except)
    {
        var log = await OpenStore().ReadAllAsync(0, int.MaxValue, Cancellation);
        var folds = await projection.RulesAsync(rules, Cancellation);
        var rows = new List<string>();
        foreach (var stream in log.GroupBy(item => item.Stream).Where(stream => !except.Contains(stream.Key)))
        {
            if (folds.Begin(stream.Key) is not { } fold)
                continue;
            fold.Apply([.. stream]);
            rows.AddRange(fold.Rows(Cancellation).Select(row =>
                $"{projection.Tables[row.Table].Name}: {stream.Key} {string.Join(' ', row.Values)}"));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
