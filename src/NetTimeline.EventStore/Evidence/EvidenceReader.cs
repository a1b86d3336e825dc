using System.Data;
using NetTimeline.Ledger;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Reads what shows that the events of a stream are those that were recorded.</summary>
/// <remarks>Safe to use from many threads. Checks nothing: whoever is shown it does.</remarks>
public sealed class EvidenceReader(string connectionString) : IAsyncDisposable
{
    const string Events = """
        select e.seq_id, e.version, e.headers, e.data, l.entry, o.nonces, e.stream_id
        from timeline.mt_events e
        cross join lateral (
            select substring(entries from (136 * (e.seq_id - first_position) + 1)::integer for 136) as entry
            from timeline.leaves where last_position >= e.seq_id order by last_position limit 1) l
        cross join lateral (
            select substring(nonces from (64 * (e.seq_id - first_position) + 1)::integer for 64) as nonces
            from timeline.openings where last_position >= e.seq_id order by last_position limit 1) o
        """;

    readonly NpgsqlDataSource source = Connections.ForReading(connectionString);

    /// <summary>At one moment: an erasure under way is in all of it or in nothing.</summary>
    /// <exception cref="EventStoreException">An event has no canonical form, which none was stored without.</exception>
    public Task<StreamEvidence> ReadAsync(Guid stream, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var moment =
                await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var events = await connection.RowsAsync(
                $"{Events} where e.stream_id = $1 order by e.version", EventFrom, cancellation, stream);
            var salts = await connection.RowsAsync(
                "select salt from timeline.stream_salts where stream_id = $1",
                row => row.GetFieldValue<byte[]>(0), cancellation, stream);
            return new StreamEvidence(stream, salts.SingleOrDefault(), events);
        });

    /// <summary>One event, and of which stream it is; null where there is no such position.</summary>
    /// <exception cref="EventStoreException">As above.</exception>
    public Task<(Guid Stream, EventEvidence Event)?> FindAsync(long position, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancellation);
            var found = await connection.RowsAsync(
                $"{Events} where e.seq_id = $1", row => (row.GetGuid(6), EventFrom(row)), cancellation, position);
            return found.Count == 0 ? ((Guid, EventEvidence)?)null : found[0];
        });

    public ValueTask DisposeAsync() => source.DisposeAsync();

    static EventEvidence EventFrom(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), Canonical(row.GetFieldValue<byte[]>(2)),
        Canonical(row.GetFieldValue<byte[]>(3)), row.GetFieldValue<byte[]>(4), row.GetFieldValue<byte[]>(5));

    static byte[] Canonical(byte[] json) => CanonicalJson.Canonicalise(json) is CanonicalJsonResult.Accepted canonical
        ? canonical.Bytes
        : throw new EventStoreException("A stored event has no canonical form.", SqlStates.LedgerBroken);
}
