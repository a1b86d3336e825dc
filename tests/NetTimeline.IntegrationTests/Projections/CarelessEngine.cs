using NetTimeline.EventStore;
using Npgsql;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>
/// What an engine must not be: an event whose fold throws is noted nowhere, and those after it are applied all the
/// same. Its rows are what a test's oracle has to tell from right ones.
/// </summary>
static class CarelessEngine
{
    public static async Task<ReadGeneration> RunAsync(
        string database, IProjection projection, CancellationToken cancellation)
    {
        const int generation = 1_000_000;
        await using var store = new PostgresEventStore(database, new Tests.EventStore.ManualClock(), new());
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var rules = await projection.RulesAsync(null, cancellation);
        var folds = new Dictionary<Guid, IStreamFold>();
        foreach (var item in await store.ReadAllAsync(0, int.MaxValue, cancellation))
        {
            if (!folds.TryGetValue(item.Stream, out var fold))
                folds.Add(item.Stream, fold = rules.Begin(item.Stream)!);
            try
            {
                fold.Apply([item]);
            }
            catch (InvalidOperationException)
            {
                // And on it goes.
            }
        }

        var rows = folds.Select(fold => new StreamRows(fold.Key, fold.Value.Rows(cancellation))).ToList();
        foreach (var table in projection.Tables)
            await connection.DoAsync(ReadTableSql.Create(table, generation), cancellation);
        await RowWriter.CopyAsync(connection, projection.Tables, generation, rows);
        return new(ReadTableSql.Schema, ReadTableSql.Suffix(generation), 0, 0, 0, 0);
    }
}
