using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>The generations of one projection in one format; asked and told through the keeper's session.</summary>
sealed class Generations(OwnerSession session, IProjection projection)
{
    /// <summary>The one that readers use; null where none was ever finished.</summary>
    public Task<Generation?> LiveAsync(CancellationToken cancellation) => session.UseAsync(
        async connection =>
        {
            const string sql = """
                select generation, rules, position from read_models.generations
                where projection = $1 and format = $2 and state = 'live' order by generation desc limit 1
                """;
            await using var command = Command(connection, sql, projection.Name, projection.Format);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            return await row.ReadAsync(cancellation)
                ? new Generation(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2))
                : null;
        },
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
            await using var insert = Command(
                connection, sql, projection.Name, projection.Format,
                projection.Tables.Select(table => table.Name).ToArray(), rules, verify);
            var number = (int)(await insert.ExecuteScalarAsync(cancellation))!;
            foreach (var table in projection.Tables)
            {
                await using var create = Command(connection, ReadTableSql.Create(table, number));
                await create.ExecuteNonQueryAsync(cancellation);
            }

            await transaction.CommitAsync(CancellationToken.None);
            return new Generation(number, rules, 0);
        },
        cancellation);

    public Task IndexAsync(int generation, CancellationToken cancellation) => session.UseAsync(
        async connection =>
        {
            foreach (var index in projection.Tables.SelectMany(table => ReadTableSql.Indexes(table, generation)))
            {
                await using var command = Command(connection, index);
                await command.ExecuteNonQueryAsync(cancellation);
            }

            return true;
        },
        cancellation);

    /// <summary>
    /// From now on readers use this one. The one before is retired, and stays for those who read it already.
    /// </summary>
    public Task SwitchAsync(int generation, CancellationToken cancellation) => session.UseAsync(
        async connection =>
        {
            const string sql = """
                update read_models.generations
                set state = case when generation = $3 then 'live' else 'retired' end, state_since = now()
                where projection = $1 and format = $2 and (generation = $3 or state = 'live')
                """;
            await using var command = Command(connection, sql, projection.Name, projection.Format, generation);
            return await command.ExecuteNonQueryAsync(cancellation);
        },
        cancellation);

    /// <summary>Those that are set aside in it.</summary>
    public Task<Dictionary<Guid, Parked>> ParkedAsync(int generation, CancellationToken cancellation) =>
        session.UseAsync(
            async connection =>
            {
                const string sql = """
                    select stream_id, version, position, attempts, error, explanation from read_models.parked
                    where generation = $1
                    """;
                await using var command = Command(connection, sql, generation);
                await using var row = await command.ExecuteReaderAsync(cancellation);
                var parked = new Dictionary<Guid, Parked>();
                while (await row.ReadAsync(cancellation))
                {
                    parked.Add(row.GetGuid(0), new(
                        row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetString(4),
                        row.GetString(5)));
                }

                return parked;
            },
            cancellation);

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
