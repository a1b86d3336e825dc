namespace NetTimeline.EventStore;

/// <summary>How streams are written down that are set aside.</summary>
static class ParkedSql
{
    /// <summary>Those that were set aside before keep the event at which they were.</summary>
    public const string Park = """
        insert into read_models.parked (generation, stream_id, version, position, attempts, error, explanation)
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
}
