using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Erasing;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tree;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>Each event that was answered is in the tree, with a leaf that says what was recorded.</summary>
public sealed class LeavesTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    readonly PostgresFixture postgres = postgres;

    [Fact]
    public async Task Each_event_has_the_leaf_that_follows_from_its_row()
    {
        var store = OpenStore();
        var stream = Guid.NewGuid();
        await AppendedAsync(store, Appends.Begin(stream));
        await AppendedAsync(store, Appends.Continue(stream, 1, Appends.Event(), Appends.Event("""{"b":1.10,"ä":2}""")));
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));

        await AssertLeavesFollowFromRowsAsync(Database, 4);
    }

    [Fact]
    public async Task Tiles_are_stored_when_they_are_full_whichever_server_fills_them()
    {
        PostgresEventStore[] servers = [OpenStore(), OpenStore(), OpenStore()];
        for (var round = 0; round < 100; round++)
        {
            await Task.WhenAll(servers.Select(server => AppendedAsync(
                server, Many(3))));
        }

        await AssertLeavesFollowFromRowsAsync(Database, 900);
        Assert.Equal(3, await AskAsync<long>("select count(*) from timeline.tiles"));
    }

    [Fact]
    public async Task A_server_goes_on_where_another_ended()
    {
        for (var run = 0; run < 5; run++)
        {
            await using var store = new PostgresEventStore(Database, new ManualClock(), new());
            await AppendedAsync(store, Many(130));
        }

        await AssertLeavesFollowFromRowsAsync(Database, 650);
    }

    [Fact]
    public async Task Events_from_before_there_was_a_tree_get_their_leaves()
    {
        var old = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await SchemaMigration.ApplyAsync(
            old, [.. SchemaFile.All.Where(file => file.Version < 17)], Cancellation);
        await AppendAsBeforeAsync(old, 700);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => SchemaMigration.ApplyAsync(old, Cancellation)));
        await AssertLeavesFollowFromRowsAsync(old, 700);

        await AppendedAsync(OpenStore(old), Appends.Begin(Guid.NewGuid()));
        await AssertLeavesFollowFromRowsAsync(old, 701);
    }

    /// <summary>Those that were there before lie in few rows with what opens them.</summary>
    [Fact]
    public async Task A_stream_from_before_there_was_a_tree_is_erased_and_no_other_is_closed()
    {
        var old = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await SchemaMigration.ApplyAsync(
            old, [.. SchemaFile.All.Where(file => file.Version < 17)], Cancellation);
        await AppendAsBeforeAsync(old, 700);
        await SchemaMigration.ApplyAsync(old, Cancellation);
        var stream = await ErasingDatabase.AskAsync<Guid>(old, "select md5('1')::uuid");

        await using (var eraser = new PostgresEraser(old, new ManualClock(), new()))
        {
            var said = Appends.Event() with { Type = "things_erased", Kind = LedgerEntryKind.Erasure };
            Assert.IsType<AppendResult.Appended>(await eraser.EraseAsync(
                new(stream, 100, said, null, [], null), () => { }, Cancellation));
        }

        Assert.Equal(100, await ErasingDatabase.AskAsync<long>(old, """
            select count(*) from timeline.mt_events e
            join timeline.openings o on e.seq_id between o.first_position and o.last_position
            where substring(o.nonces from (64 * (e.seq_id - o.first_position))::integer + 1 for 64)
                = decode(repeat('00', 64), 'hex') and e.headers = '{"erased": true}'
            """));
        Assert.Equal(601, await ErasingDatabase.AskAsync<long>(old, """
            select count(*) from timeline.mt_events e
            join timeline.openings o on e.seq_id between o.first_position and o.last_position
            where substring(o.nonces from (64 * (e.seq_id - o.first_position))::integer + 1 for 64)
                <> decode(repeat('00', 64), 'hex') and e.headers <> '{"erased": true}'
            """));
    }

    [Fact]
    public async Task Tiles_that_were_there_before_get_their_middle_and_so_do_those_of_older_programs()
    {
        await AppendedAsync(OpenStore(), Many(600));
        const string middles = "select string_agg(encode(middle, 'hex'), ' ' order by number) from timeline.tiles";
        var given = await AskAsync<string>(middles);

        await ExecuteAsync("""
            drop function timeline.part_root_and_middle cascade;
            drop function timeline.middle_of_tile;
            alter table timeline.tiles drop column middle
            """);
        await ExecuteAsync(SchemaFile.All.Single(file => file.Name.Contains("middle_of_tiles")).Sql);
        var migrated = await AskAsync<string>(middles);
        await ExecuteAsync("""
            create temporary table copied as select * from timeline.tiles;
            alter table timeline.tiles disable trigger tiles_are_never_changed;
            alter table timeline.tiles disable trigger tiles_enter_by_our_functions;
            delete from timeline.tiles;
            insert into timeline.tiles select log, epoch, level, number, hashes, root from copied;
            """);

        Assert.Equal(given, migrated);
        Assert.Equal(given, await AskAsync<string>(middles));
    }

    [Fact]
    public async Task A_log_whose_leaves_do_not_belong_together_takes_nothing_more()
    {
        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));
        await ExecuteAsync("""
            alter table timeline.leaves disable trigger leaves_are_never_changed;
            update timeline.leaves set entries = overlay(entries placing '\x00' from 100)
            """);

        var refusal = await Assert.ThrowsAsync<EventStoreException>(
            () => OpenStore().AppendAsync(Appends.Begin(Guid.NewGuid()), Cancellation));

        Assert.Equal(SqlStates.LedgerBroken, refusal.SqlState);
        Assert.Equal(1, await AskAsync<long>("select count(*) from timeline.mt_events"));
    }

    /// <summary>By the rows alone, in the plainest way there is.</summary>
    static async Task AssertLeavesFollowFromRowsAsync(string database, int count)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var salts = (await connection.RowsAsync(
            "select stream_id, salt from timeline.stream_salts",
            row => KeyValuePair.Create(row.GetGuid(0), row.GetFieldValue<byte[]>(1)), Cancellation)).ToDictionary();
        var leaves = await connection.RowsAsync(
            "select first_position, entries, frontier from timeline.leaves order by last_position",
            row => (First: row.GetInt64(0), Entries: row.GetFieldValue<byte[]>(1),
                Frontier: row.GetFieldValue<byte[]>(2)), Cancellation);
        var nonces = await connection.RowsAsync(
            "select nonces from timeline.openings order by last_position", row => row.GetFieldValue<byte[]>(0),
            Cancellation);
        var events = await connection.RowsAsync(
            "select id, stream_id, version, data, headers from timeline.mt_events order by seq_id",
            row => (Id: row.GetGuid(0), Stream: row.GetGuid(1), Version: row.GetInt64(2),
                Payload: Canonical(row.GetFieldValue<byte[]>(3)), Envelope: Canonical(row.GetFieldValue<byte[]>(4))),
            Cancellation);

        var entries = leaves.SelectMany(row => row.Entries.Chunk(LedgerEntry.Length)).ToList();
        var openings = nonces.SelectMany(row => row.Chunk(LeafWriter.OpeningLength)).ToList();
        Assert.Equal((count, count, count), (events.Count, entries.Count, openings.Count));
        AssertEntries(events, entries, openings, salts);
        Assert.Equal(openings.Count, openings.Select(Convert.ToHexString).Distinct().Count());
        var whole = Frontier.Empty.Append([.. entries.Select(entry => MerkleTree.Leaf(entry))]);
        Assert.Equal(whole.ToBytes(), leaves[^1].Frontier);
        var tiles = await connection.NumberAsync("select count(*) from timeline.tiles where level = 0", Cancellation);
        Assert.Equal(count / 256, tiles);
    }

    static void AssertEntries(
        List<(Guid Id, Guid Stream, long Version, byte[] Payload, byte[] Envelope)> events, List<byte[]> entries,
        List<byte[]> openings, Dictionary<Guid, byte[]> salts)
    {
        for (var place = 0; place < events.Count; place++)
        {
            var (item, opening) = (events[place], openings[place]);
            Assert.True(LedgerEntry.TryRead(entries[place], out var entry, out var faults), faults.ToString());
            Assert.Equal(
                new LedgerEntry(
                    LedgerEntryKind.Event, item.Version, Envelope.FromUtf8(item.Envelope).RecordedAtUs, item.Id,
                    StreamTag.Of(salts[item.Stream], item.Stream),
                    Commitment.OfEnvelope(opening.AsSpan(0, 32), item.Envelope),
                    Commitment.OfPayload(opening.AsSpan(32), item.Payload)),
                entry);
        }
    }

    static Append Many(int events) =>
        Appends.Begin(Guid.NewGuid(), null, [.. Enumerable.Range(0, events).Select(_ => Appends.Event())]);

    /// <summary>What the append function left behind before there was a tree.</summary>
    static async Task AppendAsBeforeAsync(string database, int events)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await connection.DoAsync(
            """
            do $$
            begin
                execute format('set local role %I', current_database() || '_owner');
                for n in 1..$events loop
                    insert into timeline.mt_streams (id, version)
                    select md5(mod(n, 7)::text)::uuid, 1 where n <= 7;
                    insert into timeline.mt_events (seq_id, id, stream_id, version, data, type, headers)
                    select n, gen_random_uuid(), md5(mod(n, 7)::text)::uuid, (n + 6) / 7, '{"z": 1.10, "a": "é"}',
                        'entry_recorded', jsonb_build_object('type', 'entry_recorded', 'schema', 1, 'actor', 'dr-m',
                            'change', 'creation', 'recordedAtUs', 1000 * n);
                end loop;
                insert into timeline.heads (position, recorded_us) values ($events, 1000 * $events);
            end
            $$
            """.Replace("$events", $"{events}", StringComparison.Ordinal), Cancellation);
    }

    static byte[] Canonical(byte[] json) =>
        ((CanonicalJsonResult.Accepted)CanonicalJson.Canonicalise(json)).Bytes;
}
