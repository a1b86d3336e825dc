using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>How streams are written down and read that are set aside.</summary>
static class ParkedSql
{
    /// <summary>To be read by <see cref="From"/>.</summary>
    public const string Columns = "stream_id, version, position, attempts, error, explanation";

    /// <summary>Those that were set aside before keep the event at which they were.</summary>
    public const string Park = $"""
        insert into read_models.parked (generation, {Columns})
        select $1, p.* from unnest($2, $3, $4, $5, $6, $7) as p
        on conflict on constraint parked_once do update
        set attempts = excluded.attempts, error = excluded.error, explanation = excluded.explanation,
            retry_asked = false
        """;

    public static object[] Values(int generation, IReadOnlyCollection<Parked> parked) =>
    [
        generation,
        parked.Select(stream => stream.Stream).ToArray(),
        parked.Select(stream => stream.Version).ToArray(),
        parked.Select(stream => stream.Position).ToArray(),
        parked.Select(stream => stream.Attempts).ToArray(),
        parked.Select(stream => stream.Error).ToArray(),
        parked.Select(stream => stream.Explanation).ToArray(),
    ];

    public static Parked From(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetString(4), row.GetString(5));
}
