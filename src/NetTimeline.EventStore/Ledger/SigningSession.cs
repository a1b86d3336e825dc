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

    /// <summary>Goes with the checkpoint from then on. Does nothing where the witness has said it already.</summary>
    public Task AddCosignatureAsync(StoredCosignature cosignature, CancellationToken cancellation) => UseAsync(
        connection => connection.DoAsync(
            "select timeline.add_cosignature($1, $2, $3, $4, $5, $6, $7)", cancellation,
            log.Name, cosignature.Epoch, cosignature.Size, cosignature.SignedUs, cosignature.VerifierKey,
            cosignature.WitnessedSeconds, cosignature.Line),
        cancellation);

    /// <summary>Has the log begin anew, under another origin.</summary>
    /// <param name="origin">Of the new epoch.</param>
    /// <param name="first">Of the log that this is.</param>
    /// <param name="now">By the clock of the server; recorded time does not run backwards.</param>
    public Task<LedgerEpoch> ContinueAsync(
        string origin, FirstLeaf first, Instant now, CancellationToken cancellation) => UseAsync(
        async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var locked = (await connection.RowsAsync(
                $"select * from {log.LockHead}()", row => new LogHead(row.GetInt64(0), row.GetInt64(1)),
                cancellation)).Single();
            var ended = await connection.HeadAsync(log, cancellation);
            var epoch = new LedgerEpoch(ended.Epoch.Number + 1, origin, locked.Position + 1, EndPosition: null);
            await connection.DoAsync(
                "select timeline.open_next_epoch($1, $2, $3, $4)", cancellation,
                log.Name, epoch.Number, epoch.Origin, epoch.FirstPosition);
            await first.AppendAsync(
                connection, new(locked, epoch.Number, epoch.FirstPosition, TreeEdge.Empty), ended,
                Microseconds.From(now), cancellation);
            await transaction.CommitAsync(cancellation);
            return epoch;
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        await source.DisposeAsync();
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
