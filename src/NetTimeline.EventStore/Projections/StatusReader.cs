using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Reads how projections stand.</summary>
sealed class StatusReader(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>More are counted and not named.</summary>
    const int NamedMax = 200;

    /// <summary>A keeper that said nothing for so long is not there.</summary>
    const string HeardWithin = "interval '10 seconds'";

    const string Status = $"""
        select
            head.position,
            coalesce(live.position, 0),
            live.rules,
            coalesce(extract(epoch from clock_timestamp() - next.timestamp), 0)::double precision,
            coalesce(k.events_per_second, 0),
            case when k.heartbeat > clock_timestamp() - {HeardWithin} then k.keeper end,
            (extract(epoch from k.heartbeat) * 1000000)::bigint,
            k.last_error,
            (extract(epoch from k.last_error_at) * 1000000)::bigint,
            coalesce((select paused from read_models.controls where projection = $1), false),
            live.generation,
            building.generation,
            coalesce(k.rebuild_asked, false),
            (extract(epoch from clock_timestamp()) * 1000000)::bigint
        from (select position from timeline.heads order by position desc limit 1) head
        left join lateral (
            select * from read_models.generations
            where projection = $1 and format = $2 and state = 'live' order by generation desc limit 1) live on true
        left join lateral (
            select generation from read_models.generations
            where projection = $1 and format = $2 and state in ('building', 'built')
            order by generation desc limit 1) building on true
        left join timeline.mt_events next on next.seq_id = live.position + 1
        left join read_models.keepers k on k.projection = $1 and k.format = $2
        """;

    const string Parked = $"""
        select {ParkedSql.Columns}, (extract(epoch from since) * 1000000)::bigint,
            count(*) over (), count(*) filter (where attempts > 1) over ()
        from read_models.parked where generation = $1 order by since, stream_id limit $2
        """;

    const string Building = """
        select generation, (extract(epoch from begun) * 1000000)::bigint, streams_done, streams_total, events_done,
            events_total, position, extract(epoch from clock_timestamp() - begun)::double precision, verify, differing,
            array(select stream_id from read_models.differences d where d.generation = g.generation
                order by stream_id limit $2)
        from read_models.generations g where generation = $1
        """;

    public async Task<ProjectionStatus> ReadAsync(IProjection projection, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var (status, live, building) = await StatusAsync(connection, projection, cancellation);
        if (live is { } generation)
        {
            var (parked, count, failed) = await ParkedAsync(connection, generation, cancellation);
            status = status with { Parked = parked, ParkedCount = count, FailedCount = failed };
        }

        return building is { } other
            ? status with { Rebuild = await RebuildAsync(connection, other, cancellation) }
            : status;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    static async Task<(ProjectionStatus Status, int? Live, int? Building)> StatusAsync(
        NpgsqlConnection connection, IProjection projection, CancellationToken cancellation) =>
        (await connection.RowsAsync(
            Status, row => StatusFrom(row, projection), cancellation, projection.Name, projection.Format)).Single();

    static (ProjectionStatus Status, int? Live, int? Building) StatusFrom(NpgsqlDataReader row, IProjection projection)
    {
        var keeper = row.IsDBNull(5) ? null : row.GetString(5);
        int? live = row.IsDBNull(10) ? null : row.GetInt32(10);
        int? building = row.IsDBNull(11) ? null : row.GetInt32(11);
        var status = new ProjectionStatus(
            projection.Name,
            projection.Format,
            StateOf(keeper, row.GetBoolean(9), live, building),
            Microseconds.ToInstant(row.GetInt64(13)),
            row.GetInt64(1),
            row.GetInt64(0),
            Duration.FromSeconds(Math.Max(0, row.GetDouble(3))),
            row.GetDouble(4),
            keeper,
            MomentOf(row, 6),
            live,
            row.GetBoolean(12),
            row.IsDBNull(2) ? null : row.GetInt64(2),
            row.IsDBNull(7) ? null : row.GetString(7),
            MomentOf(row, 8),
            [],
            0,
            0,
            null);
        return (status, live, building);
    }

    static ProjectionState StateOf(string? keeper, bool paused, int? live, int? building) =>
        keeper is null ? ProjectionState.Unkept
        : paused ? ProjectionState.Paused
        : live is null ? ProjectionState.Building
        : building is null ? ProjectionState.Following
        : ProjectionState.Rebuilding;

    static async Task<(List<ParkedSince> Parked, long Count, long Failed)> ParkedAsync(
        NpgsqlConnection connection, int generation, CancellationToken cancellation)
    {
        var rows = await connection.RowsAsync(
            Parked,
            row => (
                Parked: new ParkedSince(ParkedSql.From(row), Microseconds.ToInstant(row.GetInt64(6))),
                Count: row.GetInt64(7), Failed: row.GetInt64(8)),
            cancellation, generation, NamedMax);
        return rows is [var first, ..]
            ? (rows.ConvertAll(row => row.Parked), first.Count, first.Failed)
            : ([], 0, 0);
    }

    static async Task<RebuildStatus?> RebuildAsync(
        NpgsqlConnection connection, int generation, CancellationToken cancellation) =>
        (await connection.RowsAsync(Building, RebuildFrom, cancellation, generation, NamedMax)).SingleOrDefault();

    static RebuildStatus RebuildFrom(NpgsqlDataReader row)
    {
        var (done, total) = (row.GetInt64(4), row.GetInt64(5));
        return new(
            row.GetInt32(0),
            Microseconds.ToInstant(row.GetInt64(1)),
            row.GetInt64(2),
            row.GetInt64(3),
            done,
            total,
            row.GetInt64(6),
            Remaining(row.GetDouble(7), done, total),
            row.GetBoolean(8),
            row.IsDBNull(9) ? null : row.GetInt64(9),
            row.GetFieldValue<Guid[]>(10));
    }

    /// <summary>As if it went on as it has gone so far.</summary>
    static Duration? Remaining(double seconds, long done, long total) =>
        done == 0 ? null : Duration.FromSeconds(Math.Max(0, seconds / done * (total - done)));

    static Instant? MomentOf(NpgsqlDataReader row, int place) =>
        row.IsDBNull(place) ? null : Microseconds.ToInstant(row.GetInt64(place));
}
