namespace NetTimeline.EventStore;

/// <summary>How the rows of streams that cannot be folded go from one generation to the next.</summary>
static class CarryOver
{
    /// <summary>
    /// Which streams, of those aside in $2, have rows of later events in $1; and that they were left there. One that
    /// is not aside in $1 has the rows of all its events up to the checkpoint.
    /// </summary>
    public const string Park = """
        with kept as (
            select made.stream_id, coalesce(live.version, (
                    select coalesce(max(e.version), 0) + 1 from timeline.mt_events e
                    where e.stream_id = made.stream_id and e.seq_id <= g.position)) as version,
                coalesce(live.position, g.position + 1) as position
            from read_models.parked made
            join read_models.generations g on g.generation = $1
            left join read_models.parked live on live.generation = $1 and live.stream_id = made.stream_id
            where made.generation = $2
        ), carried as (
            update read_models.parked p set version = k.version, position = k.position
            from kept k
            where p.generation = $2 and p.stream_id = k.stream_id and p.version < k.version
            returning p.stream_id
        )
        select array(select stream_id from carried)
        """;

    /// <summary>Their parameter is the streams.</summary>
    public static IEnumerable<string> Rows(IReadOnlyList<ReadTable> tables, int live, int made) =>
        from table in tables
        from sql in new[] { ReadTableSql.Delete(table, made), ReadTableSql.Carry(table, live, made) }
        select sql;
}
