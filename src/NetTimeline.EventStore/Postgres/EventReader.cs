using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>The reading side of a <see cref="PostgresEventStore"/>.</summary>
sealed class EventReader(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>To be read by <see cref="EventsFrom"/>.</summary>
    public const string EventColumns = "seq_id, stream_id, version, id, data, headers, timestamp";

    /// <summary>What follows says which events.</summary>
    public const string EventQuery = $"select {EventColumns} from timeline.mt_events ";

    /// <summary>
    /// Version and time from the newest event: those in mt_streams lag behind. A stream that was erased has no key.
    /// </summary>
    const string HeadQuery = """
        select s.id, k.key, e.version, s.created, e.timestamp
        from timeline.mt_streams s
        left join timeline.stream_keys k on k.stream_id = s.id
        cross join lateral (
            select version, timestamp from timeline.mt_events
            where stream_id = s.id order by version desc limit 1) e

        """;

    const int KeysPerPage = 1000;

    public Task<IReadOnlyList<StoredEvent>> ReadStreamAsync(
        Guid stream, long afterVersion, CancellationToken cancellation) =>
        ReadAsync(
            EventQuery + "where stream_id = $1 and version > $2 order by version",
            EventsFrom(), cancellation, stream, afterVersion);

    public Task<IReadOnlyList<StoredEvent>> ReadAllAsync(
        long afterPosition, int max, CancellationToken cancellation) =>
        ReadAsync(
            EventQuery + "where seq_id > $1 order by seq_id limit $2",
            EventsFrom(), cancellation, afterPosition, max);

    public async Task<AppendResult?> FindCommandAsync(CommandKey command, CancellationToken cancellation)
    {
        const string query = """
            select body_sha256, stream_id, first_version, last_version, first_position, last_position,
                recorded_us
            from timeline.appends where command_scope = $1 and command_key = $2
            """;
        var found = await ReadAsync(
            query, row => CommandFrom(row, command), cancellation, command.Scope, command.Key);
        return found.SingleOrDefault();
    }

    public async Task<StreamHead?> FindStreamAsync(string streamKey, CancellationToken cancellation) =>
        (await ReadAsync(HeadQuery + "where k.key = $1", HeadFrom, cancellation, streamKey))
        .SingleOrDefault();

    public async Task<StreamHead?> FindStreamAsync(Guid stream, CancellationToken cancellation) =>
        (await ReadAsync(HeadQuery + "where s.id = $1", HeadFrom, cancellation, stream))
        .SingleOrDefault();

    public async Task<IReadOnlyDictionary<Guid, string>> FindStreamKeysAsync(
        IReadOnlyCollection<Guid> wanted, CancellationToken cancellation)
    {
        var found = await ReadAsync(
            "select stream_id, key from timeline.stream_keys where stream_id = any($1)",
            row => KeyValuePair.Create(row.GetGuid(0), row.GetString(1)), cancellation, wanted.ToArray());
        return found.ToDictionary();
    }

    public async Task<long> LastPositionAsync(CancellationToken cancellation) =>
        (await ReadAsync("select max(position) from timeline.heads", row => row.GetInt64(0), cancellation)).Single();

    /// <summary>
    /// The database narrows down by ASCII letters, whatever its locale; what is a match is decided here, so
    /// that all stores agree.
    /// </summary>
    public async Task<IReadOnlyList<StreamHead>> ListStreamsAsync(
        string keyContains, string? afterKey, int max, CancellationToken cancellation)
    {
        const string page = HeadQuery + """
            where k.key > $1 and strpos(lower(k.key), lower($2 collate "C")) > 0
            order by k.key limit $3
            """;
        var narrowing = System.Text.Ascii.IsValid(keyContains) ? keyContains : "";
        var found = new List<StreamHead>();
        var after = afterKey ?? "";
        while (true)
        {
            var heads = await ReadAsync(page, HeadFrom, cancellation, after, narrowing, KeysPerPage);
            found.AddRange(heads
                .Where(head => head.Key!.Contains(keyContains, StringComparison.OrdinalIgnoreCase))
                .Take(max - found.Count));
            if (found.Count == max || heads.Count < KeysPerPage)
                return found;
            after = heads[^1].Key!;
        }
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> from, CancellationToken cancellation, params object[] values) =>
        SqlStates.WithoutContentAsync<IReadOnlyList<T>>(async () =>
        {
            await using var open = await source.OpenConnectionAsync(cancellation);
            return await open.RowsAsync(sql, from, cancellation, values);
        });

    /// <summary>Of one query: what neighbours have in common is kept once.</summary>
    public static Func<NpgsqlDataReader, StoredEvent> EventsFrom()
    {
        var before = default(Envelope);
        return row => EventFrom(row, before = Envelope.FromUtf8(row.GetFieldValue<byte[]>(5), before));
    }

    static StoredEvent EventFrom(NpgsqlDataReader row, Envelope envelope) =>
        new(
            row.GetInt64(0),
            row.GetGuid(1),
            row.GetInt64(2),
            row.GetGuid(3),
            envelope.Type,
            envelope.Schema,
            envelope.Type == StoredEvent.ErasedType
                ? Microseconds.FromDatabase(row.GetFieldValue<long>(6))
                : Microseconds.ToInstant(envelope.RecordedAtUs),
            row.GetFieldValue<byte[]>(4),
            envelope.Act);

    static AppendResult CommandFrom(NpgsqlDataReader row, CommandKey command) =>
        row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(command.BodySha256.Span)
            ? new AppendResult.Appended(
                row.GetGuid(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                Microseconds.ToInstant(row.GetInt64(6)), Replayed: true)
            : new AppendResult.CommandKeyReused();

    static StreamHead HeadFrom(NpgsqlDataReader row) =>
        new(
            row.GetGuid(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.GetInt64(2),
            Microseconds.FromDatabase(row.GetFieldValue<long>(3)),
            Microseconds.FromDatabase(row.GetFieldValue<long>(4)));
}
