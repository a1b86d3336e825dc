using System.Security.Cryptography;
using NetTimeline.Ledger.Tiles;
using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The session whose lock makes a server the one that signs a log's tree. All that it stores goes through it, so that
/// whoever has lost the lock stores nothing.
/// </summary>
public sealed class SigningSession : IAsyncDisposable
{
    /// <summary>Holds everything that was committed before it: its commit waits for all that such commits wait for.
    /// </summary>
    const string Fence = "select pg_logical_emit_message(true, 'nettimeline', '')";

    const string TryLock = "select pg_try_advisory_lock(hashtextextended($1, 5642234187420131))";

    readonly LedgerLog log;
    readonly NpgsqlDataSource source;
    readonly BeatingSession session;
    bool warned;

    SigningSession(LedgerLog log, NpgsqlDataSource source, NpgsqlConnection connection)
    {
        (this.log, this.source) = (log, source);
        connection.Notice += (_, _) => warned = true;
        session = new(connection, open => open.DoAsync("select 1", CancellationToken.None));
    }

    /// <summary>Cancelled when the session is lost: it will store nothing any more.</summary>
    public CancellationToken Ended => session.Ended;

    /// <summary>Null where another server has the place.</summary>
    public static Task<SigningSession?> TryOpenAsync(
        string connectionString, LedgerLog log, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            var source = Connections.ForSigning(connectionString);
            var connection = source.CreateConnection();
            try
            {
                await connection.OpenAsync(cancellation);
                var taken = await connection.RowsAsync(TryLock, row => row.GetBoolean(0), cancellation, log.Name);
                if (taken is [true])
                    return new SigningSession(log, source, connection);
            }
            catch
            {
                await CloseAsync(source, connection);
                throw;
            }

            await CloseAsync(source, connection);
            return null;
        });

    /// <summary>
    /// The newest epoch's tree, of which everything is on all disks that commits wait for: this server's and those of
    /// its synchronous standbys. Null where one of them has not said so.
    /// </summary>
    public Task<TreeHead?> DurableHeadAsync(CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            var head = await connection.HeadAsync(log, cancellation);
            // A wait for a standby that is given up ends well, with a warning.
            warned = false;
            await connection.DoAsync(Fence, cancellation);
            return warned ? null : head;
        },
        cancellation);

    public Task AddKeyAsync(LedgerKey key, CancellationToken cancellation) => UseAsync(
        connection => connection.DoAsync(
            "select timeline.add_ledger_key($1, $2, $3, $4)", cancellation,
            log.Name, key.Epoch, key.VerifierKey, key.FromSize),
        cancellation);

    /// <summary>
    /// Stores a checkpoint that others see when it returns. In between, when it is certain that it can be stored, it is
    /// kept elsewhere too, so that nobody ever sees one that is not.
    /// </summary>
    /// <param name="keep">Returns when it is kept for good. The database waits two seconds at most.</param>
    /// <exception cref="NotKeptException">Keeping it failed; then it is not stored.</exception>
    public Task AddCheckpointAsync(StoredCheckpoint checkpoint, Action keep, CancellationToken cancellation) =>
        UseAsync(
            async connection =>
            {
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                await connection.DoAsync(
                    "select timeline.add_checkpoint($1, $2, $3, $4, $5, $6)", cancellation,
                    log.Name, checkpoint.Epoch, checkpoint.Size, checkpoint.SignedUs,
                    checkpoint.Root.Bytes.ToArray(), checkpoint.Note);
                Keep(keep);
                await transaction.CommitAsync(cancellation);
                return true;
            },
            cancellation);

    /// <summary>Begins the log of events anew, under another origin, with an event as its first leaf.</summary>
    /// <param name="origin">Of the new epoch.</param>
    /// <param name="stream">Where the event belongs, beginning with it where it is not there yet.</param>
    /// <param name="first">
    /// Makes the event, told how the tree is that ends here. Between the two nothing is appended.
    /// </param>
    /// <param name="now">By the clock of the server; recorded time does not run backwards.</param>
    public Task<LedgerEpoch> ContinueAsync(
        string origin, StreamName stream, Func<TreeHead, NewEvent> first, Instant now,
        CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            await using var append = await AppendCommand.PrepareAsync(connection, clockToleranceUs: null);
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var locked = (await connection.RowsAsync(
                "select * from timeline.lock_head()", row => new LogHead(row.GetInt64(0), row.GetInt64(1)),
                cancellation)).Single();
            var old = await connection.HeadAsync(log, cancellation);
            var epoch = new LedgerEpoch(old.Epoch.Number + 1, origin, locked.Position + 1, EndPosition: null);
            await connection.DoAsync(
                "select timeline.open_next_epoch($1, $2, $3)", cancellation,
                epoch.Number, epoch.Origin, epoch.FirstPosition);
            await AppendFirstAsync(connection, append, new(locked, epoch.Number, epoch.FirstPosition, TreeEdge.Empty),
                stream, first(old), Microseconds.From(now), cancellation);
            await transaction.CommitAsync(cancellation);
            return epoch;
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await source.DisposeAsync();
    }

    static async Task AppendFirstAsync(
        NpgsqlConnection connection, AppendCommand command, LogEnd end, StreamName stream, NewEvent first,
        long nowUs, CancellationToken cancellation)
    {
        var version = await connection.NumberAsync(
            "select coalesce(max(version), 0) from timeline.mt_events where stream_id = $1", cancellation, stream.Id);
        var append = new Append(
            first.Id, stream.Id, version == 0 ? stream.Key : null, version, [first], Command: null);
        var tags = new StreamTags();
        await tags.LearnAsync(connection, version == 0 ? [] : [stream.Id]);
        command.Compose(
            end, Math.Max(nowUs, end.Head.RecordedUs), nowUs, [new PendingAppend(append)], tags,
            RandomNumberGenerator.Fill);
        if (await command.ExecuteAsync() is not AppendAnswer<AppendResult>.Stored)
            throw LedgerRowReading.Broken("refuses the first event of an epoch");
    }

    static void Keep(Action keep)
    {
        try
        {
            keep();
        }
        catch (Exception error)
        {
            throw new NotKeptException(error);
        }
    }

    static async Task CloseAsync(NpgsqlDataSource source, NpgsqlConnection connection)
    {
        await connection.DisposeAsync();
        await source.DisposeAsync();
    }

    Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(() => session.UseAsync(use, cancellation));
}

/// <summary>What was to be stored could not be kept elsewhere, and was not stored.</summary>
public sealed class NotKeptException(Exception why) : Exception($"It could not be kept ({why.GetType().Name}).", why);

/// <summary>A stream of the program's own.</summary>
/// <param name="Key">Outside of what others may give.</param>
public sealed record StreamName(Guid Id, string Key);
