using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>A database of the test's own, stores on it, and ways to ask it directly as a superuser.</summary>
public abstract class PostgresSpec(PostgresFixture postgres) : IAsyncLifetime
{
    readonly List<PostgresEventStore> stores = [];

    protected string Database { get; private set; } = "";

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() =>
        Database = await postgres.CreateDatabaseAsync(Cancellation);

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    protected PostgresEventStore OpenStore(string? connectionString = null) =>
        OpenStore(new PostgresEventStoreOptions(), connectionString);

    /// <summary>As one server would; disposed after the test.</summary>
    protected PostgresEventStore OpenStore(
        PostgresEventStoreOptions options, string? connectionString = null, IClock? clock = null)
    {
        var store = new PostgresEventStore(connectionString ?? Database, clock ?? new ManualClock(), options);
        stores.Add(store);
        return store;
    }

    protected static async Task<AppendResult.Appended> AppendedAsync(
        PostgresEventStore store, Append append) =>
        Assert.IsType<AppendResult.Appended>(await store.AppendAsync(append, Cancellation));

    protected async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    protected async Task<T> AskAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>
    /// The whole log is dense, each stream is, and the events are exactly these, each once.
    /// </summary>
    protected static async Task AssertHoldsExactlyAsync(PostgresEventStore store, IEnumerable<Guid> events)
    {
        var log = await store.ReadAllAsync(0, int.MaxValue, Cancellation);
        Assert.Equal(FromOne(log.Count), log.Select(item => item.Position));
        Assert.Equal(events.Order(), log.Select(item => item.Id).Order());
        Assert.All(
            log.GroupBy(item => item.Stream),
            stream => Assert.Equal(FromOne(stream.Count()), stream.Select(item => item.Version)));
        Assert.Equal(log.Select(item => item.RecordedAt).Order(), log.Select(item => item.RecordedAt));
    }

    internal static IEnumerable<long> FromOne(int count) =>
        Enumerable.Range(1, count).Select(number => (long)number);
}
