using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>What was written stays as it was written, whoever asks: these tests ask as a superuser.</summary>
public sealed class GuardsTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    public static TheoryData<string> Changes =>
    [
        "update timeline.mt_events set data = '{}'",
        "update timeline.mt_events set data = '{}' where false",
        "delete from timeline.mt_events",
        "truncate timeline.mt_events",
        "update timeline.heads set position = 7",
        "delete from timeline.heads",
        "truncate timeline.heads",
        "update timeline.appends set recorded_us = 0",
        "delete from timeline.appends",
        "truncate timeline.appends",
        "update timeline.stream_keys set key = 'other'",
        "delete from timeline.stream_keys",
        "truncate timeline.stream_keys",
        "delete from timeline.mt_streams",
        "truncate timeline.mt_streams cascade",
        "set session_replication_role = replica; delete from timeline.mt_events",
        "update timeline.leaves set entries = entries",
        "delete from timeline.leaves",
        "truncate timeline.leaves",
        "update timeline.openings set nonces = nonces",
        "delete from timeline.openings",
        "truncate timeline.openings",
        "delete from timeline.stream_salts",
        "truncate timeline.stream_salts",
        "update timeline.tiles set hashes = hashes",
        "delete from timeline.tiles",
        "truncate timeline.tiles",
        "update timeline.checkpoints set note = ''",
        "delete from timeline.checkpoints",
        "truncate timeline.checkpoints cascade",
        "update timeline.cosignatures set line = ''",
        "delete from timeline.cosignatures",
        "truncate timeline.cosignatures",
        "update timeline.epochs set origin = 'other'",
        "delete from timeline.epochs",
    ];

    public static TheoryData<string> ChangesOfAccesses =>
    [
        "update timeline.access_records set record = '{}'",
        "delete from timeline.access_records",
        "truncate timeline.access_records",
        "update timeline.access_leaves set entries = entries",
        "delete from timeline.access_leaves",
        "truncate timeline.access_leaves",
        "update timeline.access_openings set nonces = nonces",
        "delete from timeline.access_openings",
        "truncate timeline.access_openings",
        "delete from timeline.access_heads",
        "truncate timeline.access_heads",
    ];

    public static TheoryData<string> WaysAround =>
    [
        "insert into timeline.mt_streams (id) values (gen_random_uuid())",
        "update timeline.mt_streams set version = 7",
        "insert into timeline.mt_events select * from timeline.mt_events",
        "insert into timeline.heads values (7, 7)",
        "insert into timeline.stream_keys select 'second', id from timeline.mt_streams",
        "insert into timeline.appends select * from timeline.appends",
        "insert into timeline.leaves select * from timeline.leaves",
        "insert into timeline.openings select * from timeline.openings",
        "insert into timeline.stream_salts select * from timeline.stream_salts",
        "insert into timeline.tiles select 'events', 0, 0, 0, repeat('x', 8192)::bytea, repeat('x', 32)::bytea",
        "insert into timeline.checkpoints select 'events', 0, 0, 0, repeat('x', 32)::bytea, ''",
        "insert into timeline.epochs select 'access', 0, 'x', 1",
        "insert into timeline.access_heads values (7, 7)",
        "insert into timeline.access_records (position, id, recorded_us, record) "
            + "values (1, gen_random_uuid(), 0, '{\"actor\":\"x\",\"recordedAtUs\":0}')",
        "insert into timeline.access_leaves select * from timeline.leaves",
        "insert into timeline.access_openings select * from timeline.openings",
    ];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    [MemberData(nameof(ChangesOfAccesses))]
    public async Task Nothing_is_changed_or_removed(string change) =>
        Assert.Equal(SqlStates.ChangeRefused, await RefusalAsync(change));

    [Theory]
    [MemberData(nameof(WaysAround))]
    public async Task Nothing_enters_but_by_the_append_function(string way) =>
        Assert.Equal(SqlStates.WriteAroundAppendRefused, await RefusalAsync(way));

    [Theory]
    [MemberData(nameof(Changes))]
    [MemberData(nameof(ChangesOfAccesses))]
    [MemberData(nameof(WaysAround))]
    public async Task A_server_does_not_even_have_the_privilege(string statement)
    {
        var role = $"{new NpgsqlConnectionStringBuilder(Database).Database}_app";

        Assert.Equal("42501", await RefusalAsync($"set role {role}; {statement}"));
    }

    async Task<string> RefusalAsync(string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql));
        return refusal.SqlState;
    }
}
