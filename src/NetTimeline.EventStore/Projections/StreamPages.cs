using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Reads what projections fold: the log by position, and streams from where a fold has read them.</summary>
sealed class StreamPages(NpgsqlDataSource source)
{
    /// <summary>Up to <paramref name="max"/> events after a position, in the order of positions.</summary>
    public Task<List<StoredEvent>> AfterAsync(long position, int max, CancellationToken cancellation) =>
        ReadAsync(
            EventReader.EventQuery + "where seq_id > $1 order by seq_id limit $2",
            cancellation,
            new NpgsqlParameter<long> { TypedValue = position },
            new NpgsqlParameter<int> { TypedValue = max });

    /// <summary>The next events of one stream among those up to a position, included.</summary>
    public Task<List<StoredEvent>> OfStreamAsync(
        Guid stream, long afterVersion, long upToPosition, int max, CancellationToken cancellation) =>
        ReadAsync(
            EventReader.EventQuery
                + "where stream_id = $1 and version > $2 and seq_id <= $3 order by version limit $4",
            cancellation,
            new NpgsqlParameter<Guid> { TypedValue = stream },
            new NpgsqlParameter<long> { TypedValue = afterVersion },
            new NpgsqlParameter<long> { TypedValue = upToPosition },
            new NpgsqlParameter<int> { TypedValue = max });

    /// <summary>Each of these streams from its first event to a version, included; one after the other.</summary>
    public Task<List<StoredEvent>> BeginningsAsync(
        IReadOnlyList<(Guid Stream, long ToVersion)> streams, CancellationToken cancellation)
    {
        // One look into an index for each stream: on a table that was just filled the planner would read it all.
        const string query = $"""
            select {EventReader.EventColumns}
            from unnest($1, $2) with ordinality as s (stream, to_version, place)
            cross join lateral (
                select * from timeline.mt_events
                where stream_id = s.stream and version <= s.to_version order by version) e
            order by s.place, e.version
            """;
        return ReadAsync(
            query,
            cancellation,
            new NpgsqlParameter<Guid[]> { TypedValue = [.. streams.Select(asked => asked.Stream)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. streams.Select(asked => asked.ToVersion)] });
    }

    async Task<List<StoredEvent>> ReadAsync(
        string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var from = EventReader.EventsFrom();
        var events = new List<StoredEvent>();
        while (await row.ReadAsync(cancellation))
            events.Add(from(row));
        return events;
    }
}
