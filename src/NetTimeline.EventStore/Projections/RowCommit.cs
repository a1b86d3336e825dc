using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>What is to be committed together.</summary>
/// <param name="From">The checkpoint as it must be.</param>
/// <param name="To">The checkpoint as it will be; the same where only a stream is taken up again.</param>
/// <param name="Rows">They replace those of their streams.</param>
/// <param name="Park">Set aside, or tried again in vain.</param>
/// <param name="Unpark">Taken up again.</param>
sealed record RowChange(
    long From, long To, IReadOnlyList<StreamRows> Rows, IReadOnlyList<Parked> Park,
    IReadOnlyList<Guid> Unpark);

/// <summary>Brings rows and checkpoint of a generation forward, in one transaction of the keeper's session.</summary>
sealed class RowCommit(OwnerSession session, IReadOnlyList<ReadTable> tables, int generation)
{
    /// <summary>
    /// So few go along with the checkpoint in one round trip; more are copied, which takes two for each table.
    /// </summary>
    const int InsertedMax = 64;

    const string Advance = """
        update read_models.generations set position = $3 where generation = $1 and position = $2
        """;

    const string Unpark = "delete from read_models.parked where generation = $1 and stream_id = any($2)";

    /// <exception cref="PlaceLostException">Nothing was committed, nor will be.</exception>
    /// <exception cref="PostgresException">Nothing was committed.</exception>
    public Task CommitAsync(RowChange change, CancellationToken cancellation) => session.UseAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            await WriteAsync(connection, change);
            FailPoint.Reach("projection.written");
            var committing = transaction.CommitAsync(CancellationToken.None);
            FailPoint.Reach("projection.committing");
            await committing;
            FailPoint.Reach("projection.committed");
            return true;
        },
        cancellation);

    /// <summary>Why the database would not take the rows of this one stream; null where it would.</summary>
    public Task<FoldFault?> TryAsync(StreamRows rows, CancellationToken cancellation) => session.UseAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
            try
            {
                await RowWriter.CopyAsync(connection, tables, generation, [rows]);
                return (FoldFault?)null;
            }
            catch (PostgresException error) when (error.LiesWithTheData())
            {
                return FoldFault.Of(error.WithoutContent());
            }
            finally
            {
                await transaction.RollbackAsync(CancellationToken.None);
            }
        },
        cancellation);

    async Task WriteAsync(NpgsqlConnection connection, RowChange change)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(Advance, generation, change.From, change.To));
        if (change.Rows.Count > 0)
        {
            var streams = change.Rows.Select(rows => rows.Stream).ToArray();
            foreach (var table in tables)
                batch.BatchCommands.Add(Command(ReadTableSql.Delete(table, generation), streams));
        }

        var areFew = change.Rows.Sum(rows => rows.Rows.Count) <= InsertedMax;
        foreach (var rows in areFew ? change.Rows : [])
        {
            foreach (var row in rows.Rows)
                batch.BatchCommands.Add(RowWriter.Insert(tables[row.Table], generation, rows.Stream, row));
        }

        if (change.Park.Count > 0)
            batch.BatchCommands.Add(Command(ParkedSql.Park, ParkedSql.Values(generation, change.Park)));
        if (change.Unpark.Count > 0)
            batch.BatchCommands.Add(Command(Unpark, generation, change.Unpark.ToArray()));
        await batch.ExecuteNonQueryAsync(CancellationToken.None);
        if (batch.BatchCommands[0].RecordsAffected != 1)
            throw new PlaceLostException();
        FailPoint.Reach("projection.advanced");
        if (!areFew)
            await RowWriter.CopyAsync(connection, tables, generation, change.Rows);
    }

    static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }
}
