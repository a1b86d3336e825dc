using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.EventStore;

/// <summary>
/// Gives leaves to events that were appended before there was a tree, so many at a time, each under the log's lock:
/// whoever ends in between leaves a tree that is whole up to somewhere.
/// </summary>
static class LeafBackfill
{
    const int AtOnce = 10_000;

    const string Events = """
        select e.id, e.stream_id, e.version, e.data, e.headers from timeline.mt_events e
        where e.seq_id > $1 and e.seq_id <= $2 order by e.seq_id
        """;

    /// <summary>
    /// How many have none yet. Events and leaves become visible together: but for those of before, it is none.
    /// </summary>
    const string Behind = """
        select (select max(position) from timeline.heads)
            - coalesce((select max(last_position) from timeline.leaves), 0)
        """;

    /// <summary>Does nothing, and waits for no lock, where every event has its leaf.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, FillRandom random, CancellationToken cancellation)
    {
        while (await connection.NumberAsync(Behind, cancellation) > 0)
            await StepAsync(connection, random, cancellation);
    }

    static async Task StepAsync(NpgsqlConnection connection, FillRandom random, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var head = await connection.NumberAsync("select head_position from timeline.lock_head()", cancellation);
        var done = await connection.NumberAsync(
            "select coalesce(max(last_position), 0) from timeline.leaves", cancellation);
        if (done == head)
            return;
        var goal = Math.Min(head, done + AtOnce);
        var events = await connection.RowsAsync(
            Events, row => new Unleaved(
                row.GetGuid(0), row.GetGuid(1), row.GetInt64(2), Canonical(row.GetFieldValue<byte[]>(3)),
                Canonical(row.GetFieldValue<byte[]>(4))),
            cancellation, done, goal);
        var end = await new LogEndReader(connection, LedgerLog.Events).ReadAsync(new(done, 0), known: null);
        var tags = new StreamTags();
        await tags.LearnAsync(connection, events.Select(item => item.Stream));
        var salts = NewSalts(events, tags, random);
        await StoreAsync(connection, done + 1, Batch(events, tags, end, random), salts, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    static List<(Guid Stream, byte[] Salt)> NewSalts(List<Unleaved> events, StreamTags tags, FillRandom random)
    {
        var salts = new List<(Guid, byte[])>();
        foreach (var stream in events.Select(item => item.Stream).Distinct())
        {
            if (tags.TryFind(stream, out _))
                continue;
            var salt = new byte[StreamTag.SaltLength];
            random(salt);
            tags.Keep(stream, StreamTag.Of(salt, stream));
            salts.Add((stream, salt));
        }

        return salts;
    }

    static LeafBatch Batch(List<Unleaved> events, StreamTags tags, LogEnd end, FillRandom random)
    {
        var writer = new LeafWriter(events.Count, random);
        var recordedUs = 0L;
        foreach (var item in events)
        {
            _ = tags.TryFind(item.Stream, out var tag);
            recordedUs = Envelope.FromUtf8(item.Envelope).RecordedAtUs;
            writer.Add(
                LedgerEntryKind.Event, item.Version, recordedUs, item.Id, tag, item.Envelope, item.Payload);
        }

        return writer.Behind(end, recordedUs);
    }

    static async Task StoreAsync(
        NpgsqlConnection connection, long first, LeafBatch batch, List<(Guid Stream, byte[] Salt)> salts,
        CancellationToken cancellation)
    {
        var leaves = new LeafParameters();
        await using var command = new NpgsqlCommand(
            "select timeline.backfill_leaves($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", connection);
        command.Parameters.Add(new() { Value = first });
        leaves.AddTo(command.Parameters);
        leaves.Set(batch);
        command.Parameters.Add(new() { Value = salts.Select(each => each.Stream).ToArray() });
        command.Parameters.Add(new()
        {
            Value = salts.Select(each => each.Salt).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
        });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    static byte[] Canonical(byte[] json) => CanonicalJson.Canonicalise(json) is CanonicalJsonResult.Accepted canonical
        ? canonical.Bytes
        : throw new EventStoreException("A stored event has no canonical form.", SqlStates.LedgerBroken);

    sealed record Unleaved(Guid Id, Guid Stream, long Version, byte[] Payload, byte[] Envelope);
}
