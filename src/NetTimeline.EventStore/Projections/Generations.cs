namespace NetTimeline.EventStore;

/// <summary>The generations of one projection in one format; asked and told through the keeper's session.</summary>
sealed class Generations(OwnerSession session, IProjection projection)
{
    /// <summary>The one that readers use; null where none was ever finished.</summary>
    public Task<Generation?> LiveAsync(CancellationToken cancellation) => session.UseAsync(
        async connection => (await connection.RowsAsync(
            """
            select generation, rules, position from read_models.generations
            where projection = $1 and format = $2 and state = 'live' order by generation desc limit 1
            """,
            row => new Generation(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)),
            cancellation, projection.Name, projection.Format)).SingleOrDefault(),
        cancellation);

    /// <summary>Makes the tables of a new one, without their indexes.</summary>
    public Task<Generation> BeginAsync(long rules, bool verify, CancellationToken cancellation) => session.UseAsync(
        async connection =>
        {
            const string sql = """
                insert into read_models.generations (projection, format, tables, rules, verify)
                values ($1, $2, $3, $4, $5) returning generation
                """;
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var number = (int)await connection.NumberAsync(
                sql, cancellation, projection.Name, projection.Format,
                projection.Tables.Select(table => table.Name).ToArray(), rules, verify);
            foreach (var table in projection.Tables)
                await connection.DoAsync(ReadTableSql.Create(table, number), cancellation);
            await transaction.CommitAsync(CancellationToken.None);
            return new Generation(number, rules, 0);
        },
        cancellation);

    /// <summary>Whatever is not finished, of this keeper or one before, will not be: its tables are dropped.</summary>
    public Task AbandonUnfinishedAsync(CancellationToken cancellation) => TellAsync(
        """
        update read_models.generations set state = 'abandoned', state_since = now()
        where projection = $1 and format = $2 and state in ('building', 'built')
        """,
        cancellation, projection.Name, projection.Format);

    /// <summary>Its tables hold everything up to its position, and it follows from there.</summary>
    public Task FilledAsync(Generation filled, CancellationToken cancellation) => TellAsync(
        "update read_models.generations set position = $2 where generation = $1",
        cancellation, filled.Number, filled.Position);

    /// <summary>These streams have other rows in it; it waits to be used where there are any.</summary>
    public Task ComparedAsync(int generation, Differences differences, CancellationToken cancellation) => TellAsync(
        """
        with named as (
            insert into read_models.differences (generation, stream_id) select $1, unnest($3)
        )
        update read_models.generations set differing = $2, state = 'built', state_since = now()
        where generation = $1 and state = 'building'
        """,
        cancellation, generation, differences.Count, differences.Named);

    /// <summary>
    /// From now on readers use this one. The one before is retired, and stays for those who read it already. A
    /// comparison that was asked for too late for this one is made with another.
    /// </summary>
    /// <exception cref="PlaceLostException">It was abandoned meanwhile; nothing is changed.</exception>
    public async Task SwitchAsync(int generation, CancellationToken cancellation)
    {
        const string sql = """
            with next as (
                update read_models.generations set state = 'live', state_since = now()
                where generation = $3 and state in ('building', 'built')
                returning generation, verify
            ), before as (
                update read_models.generations set state = 'retired', state_since = now()
                where projection = $1 and format = $2 and state = 'live' and exists (select from next)
            ), asked as (
                update read_models.keepers set rebuild_asked = false, verify_asked = false
                where projection = $1 and format = $2
                    and exists (select from next where verify or not keepers.verify_asked)
            )
            select generation from next
            """;
        var switched = await session.UseAsync(
            connection => connection.RowsAsync(
                sql, row => row.GetInt32(0), CancellationToken.None, projection.Name, projection.Format, generation),
            cancellation);
        if (switched is [])
            throw new PlaceLostException();
    }

    /// <summary>
    /// Streams that are aside in the new generation get the rows that they have in the live one, where those are of
    /// later events than its own.
    /// </summary>
    public Task CarryOverAsync(int live, int made, CancellationToken cancellation) => session.UseAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            var streams = (await connection.RowsAsync(
                CarryOver.Park, row => row.GetFieldValue<Guid[]>(0), CancellationToken.None, live, made)).Single();
            foreach (var sql in streams.Length == 0 ? [] : CarryOver.Rows(projection.Tables, live, made))
                await connection.DoAsync(sql, CancellationToken.None, streams);
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        },
        cancellation);

    /// <summary>What operators ask, with regard to these generations.</summary>
    public Task<Wishes> WishesAsync(int? live, int? rebuilt, CancellationToken cancellation) => session.UseAsync(
        async connection => (await connection.RowsAsync(
            """
            select
                coalesce((select paused from read_models.controls c where c.projection = k.projection), false),
                k.rebuild_asked, k.verify_asked, coalesce(g.switch_asked, false),
                coalesce(g.state = 'abandoned', false),
                array(select stream_id from read_models.parked p where p.generation = $3 and p.retry_asked)
            from read_models.keepers k left join read_models.generations g on g.generation = $4
            where k.projection = $1 and k.format = $2
            """,
            row => new Wishes(
                row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3), row.GetBoolean(4),
                row.GetFieldValue<Guid[]>(5)),
            cancellation, projection.Name, projection.Format, live ?? 0, rebuilt ?? 0)).SingleOrDefault(Wishes.None),
        cancellation);

    /// <summary>How it goes, for operators.</summary>
    public async Task TellAsync(double eventsPerSecond, Rebuild? rebuild, CancellationToken cancellation)
    {
        await TellAsync(
            "update read_models.keepers set events_per_second = $3 where projection = $1 and format = $2",
            cancellation, projection.Name, projection.Format, eventsPerSecond);
        if (rebuild?.Progress is { } progress)
        {
            await TellAsync(
                """
                update read_models.generations
                set streams_total = $2, streams_done = $3, events_total = $4, events_done = $5
                where generation = $1
                """,
                cancellation, rebuild.Number, progress.StreamsTotal, progress.Streams, progress.EventsTotal,
                progress.Events);
        }
    }

    /// <summary>What went wrong last, without content.</summary>
    public Task NoteAsync(string trouble, CancellationToken cancellation) => TellAsync(
        """
        update read_models.keepers set last_error = $3, last_error_at = now() where projection = $1 and format = $2
        """,
        cancellation, projection.Name, projection.Format, trouble);

    /// <summary>Those that are set aside in it.</summary>
    public Task<Dictionary<Guid, Parked>> ParkedAsync(int generation, CancellationToken cancellation) =>
        session.UseAsync(
            async connection => (await connection.RowsAsync(
                $"select {ParkedSql.Columns} from read_models.parked where generation = $1",
                ParkedSql.From, cancellation, generation)).ToDictionary(parked => parked.Stream),
            cancellation);

    Task TellAsync(string sql, CancellationToken cancellation, params object[] values) => session.UseAsync(
        connection => connection.DoAsync(sql, cancellation, values), cancellation);
}
