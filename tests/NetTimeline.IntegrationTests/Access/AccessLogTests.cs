using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tree;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>Each record that was answered is in the tree of the access log, with the leaf of what it says.</summary>
public sealed class AccessLogTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    static readonly AccessRecord Plain = new()
    {
        Actor = "dr.müller",
        Category = "course",
        Operation = "getTimeline",
        Outcome = AccessOutcome.Success,
        Request = "r-1",
    };

    readonly ManualClock clock = new();

    [Fact]
    public async Task Each_record_has_the_leaf_that_follows_from_its_row()
    {
        var stream = Guid.NewGuid();
        await AppendedAsync(OpenStore(), Appends.Begin(stream));
        await using var log = Open();

        Assert.Equal(1, await log.RecordAsync([Plain with { Stream = stream, Version = 1 }], Cancellation));
        Assert.Equal(
            2, await log.RecordAsync([Plain, Plain with { Stream = Guid.NewGuid(), Count = 7 }], Cancellation));

        var entries = await AssertLeavesFollowFromRowsAsync(3);
        Assert.NotEqual(default, entries[0].StreamTag);
        Assert.Equal([default, default], entries.Skip(1).Select(entry => entry.StreamTag));
    }

    [Fact]
    public async Task Many_who_read_at_once_in_several_servers_make_one_tree_with_all_its_tiles()
    {
        AccessLog[] servers = [Open(), Open(), Open()];
        await Task.WhenAll(Enumerable.Range(0, 600).Select(
            at => servers[at % servers.Length].RecordAsync([Plain with { Version = at }], Cancellation)));
        foreach (var server in servers)
            await server.DisposeAsync();
        await using (var next = Open())
            await next.RecordAsync([Plain], Cancellation);

        await AssertLeavesFollowFromRowsAsync(601);
        Assert.Equal(2, await AskAsync<long>("select count(*) from timeline.tiles where log = 'access'"));
        Assert.True(
            await AskAsync<long>("select count(*) from timeline.access_heads") < 600, "Nobody shared a commit.");
    }

    [Fact]
    public async Task What_is_recorded_is_read_again_by_whose_whom_when_and_what_came_of_it()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await using var log = Open();
        var full = Plain with
        {
            Client = "curl/8",
            Count = 2,
            LastsSeconds = 60,
            Phase = AccessPhase.Ended,
            Position = 9,
            Purpose = "TREAT",
            Query = new string('a', 64),
            Source = "::1",
            Stream = one,
            Version = 3,
        };
        var begin = clock.Now;
        await log.RecordAsync([full, Plain with { Actor = "nurse" }], Cancellation);
        clock.Now += Duration.FromMinutes(1);
        await log.RecordAsync([Plain with { Stream = other, Outcome = AccessOutcome.NotFound }], Cancellation);

        var all = await log.ListAsync(new(null, null, null, null, []), 0, 10, Cancellation);

        Assert.Equal([1, 2, 3], all.Select(each => each.Position));
        Assert.Equal((full, begin), (all[0].Record, all[0].RecordedAt));
        Assert.Equal([1], await FoundAsync(new(one, null, null, null, [])));
        Assert.Equal([2], await FoundAsync(new(null, "nurse", null, null, [])));
        Assert.Equal([3], await FoundAsync(new(null, null, begin + Duration.FromSeconds(1), null, [])));
        Assert.Equal([1, 2], await FoundAsync(new(null, null, begin, begin + Duration.FromSeconds(1), [])));
        Assert.Equal([3],
            await FoundAsync(new(null, null, null, null, [AccessOutcome.NotFound, AccessOutcome.Failed])));
        Assert.Equal([2], (await log.ListAsync(new(null, null, null, null, []), 1, 1, Cancellation))
            .Select(each => each.Position));

        async Task<IEnumerable<long>> FoundAsync(AccessFilter filter) =>
            (await log.ListAsync(filter, 0, 10, Cancellation)).Select(each => each.Position);
    }

    [Fact]
    public async Task Where_it_cannot_be_written_it_is_thrown_and_goes_on_as_soon_as_it_can()
    {
        await using var log = Open();
        await log.RecordAsync([Plain], Cancellation);
        await ExecuteAsync("alter function timeline.append_access rename to append_access_elsewhere");

        await Assert.ThrowsAsync<EventStoreException>(() => log.RecordAsync([Plain], Cancellation));
        await ExecuteAsync("alter function timeline.append_access_elsewhere rename to append_access");
        await ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'nettimeline access'");
        await log.RecordAsync([Plain], Cancellation);

        await AssertLeavesFollowFromRowsAsync(2);
    }

    [Fact]
    public async Task Its_tree_is_read_as_that_of_events_is()
    {
        await using var log = Open();
        for (var commit = 0; commit < 3; commit++)
            await log.RecordAsync([Plain, Plain], Cancellation);
        await using var reader = new LedgerReader(Database, LedgerLog.Access);

        var head = await reader.HeadAsync(Cancellation);
        var proof = await reader.InclusionAsync(head.Epoch, 4, 6, Cancellation);
        var entry = await reader.EntriesAsync(head.Epoch, 4, 1, Cancellation);

        Assert.Equal(6, head.Size);
        Assert.True(InclusionProof.Check(4, 6, MerkleTree.Leaf(entry), proof, head.Root));
    }

    [Fact]
    public async Task Both_logs_are_named_alike() => Assert.Equal(
        (await AskAsync<string>("select origin from timeline.epochs where log = 'events'"))
            .Replace("/events", "/access", StringComparison.Ordinal),
        await AskAsync<string>("select origin from timeline.epochs where log = 'access'"));

    AccessLog Open() => new(Database, clock, Guid.NewGuid, new());

    /// <summary>By the rows alone, in the plainest way there is.</summary>
    async Task<IReadOnlyList<LedgerEntry>> AssertLeavesFollowFromRowsAsync(int count)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var tags = (await connection.RowsAsync(
            "select stream_id, salt from timeline.stream_salts",
            row => (Stream: row.GetGuid(0), Tag: StreamTag.Of(row.GetFieldValue<byte[]>(1), row.GetGuid(0))),
            Cancellation)).ToDictionary(each => each.Stream, each => each.Tag);
        var records = await connection.RowsAsync(
            "select id, recorded_us, record, stream_id from timeline.access_records order by position",
            row => (
                Id: row.GetGuid(0), Us: row.GetInt64(1), Record: CanonicalJson.Write(row.GetFieldValue<byte[]>(2)),
                Stream: row.IsDBNull(3) ? (Guid?)null : row.GetGuid(3)), Cancellation);
        var leaves = await connection.RowsAsync(
            "select entries, frontier from timeline.access_leaves order by last_position",
            row => (Entries: row.GetFieldValue<byte[]>(0), Frontier: row.GetFieldValue<byte[]>(1)), Cancellation);
        var openings = (await connection.RowsAsync(
            "select nonces from timeline.access_openings order by last_position",
            row => row.GetFieldValue<byte[]>(0), Cancellation))
            .SelectMany(row => row.Chunk(LeafWriter.OpeningLength)).ToList();
        var entries = leaves.SelectMany(row => row.Entries.Chunk(LedgerEntry.Length)).ToList();
        var read = new List<LedgerEntry>();

        Assert.Equal((count, count, count), (records.Count, entries.Count, openings.Count));
        foreach (var (place, record) in records.Index())
        {
            var opening = openings[place];
            Assert.True(LedgerEntry.TryRead(entries[place], out var entry, out _));
            Assert.Equal(
                new LedgerEntry(
                    LedgerEntryKind.Access, 0, record.Us, record.Id, tags.GetValueOrDefault(record.Stream ?? default),
                    Commitment.OfEnvelope(opening.AsSpan(0, 32), record.Record),
                    Commitment.OfPayload(opening.AsSpan(32), "{}"u8)), entry);
            read.Add(entry);
        }

        Assert.Equal(
            Frontier.Empty.Append([.. entries.Select(entry => MerkleTree.Leaf(entry))]).ToBytes(), leaves[^1].Frontier);
        return read;
    }
}
