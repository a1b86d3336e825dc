using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Tests.EventStore;
using Npgsql;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>A server, and a look at what it recorded of who read.</summary>
public abstract class AccessSpec(RunningServer server) : HttpSpec(server), IAsyncDisposable
{
    static readonly AccessFilter All = new(null, null, null, null, []);

    readonly AccessLog log = new(server.Database, new ManualClock(), Guid.NewGuid, new());

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await log.DisposeAsync();
    }

    /// <summary>What was recorded while this was done, and for nobody else.</summary>
    /// <param name="read">What is done.</param>
    /// <param name="atLeast">So many are waited for: the end of an answer is recorded after it was sent.</param>
    protected async Task<IReadOnlyList<AccessRecord>> RecordedAsync(Func<Task> read, int atLeast = 0)
    {
        var before = (await log.ListAsync(All, 0, int.MaxValue, Cancellation)).Count;
        await read();
        IReadOnlyList<RecordedAccess> found = [];
        await Eventually.HoldsAsync(async () =>
            (found = await log.ListAsync(All, before, int.MaxValue, Cancellation)).Count >= atLeast);
        return [.. found.Select(each => each.Record)];
    }

    protected async Task<Guid> IdAsync(string patient) =>
        (await GetAsync($"/api/patients/{patient}")).Json.GetProperty("id").GetGuid();

    protected async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Server.Database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>Accesses cannot be recorded until it is disposed.</summary>
    protected async Task<IAsyncDisposable> UnwritableAsync()
    {
        await ExecuteAsync(
            """
            create function timeline.refuse_for_now() returns trigger language plpgsql as $$
            begin raise exception using errcode = '25006', message = 'read only'; end $$;
            create trigger for_now before insert on timeline.access_records
                for each statement execute function timeline.refuse_for_now()
            """);
        return new Writable(this);
    }

    sealed class Writable(AccessSpec spec) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await spec.ExecuteAsync(
            "drop trigger for_now on timeline.access_records; drop function timeline.refuse_for_now()");
    }
}
