using System.Security.Cryptography;
using NetTimeline.EventStore;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

public sealed class SeveralServersTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Fact]
    public async Task Servers_that_append_at_the_same_time_share_one_log()
    {
        PostgresEventStore[] servers = [OpenStore(), OpenStore(), OpenStore()];

        var written = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(writer => WriteAsync(servers[writer % servers.Length], 20)));

        await AssertHoldsExactlyAsync(servers[0], written.SelectMany(ids => ids));
    }

    [Fact]
    public async Task A_server_sees_at_once_what_another_appended()
    {
        var (one, other) = (OpenStore(), OpenStore());
        var stream = Guid.NewGuid();
        await AppendedAsync(one, Appends.Begin(stream));

        for (var version = 1; version < 10; version += 2)
        {
            await AppendedAsync(other, Appends.Continue(stream, version));
            Assert.Equal(
                new AppendResult.VersionConflict(version + 1),
                await one.AppendAsync(Appends.Continue(stream, version), Cancellation));
            await AppendedAsync(one, Appends.Continue(stream, version + 1));
        }
    }

    [Fact]
    public async Task A_holder_of_the_lock_that_falls_silent_is_passed_and_its_commit_fails()
    {
        var store = OpenStore();
        var first = Appends.Begin(Guid.NewGuid());
        await AppendedAsync(store, first);
        await using var silent = NewSession();
        await silent.OpenAsync();
        var end = await silent.LockAsync(known: null);
        var unheard = new PendingAppend(Appends.Begin(Guid.NewGuid()));
        silent.Compose(end, end.Head.RecordedUs, end.Head.RecordedUs, [unheard]);
        await silent.AppendAsync();

        var second = Appends.Begin(Guid.NewGuid());
        await AppendedAsync(store, second);

        await Assert.ThrowsAnyAsync<NpgsqlException>(silent.CommitAsync);
        await AssertHoldsExactlyAsync(store, [first.Events[0].Id, second.Events[0].Id]);
    }

    [Fact]
    public async Task A_head_that_was_passed_is_refused_by_the_database()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await using var late = NewSession();
        await late.OpenAsync();

        late.Compose(new(new(0, 0), 0, 1, TreeEdge.Empty), 1, 1, [new(Appends.Begin(Guid.NewGuid()))]);
        var answer = await late.AppendAsync();

        Assert.Equal(1, Assert.IsType<AppendAnswer<AppendResult>.Stale>(answer).Head.Position);
        Assert.Equal(1, await AskAsync<long>("select count(*) from timeline.mt_events"));
    }

    AppendSession NewSession() =>
        new(Connections.ForAppending(Database), clockTolerance: null, RandomNumberGenerator.Fill);

    static async Task<List<Guid>> WriteAsync(PostgresEventStore server, int appends)
    {
        var stream = Guid.NewGuid();
        var ids = new List<Guid>();
        for (var version = 0; version < appends; version++)
        {
            var append = version == 0 ? Appends.Begin(stream) : Appends.Continue(stream, version);
            await AppendedAsync(server, append);
            ids.Add(append.Events[0].Id);
        }

        return ids;
    }
}
