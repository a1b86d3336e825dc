using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>
/// The log admits one change. Each statement here is tried by the owner of the tables in a transaction that an eraser
/// has appended an erasure in, which is as near as anybody comes to being allowed.
/// </summary>
public sealed class ErasureGuardsTests(PostgresFixture postgres) : ErasingSpec(postgres)
{
    const string Tombstone = """
        update timeline.mt_events set data = '{}', headers = '{"erased": true}', type = 'erased',
            correlation_id = null, causation_id = null, user_name = null, mt_dotnet_type = null, bdata = null
        """;

    const string Forgotten = """
        update timeline.appends set command_scope = null, command_key = null, body_sha256 = null
        """;

    static readonly Guid Erased = new("00000000-0000-0000-0000-000000000001");
    static readonly Guid Other = new("00000000-0000-0000-0000-000000000002");

    public static TheoryData<string> OtherChangesOfEvents =>
    [
        "update timeline.mt_events set data = '{}' where seq_id = 1",
        "update timeline.mt_events set data = data where seq_id = 1",
        Altered("data = '{}'", "data = '{\"a\":1}'"),
        Altered("true", "false"),
        Altered("type = 'erased'", "type = 'moved'"),
        Altered("user_name = null", "user_name = 'x'"),
        $"{Tombstone}, is_archived = true where seq_id = 1",
        $"{Tombstone}, timestamp = now() where seq_id = 1",
        $"{Tombstone}, id = gen_random_uuid() where seq_id = 1",
        $"{Tombstone}, version = 77 where seq_id = 1",
        $"{Tombstone}, seq_id = 77 where seq_id = 1",
        $"{Tombstone}, stream_id = '{Other}' where seq_id = 1",
        $"{Tombstone} where stream_id = '{Other}'",
        $"{Tombstone} where seq_id = 4",
        $"{Tombstone} where seq_id = 3",
        "delete from timeline.mt_events where seq_id = 1",
        "truncate timeline.mt_events",
    ];

    public static TheoryData<string> OtherChanges =>
    [
        "update timeline.openings set nonces = decode(repeat('00', 64), 'hex') where last_position = 1",
        "update timeline.openings set nonces = overlay(nonces placing '\\x00' from 1) where last_position = 1",
        "update timeline.openings set last_position = 77 where last_position = 1",
        "delete from timeline.openings where last_position = 1",
        "update timeline.appends set recorded_us = 0 where last_position = 1",
        $"{Forgotten} where stream_id = '{Other}'",
        "update timeline.appends set command_key = 'x' where last_position = 1",
        "delete from timeline.appends",
        $"delete from timeline.stream_salts where stream_id = '{Erased}'",
        $"delete from timeline.stream_salts where stream_id = '{Other}'",
        "update timeline.stream_salts set salt = decode(repeat('00', 32), 'hex')",
        $"delete from timeline.stream_keys where stream_id = '{Erased}'",
        "update timeline.stream_keys set key = 'x'",
        "update timeline.leaves set entries = entries",
        "delete from timeline.leaves",
        "update timeline.heads set position = 77 where position = 1",
        "delete from timeline.heads",
        "delete from timeline.erasures",
        "update timeline.erasures set whole = false",
        "delete from timeline.tombstones",
        "truncate timeline.identities",
    ];

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Erased) with { Command = new("s", "k", new byte[32]) });
        await AppendedAsync(store, Appends.Begin(Other) with { Command = new("s", "l", new byte[32]) });
        await ErasedAsync(Of(Erased, 1, 77));
    }

    [Theory]
    [MemberData(nameof(OtherChangesOfEvents))]
    [MemberData(nameof(OtherChanges))]
    public async Task Every_other_change_is_refused_to_an_eraser_in_the_midst_of_erasing(string change) =>
        Assert.Equal(SqlStates.ChangeRefused, await InTheMidstAsync(change));

    /// <summary>The control: so the one change that is admitted passes.</summary>
    [Theory]
    [InlineData($"{Tombstone} where seq_id = 1")]
    [InlineData($"{Forgotten} where last_position = 1")]
    public async Task The_one_change_is_not(string change) => Assert.Null(await InTheMidstAsync(change));

    [Fact]
    public async Task Nobody_else_makes_a_tombstone_and_neither_does_an_eraser_without_an_erasure()
    {
        const string erase = "select timeline.erase(null, '{}')";
        const string change = $"{Tombstone} where seq_id = 1";

        Assert.Equal(SqlStates.ChangeRefused, await RefusalAsync(change));
        Assert.Equal("42501", await RefusalAsync($"set role {Role("eraser")}; {change}"));
        Assert.Equal("42501", await RefusalAsync($"set role {Role("app")}; {erase}"));
        Assert.Equal("42501", await RefusalAsync($"set role {Role("auditor")}; {erase}"));
        Assert.Equal("P0002", await RefusalAsync($"set role {Role("eraser")}; {erase}"));
        Assert.Equal("P0002", await RefusalAsync(erase));
    }

    [Fact]
    public async Task Auditors_see_who_did_what_when_and_nothing_of_what_was_said()
    {
        var auditor = $"set role {Role("auditor")}; ";

        await ExecuteAsync(
            auditor + "select seq_id, stream_id, version, type, timestamp, user_name from timeline.mt_events");
        await ExecuteAsync(
            auditor + "select * from timeline.leaves, timeline.tiles, timeline.checkpoints, timeline.heads");
        await ExecuteAsync(auditor + "select authority, legal_basis, reason from timeline.erasure_reports");
        foreach (var kept in new[]
        {
            "data from timeline.mt_events", "headers from timeline.mt_events", "* from timeline.openings",
            "* from timeline.stream_salts", "* from timeline.stream_keys", "* from timeline.identities",
            "* from timeline.appends", "* from timeline.tombstones", "* from read_models.generations",
        })
        {
            Assert.Equal("42501", await RefusalAsync($"{auditor}select {kept}"));
        }
    }

    [Fact]
    public async Task Research_sees_read_models_and_nothing_else()
    {
        var research = $"set role {Role("research")}; ";
        await ExecuteAsync($"set role {Role("projector")}; create table read_models.made_later (n integer)");

        await ExecuteAsync(research + "select * from read_models.made_later");
        Assert.Equal("42501", await RefusalAsync(research + "select * from timeline.mt_events"));
        Assert.Equal("42501", await RefusalAsync(research + "select * from timeline.identities"));
        Assert.Equal("42501", await RefusalAsync(research + "select * from deliveries.subscriptions"));
    }

    /// <summary>
    /// The function that erases is replaced by one that does something else: what it may do is up to the triggers.
    /// </summary>
    async Task<string?> InTheMidstAsync(string change)
    {
        await ExecuteAsync($"""
            create or replace function timeline.erase(p_versions bigint[], p_tags bytea[]) returns bigint
                language plpgsql security definer as $body$
            begin
                {change};
                return 1;
            end
            $body$
            """);
        try
        {
            await Eraser.EraseAsync(Of(Erased, 2), () => { }, Cancellation);
            return null;
        }
        catch (EventStoreException refused)
        {
            return refused.SqlState;
        }
    }

    static string Altered(string from, string to) =>
        $"{Tombstone.Replace(from, to, StringComparison.Ordinal)} where seq_id = 1";

    string Role(string suffix) => $"{new NpgsqlConnectionStringBuilder(Database).Database}_{suffix}";

    async Task<string> RefusalAsync(string sql) =>
        (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(sql))).SqlState;
}
