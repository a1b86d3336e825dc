using System.Data;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Verification;
using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>How a database is verified.</summary>
/// <param name="Policy">Which keys are trusted; got by a way that is not the database's.</param>
/// <param name="Outside">Checkpoints that were kept elsewhere.</param>
/// <param name="Jobs">How many ranges are looked at at once.</param>
/// <param name="Now">By a clock that is not the database's: what is not signed yet has to be about as new.</param>
public sealed record LedgerVerificationOptions(
    LogPolicy Policy, IReadOnlyList<ReadOnlyMemory<byte>> Outside, int Jobs, Instant Now)
{
    /// <summary>Told how many positions were looked at, and of how many; by any thread.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>Null where nobody is to look into identities.</summary>
    public IdentityKey? Identities { get; init; }
}

/// <summary>
/// Derives every leaf, tile and root of a database's logs again from their rows and holds them against what was signed.
/// Everything is read as of one moment, while servers go on, and nothing is written.
/// </summary>
public static class LedgerVerification
{
    /// <summary>Reads as whoever the connection string logs in as, who must be able to read everything.</summary>
    /// <exception cref="EventStoreException">It cannot be reached, or has no log that can be read.</exception>
    public static Task<VerificationReport> RunAsync(
        string connectionString, LedgerVerificationOptions options, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var source = SourceFor(connectionString);
            await using var connection = await source.OpenConnectionAsync(cancellation);
            await using var transaction =
                await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var snapshot = (await connection.RowsAsync(
                "select pg_export_snapshot()", row => row.GetString(0), cancellation)).Single();
            var run = await VerificationRun.BeginAsync(connection, options, cancellation);
            var sessions = await Task.WhenAll(Enumerable.Range(0, Math.Max(1, options.Jobs))
                .Select(_ => OpenAsync(source, snapshot, cancellation)));
            try
            {
                await Task.WhenAll(
                [
                    .. sessions.Select(each => Task.Run(() => run.GoAsync(each, cancellation), cancellation)),
                    run.LookBesideAsync(connection, cancellation),
                ]);
                await Task.WhenAll(sessions.Select(
                    each => Task.Run(() => run.CompareAsync(each, cancellation), cancellation)));
                await run.CheckErasedAsync(connection, cancellation);
                return run.Finish();
            }
            finally
            {
                foreach (var session in sessions)
                    await session.DisposeAsync();
            }
        });

    /// <summary>The same on one connection, as its transaction sees the database.</summary>
    internal static async Task<VerificationReport> RunAsync(
        NpgsqlConnection connection, LedgerVerificationOptions options, CancellationToken cancellation)
    {
        var run = await VerificationRun.BeginAsync(connection, options, cancellation);
        await run.GoAsync(connection, cancellation);
        await run.LookBesideAsync(connection, cancellation);
        await run.CompareAsync(connection, cancellation);
        await run.CheckErasedAsync(connection, cancellation);
        return run.Finish();
    }

    /// <summary>In a transaction that sees what the one with the snapshot sees.</summary>
    static async Task<NpgsqlConnection> OpenAsync(
        NpgsqlDataSource source, string snapshot, CancellationToken cancellation)
    {
        var connection = await source.OpenConnectionAsync(cancellation);
        await connection.DoAsync(
            $"begin isolation level repeatable read; set transaction snapshot '{snapshot}'", cancellation);
        return connection;
    }

    static NpgsqlDataSource SourceFor(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            CommandTimeout = 0,
            ApplicationName = "nettimeline verify",
        };
        settings.Options += " -c default_transaction_read_only=on -c statement_timeout=0 -c jit=off";
        return NpgsqlDataSource.Create(settings);
    }
}
