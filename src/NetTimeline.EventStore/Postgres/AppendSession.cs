using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.EventStore;

/// <summary>
/// The one connection on which a store appends. It is opened when it is needed and thrown away after any
/// failure that ends it. Not safe for concurrent use; its owner is the writer.
/// </summary>
sealed class AppendSession(NpgsqlDataSource source, Duration? clockTolerance, FillRandom random) : IAsyncDisposable
{
    readonly StreamTags tags = new();

    NpgsqlConnection? connection;
    AppendCommand? append;

    /// <summary>Something may have been sent.</summary>
    public bool IsOpen => append is not null;

    /// <summary>A transaction is open and holds the log's lock.</summary>
    public bool HoldsLock { get; private set; }

    /// <summary>Opens it wholly or, throwing, not at all. Does nothing where it is open.</summary>
    public async Task OpenAsync()
    {
        if (connection is { State: System.Data.ConnectionState.Open })
            return;
        await CloseAsync();
        connection = await source.OpenConnectionAsync();
        try
        {
            var toleranceUs = clockTolerance?.ToInt64Nanoseconds() / 1000;
            append = await AppendCommand.PrepareAsync(connection, toleranceUs);
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    /// <summary>To be called before <see cref="Compose"/>; mostly asks nothing.</summary>
    public Task LearnTagsAsync(IReadOnlyList<PendingAppend> group) => tags.LearnAsync(
        connection!,
        group.Where(pending => pending.Append.ExpectedVersion > 0).Select(pending => pending.Append.Stream));

    /// <summary>What <see cref="AppendAsync"/> will send; nothing is sent yet.</summary>
    /// <returns>The log as it will be.</returns>
    public LogEnd Compose(LogEnd end, long recordedUs, long nowUs, IReadOnlyList<PendingAppend> group) =>
        append!.Compose(end, recordedUs, nowUs, group, tags, random);

    /// <summary>What was composed last is stored for good.</summary>
    public void Settle()
    {
        foreach (var (stream, tag) in append!.Begun)
            tags.Keep(stream, tag);
    }

    public async Task<AppendAnswer> AppendAsync()
    {
        FailPoint.Reach("append.composed");
        var answering = append!.ExecuteAsync();
        FailPoint.Reach("append.sent");
        return await answering;
    }

    /// <summary>
    /// Waits for the log's lock and keeps it until <see cref="CommitAsync"/> or <see cref="RollbackAsync"/>.
    /// </summary>
    /// <param name="known">Where the log ended when it was last known, or null.</param>
    public async Task<LogEnd> LockAsync(LogEnd? known)
    {
        await ExecuteAsync("begin");
        HoldsLock = true;
        var heads = await connection!.RowsAsync(
            "select * from timeline.lock_head()", row => new LogHead(row.GetInt64(0), row.GetInt64(1)),
            CancellationToken.None);
        return await LogEndReader.ReadAsync(connection!, heads.Single(), known);
    }

    /// <summary>
    /// Makes tombstones of what the event that was just appended says is erased, and takes its rows out of the read
    /// models. Only on an eraser's session.
    /// </summary>
    public async Task EraseAsync(Erasure erasure)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("select timeline.erase($1, $2)")
                {
                    Parameters =
                    {
                        new()
                        {
                            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
                            Value = (object?)erasure.Versions?.ToArray() ?? DBNull.Value,
                        },
                        new() { Value = erasure.Tags.Select(tag => tag.ToArray()).ToArray() },
                    },
                },
                new("select read_models.erase($1)") { Parameters = { new() { Value = erasure.Stream } } },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    public async Task CommitAsync()
    {
        FailPoint.Reach("append.stored");
        var committing = ExecuteAsync("commit");
        FailPoint.Reach("append.committing");
        await committing;
        HoldsLock = false;
    }

    /// <summary>Does nothing where no transaction is open.</summary>
    public async Task RollbackAsync()
    {
        if (HoldsLock)
            await ExecuteAsync("rollback");
        HoldsLock = false;
    }

    /// <summary>
    /// Those of these appends that are stored. Waits for the log's lock, hence for whatever a lost connection
    /// of ours may still be committing.
    /// </summary>
    public async Task<IReadOnlyDictionary<Guid, AppendResult>> FindAsync(IEnumerable<Guid> appendIds)
    {
        await using var command = new NpgsqlCommand("select * from timeline.find_appends($1)", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. appendIds] } },
        };
        await using var row = await command.ExecuteReaderAsync();
        var found = new Dictionary<Guid, AppendResult>();
        while (await row.ReadAsync())
        {
            found[row.GetGuid(0)] = new AppendResult.Appended(
                row.GetGuid(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
                Microseconds.ToInstant(row.GetInt64(6)), Replayed: false);
        }

        return found;
    }

    /// <summary>
    /// Never throws: the connection may be broken already, and its transaction ends with it.
    /// </summary>
    public async Task CloseAsync()
    {
        HoldsLock = false;
        var closing = connection;
        (connection, append) = (null, null);
        if (closing is null)
            return;
        try
        {
            await closing.DisposeAsync();
        }
        catch (Exception)
        {
            // Closed all the same.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await source.DisposeAsync();
    }

    async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
