using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The one connection on which a log is added to. It is opened when it is needed and thrown away after any failure
/// that ends it. Not safe for concurrent use; its owner is the writer.
/// </summary>
/// <param name="source">Opens it.</param>
/// <param name="log">Which one.</param>
abstract class LogSession<TPending, TResult>(NpgsqlDataSource source, LedgerLog log) : IAsyncDisposable
    where TPending : Pending<TResult>
{
    NpgsqlConnection? connection;

    /// <summary>Something may have been sent.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A transaction is open and holds the log's lock.</summary>
    public bool HoldsLock { get; private set; }

    protected NpgsqlConnection Connection => connection!;

    protected StreamTags Tags { get; } = new();

    /// <summary>Opens it wholly or, throwing, not at all. Does nothing where it is open.</summary>
    public async Task OpenAsync()
    {
        if (connection is { State: System.Data.ConnectionState.Open })
            return;
        await CloseAsync();
        connection = await source.OpenConnectionAsync();
        try
        {
            await PrepareAsync();
            IsOpen = true;
        }
        catch
        {
            await CloseAsync();
            throw;
        }
    }

    /// <summary>To be called before <see cref="Compose"/>; mostly asks nothing.</summary>
    public abstract Task LearnTagsAsync(IReadOnlyList<TPending> group);

    /// <summary>What <see cref="AppendAsync"/> will send; nothing is sent yet.</summary>
    /// <returns>The log as it will be.</returns>
    public abstract LogEnd Compose(LogEnd end, long recordedUs, long nowUs, IReadOnlyList<TPending> group);

    /// <summary>What was composed last is stored for good.</summary>
    public abstract void Settle();

    public async Task<AppendAnswer<TResult>> AppendAsync()
    {
        FailPoint.Reach("append.composed");
        var answering = SendAsync();
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
        var heads = await Connection.RowsAsync(
            $"select * from {log.LockHead}()", row => new LogHead(row.GetInt64(0), row.GetInt64(1)),
            CancellationToken.None);
        return await new LogEndReader(Connection, log).ReadAsync(heads.Single(), known);
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
    /// Those of these that are stored. Waits for the log's lock, hence for whatever a lost connection of ours may
    /// still be committing.
    /// </summary>
    public abstract Task<IReadOnlyDictionary<Guid, StoredFrom>> FindAsync(IEnumerable<Guid> ids);

    /// <summary>
    /// Never throws: the connection may be broken already, and its transaction ends with it.
    /// </summary>
    public async Task CloseAsync()
    {
        (HoldsLock, IsOpen) = (false, false);
        var closing = connection;
        connection = null;
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

    /// <summary>Of a connection that was just opened.</summary>
    protected abstract Task PrepareAsync();

    /// <summary>
    /// One round trip with what was composed last; outside of a transaction the answer "stored" means that it is
    /// durable.
    /// </summary>
    protected abstract Task<AppendAnswer<TResult>> SendAsync();

    async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
