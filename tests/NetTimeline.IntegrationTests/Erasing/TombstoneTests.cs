using NetTimeline.EventStore;
using NetTimeline.Ledger.Entries;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>What erasing leaves of a stream, and what it does not touch.</summary>
public sealed class TombstoneTests(PostgresFixture postgres) : ErasingSpec(postgres)
{
    const string Canary = "canary4711";

    readonly Guid stream = Guid.NewGuid();

    [Fact]
    public async Task Of_a_stream_that_was_erased_places_ids_and_times_remain()
    {
        var store = OpenStore();
        await AppendedAsync(store, Spoken(Appends.Begin(stream)));
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await AppendedAsync(store, Spoken(Appends.Continue(stream, 1, Appends.Event(), Appends.Event())));
        var before = await store.ReadAllAsync(0, 100, Cancellation);

        var erased = await ErasedAsync(Of(stream, 3));

        var after = await store.ReadAllAsync(0, 100, Cancellation);
        Assert.Equal((4L, 5L), (erased.LastVersion, erased.LastPosition));
        Assert.Equal(before.Select(PlaceOf), after.Take(4).Select(PlaceOf));
        Assert.Equal([true, false, true, true, false], after.Select(each => each.IsErased));
        Assert.All(after.Where(each => each.IsErased), each =>
            Assert.Equal(("{}", "", null, null), (
                System.Text.Encoding.UTF8.GetString(each.Payload.Span), each.Act.Actor, each.Act.Reason,
                each.Act.Request)));
        Assert.Equal("things_erased", after[^1].Type);
        await NothingSaysItAsync();
    }

    [Fact]
    public async Task What_the_stream_had_beside_its_events_is_gone()
    {
        var store = OpenStore();
        var begin = Appends.Begin(stream, $"key-{Canary}");
        await AppendedAsync(store, begin with { Command = new(Canary, Canary, new byte[32]) });
        await using var identities = new SealedIdentities(Database, new ManualClock(), new());
        Assert.IsType<AppendResult.VersionConflict>(
            await identities.KeepAsync(stream, 2, Appends.Event(), Kept, Cancellation));
        Assert.IsType<AppendResult.Appended>(
            await identities.KeepAsync(stream, 1, Appends.Event(), Kept, Cancellation));
        Assert.Equal([1, 2, 3], await identities.FindAsync(stream, Cancellation));
        Assert.Single(await identities.TagsAsync(stream, Cancellation));

        await ErasedAsync(Of(stream, 2) with { Command = new("erasing", "k", new byte[32]) });

        Assert.Null(await store.FindStreamAsync($"key-{Canary}", Cancellation));
        Assert.Null((await store.FindStreamAsync(stream, Cancellation))!.Key);
        Assert.Empty(await store.ListStreamsAsync("", null, 10, Cancellation));
        Assert.Null(await store.FindCommandAsync(new(Canary, Canary, new byte[32]), Cancellation));
        Assert.NotNull(await store.FindCommandAsync(new("erasing", "k", new byte[32]), Cancellation));
        Assert.Null(await identities.FindAsync(stream, Cancellation));
        Assert.Empty(await identities.TagsAsync(stream, Cancellation));
        await using var reader = new ErasureReader(Database);
        Assert.Equal(
            Kept.Tags[0].ToArray(), Assert.Single(await reader.TombstonesAsync(null, Cancellation)).Tag.ToArray());
        await Assert.ThrowsAsync<EventStoreException>(
            () => identities.KeepAsync(stream, 3, Appends.Event(), Kept, Cancellation));
        Assert.Equal(0, await AskAsync<long>("select count(*) from timeline.stream_salts"));
        Assert.Equal(0, await AskAsync<long>("select count(*) from timeline.stream_keys"));
        await NothingSaysItAsync();
    }

    /// <summary>A table that is being made is read one day, and one that was given up may lie there for long.</summary>
    [Theory]
    [InlineData("building")]
    [InlineData("abandoned")]
    [InlineData("live")]
    public async Task Rows_of_read_models_are_gone_whatever_becomes_of_their_tables(string state)
    {
        await AppendedAsync(OpenStore(), Appends.Begin(stream));
        await ExecuteAsync($"""
            insert into read_models.generations (projection, format, tables, rules, state)
            values ('things', 'v1', array['things', 'unmade'], 0, '{state}');
            do $do$
            begin
                execute format('set local role %I', current_database() || '_projector');
                execute format('create table read_models.things_g%s as select %L::uuid as stream_id, %L as said',
                    (select max(generation) from read_models.generations), '{stream}', '{Canary}');
                reset role;
            end
            $do$
            """);
        var table = $"read_models.things_g{await AskAsync<int>("select max(generation) from read_models.generations")}";
        Assert.Equal(1, await AskAsync<long>($"select count(*) from {table}"));

        await ErasedAsync(Of(stream, 1));

        Assert.Equal(0, await AskAsync<long>($"select count(*) from {table}"));
    }

    /// <summary>While its index is made nobody can delete from it, and nobody has to wait for that.</summary>
    [Fact]
    public async Task A_table_that_is_in_use_while_it_is_made_is_waited_for_by_nobody()
    {
        await AppendedAsync(OpenStore(), Appends.Begin(stream));
        await ExecuteAsync("""
            insert into read_models.generations (projection, format, tables, rules, state)
            values ('things', 'v1', array['things'], 0, 'building');
            do $do$
            begin
                execute format('set local role %I', current_database() || '_projector');
                execute format('create table read_models.things_g%s (stream_id uuid)',
                    (select max(generation) from read_models.generations));
                reset role;
            end
            $do$
            """);
        var table = $"read_models.things_g{await AskAsync<int>("select max(generation) from read_models.generations")}";
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await connection.DoAsync($"lock table {table} in share mode", Cancellation);

        await ErasedAsync(Of(stream, 1));
    }

    [Fact]
    public async Task Leaves_stay_and_only_what_was_erased_cannot_be_opened_any_more()
    {
        var store = OpenStore();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AppendedAsync(store, Appends.Begin(Guid.NewGuid()))));
        await AppendedAsync(store, Appends.Begin(stream));
        await AppendedAsync(store, Appends.Continue(stream, 1, Appends.Event(), Appends.Event(), Appends.Event()));
        var leaves = await EntriesAsync();
        var nonces = await NoncesAsync();

        await ErasedAsync(Of(stream, 4, 2, 4));

        var after = await NoncesAsync();
        Assert.Equal(leaves, (await EntriesAsync()).Take(leaves.Count));
        Assert.True(LedgerEntry.TryRead(Convert.FromHexString((await EntriesAsync())[^1]), out var last, out _));
        Assert.True(LedgerEntry.TryRead(Convert.FromHexString(leaves[^1]), out var before, out _));
        Assert.Equal((LedgerEntryKind.Erasure, before.StreamTag), (last.Kind, last.StreamTag));
        Assert.Equal([21, 23], Enumerable.Range(0, nonces.Count).Where(at => nonces[at] != after[at]));
        Assert.Equal([new string('0', 128)], after.Except(nonces).SkipLast(1));
        Assert.Equal(
            1, await AskAsync<long>($"select count(*) from timeline.stream_salts where stream_id = '{stream}'"));
    }

    [Fact]
    public async Task Single_events_are_erased_and_the_stream_goes_on()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(stream));
        await AppendedAsync(store, Spoken(Appends.Continue(stream, 1, Appends.Event(), Appends.Event())));

        await ErasedAsync(Of(stream, 3, 2, 3));
        await AppendedAsync(store, Appends.Continue(stream, 4));
        await ErasedAsync(Of(stream, 5));

        var events = await store.ReadStreamAsync(stream, 0, Cancellation);
        Assert.Equal([true, true, true, false, true, false], events.Select(each => each.IsErased));
        await NothingSaysItAsync();
    }

    [Fact]
    public async Task Nothing_is_appended_to_what_was_erased_by_whichever_server()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(stream));
        await ErasedAsync(Of(stream, 1));

        var refusal = await Assert.ThrowsAsync<EventStoreException>(
            () => OpenStore().AppendAsync(Appends.Continue(stream, 2), Cancellation));

        Assert.Equal(SqlStates.StreamErased, refusal.SqlState);
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
    }

    [Fact]
    public async Task An_erasure_of_another_version_erases_nothing()
    {
        var store = OpenStore();
        await AppendedAsync(store, Spoken(Appends.Begin(stream)));

        var answer = await Eraser.EraseAsync(Of(stream, 7), Unexpected, Cancellation);

        Assert.Equal(new AppendResult.VersionConflict(1), answer);
        Assert.False((await store.ReadStreamAsync(stream, 0, Cancellation)).Single().IsErased);
    }

    [Fact]
    public async Task Where_it_cannot_be_written_down_beforehand_nothing_is_erased()
    {
        var store = OpenStore();
        await AppendedAsync(store, Spoken(Appends.Begin(stream)));

        var refusal = await Assert.ThrowsAsync<EventStoreException>(
            () => Eraser.EraseAsync(Of(stream, 1), () => throw new IOException("full"), Cancellation));

        Assert.Equal(SqlStates.NotWrittenDown, refusal.SqlState);
        Assert.False((await store.ReadStreamAsync(stream, 0, Cancellation)).Single().IsErased);
        await ErasedAsync(Of(stream, 1));
    }

    [Fact]
    public async Task Others_learn_what_was_erased_and_by_what_it_would_come_back()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(stream));
        var tag = new byte[32];
        tag[7] = 1;
        await ErasedAsync(Of(stream, 1) with { Tags = [tag, tag] });
        await Eraser.AddTombstonesAsync([tag, new byte[32]], Cancellation);
        await using var reader = new ErasureReader(Database);

        var erasure = Assert.Single(await reader.AfterAsync(0, Cancellation));
        Assert.Equal((2L, stream, true), (erasure.Position, erasure.Stream, erasure.Whole));
        Assert.Empty(await reader.AfterAsync(2, Cancellation));
        // Those that belong to no erasure are learned whenever somebody looks.
        foreach (var (after, expected) in new (long?, long?[])[] { (null, [null, 2]), (1, [null, 2]), (2, [null]) })
        {
            var found = await reader.TombstonesAsync(after, Cancellation);
            Assert.Equal(expected, found.Select(each => each.Position).Order());
            Assert.All(found, each => Assert.Equal(each.Position is null ? new byte[32] : tag, each.Tag.ToArray()));
        }
    }

    static SealedIdentity Kept => new([1, 2, 3], [Enumerable.Repeat((byte)7, 32).ToArray()]);

    static void Unexpected() => Assert.Fail("Nothing was to be erased.");

    static (long, Guid, long, Guid, NodaTime.Instant) PlaceOf(StoredEvent each) =>
        (each.Position, each.Stream, each.Version, each.Id, each.RecordedAt);

    static Append Spoken(Append append) => append with
    {
        Events =
        [
            .. append.Events.Select(each => each with
            {
                Payload = System.Text.Encoding.UTF8.GetBytes($$"""{"said":"{{Canary}}"}"""),
                Act = new(Canary, Canary, "creation", Canary, Canary, Canary, Canary),
            }),
        ],
    };

    async Task NothingSaysItAsync()
    {
        foreach (var relation in new[] { "mt_events", "appends", "stream_keys", "mt_streams", "openings" })
        {
            Assert.Equal(0, await AskAsync<long>(
                $"select count(*) from timeline.{relation} r where r::text like '%{Canary}%'"));
        }
    }

    async Task<List<string>> EntriesAsync() => await RowsAsync("entries", "leaves", LedgerEntry.Length);

    async Task<List<string>> NoncesAsync() => await RowsAsync("nonces", "openings", LeafWriter.OpeningLength);

    async Task<List<string>> RowsAsync(string column, string table, int length)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var rows = await connection.RowsAsync(
            $"select {column} from timeline.{table} order by last_position", row => row.GetFieldValue<byte[]>(0),
            Cancellation);
        return [.. rows.SelectMany(row => row.Chunk(length)).Select(Convert.ToHexString)];
    }
}
