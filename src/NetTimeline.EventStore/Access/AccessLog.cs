using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The log of who was shown what, on PostgreSQL: one order over all records, and a leaf for each. Safe to use from
/// many threads; any number of servers may record at the same time.
/// </summary>
/// <remarks>Records that wait at the same time are committed together, so that the disk is waited for once.</remarks>
public sealed class AccessLog : IAsyncDisposable
{
    const string Columns = "position, id, recorded_us, record";

    readonly AccessSession session;
    readonly LogWriter<PendingAccess, long> writer;
    readonly NpgsqlDataSource reading;
    readonly Func<Guid> newId;
    bool disposed;

    /// <param name="connectionString">Names the database, as that of a <see cref="PostgresEventStore"/>.</param>
    /// <param name="clock">Gives the recorded times.</param>
    /// <param name="newId">Gives ids to records.</param>
    /// <param name="options">What they say of events holds for records.</param>
    public AccessLog(string connectionString, IClock clock, Func<Guid> newId, PostgresEventStoreOptions options)
    {
        this.newId = newId;
        session = new(Connections.ForRecordingAccess(connectionString), options.ClockTolerance, options.Random);
        writer = new(
            new(session, clock, options.AttemptsMax), static () => { }, options.WaitingAppendsMax,
            options.EventsPerCommitMax);
        reading = Connections.ForReading(connectionString);
    }

    /// <summary>
    /// Returns when all of these are durable, together. Cancellation counts until they are taken up. Where it throws
    /// nothing may be shown; whether they are stored is not known then.
    /// </summary>
    /// <param name="records">Of one answer; at least one.</param>
    /// <param name="cancellation">See above.</param>
    /// <returns>The position of the first; the others follow.</returns>
    public Task<long> RecordAsync(IReadOnlyList<AccessRecord> records, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfZero(records.Count, nameof(records));
        return writer.AppendAsync(new([.. records.Select(_ => newId())], records), cancellation);
    }

    /// <summary>Oldest first.</summary>
    /// <param name="filter">Which.</param>
    /// <param name="after">Beyond this position of the access log.</param>
    /// <param name="max">The most to be read.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<RecordedAccess>> ListAsync(
        AccessFilter filter, long after, int max, CancellationToken cancellation)
    {
        var conditions = new List<string> { "position > $1" };
        var values = new List<object> { after };
        Add("stream_id =", filter.Stream);
        Add("actor =", filter.Actor);
        Add("recorded_us >=", filter.From is { } from ? Microseconds.From(from) : null);
        Add("recorded_us <", filter.To is { } to ? Microseconds.From(to) : null);
        Add("record ->> 'outcome' = any", filter.Outcomes is []
            ? null
            : filter.Outcomes.Select(outcome => AccessRecord.WordOf(outcome)).ToArray());
        values.Add(max);
        return ReadAsync(
            $"select {Columns} from timeline.access_records where {string.Join(" and ", conditions)} "
            + $"order by position limit ${values.Count}", values, cancellation);

        void Add(string condition, object? value)
        {
            if (value is null)
                return;
            values.Add(value);
            conditions.Add($"{condition} (${values.Count})");
        }
    }

    /// <summary>What waits is still committed and answered.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, true))
            return;
        await writer.DisposeAsync();
        await session.DisposeAsync();
        await reading.DisposeAsync();
    }

    Task<IReadOnlyList<RecordedAccess>> ReadAsync(
        string sql, IReadOnlyList<object> values, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync<IReadOnlyList<RecordedAccess>>(async () =>
        {
            await using var connection = await reading.OpenConnectionAsync(cancellation);
            return await connection.RowsAsync(
                sql,
                row => new RecordedAccess(
                    row.GetInt64(0), row.GetGuid(1), Microseconds.ToInstant(row.GetInt64(2)),
                    AccessRecord.FromUtf8(row.GetFieldValue<byte[]>(3))),
                cancellation, [.. values]);
        });
}
