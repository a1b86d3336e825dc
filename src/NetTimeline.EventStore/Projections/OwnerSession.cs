using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The session whose lock makes a server the keeper of a projection in one format. Everything that the keeper
/// commits goes through it, so that whoever has lost the lock can commit nothing: the session that held it has
/// ended.
/// </summary>
/// <remarks>Safe to use from several threads; they take turns.</remarks>
sealed class OwnerSession : IAsyncDisposable
{
    /// <summary>The database ends a session of these that says nothing for five seconds.</summary>
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    readonly SemaphoreSlim turns = new(1, 1);
    readonly CancellationTokenSource ended = new();
    readonly NpgsqlConnection connection;
    readonly IProjection projection;
    readonly Task beating;

    OwnerSession(NpgsqlConnection connection, IProjection projection)
    {
        (this.connection, this.projection) = (connection, projection);
        beating = Task.Run(BeatAsync);
    }

    /// <summary>Cancelled when the session is lost: it will commit nothing any more.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>
    /// Takes the place of keeper on this connection, which then belongs to the session; null where another has it.
    /// Another that fell silent is stopped, so that a later try succeeds.
    /// </summary>
    public static async Task<OwnerSession?> TryOpenAsync(
        NpgsqlConnection connection, IProjection projection, ProjectionOptions options,
        CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand("select read_models.take_place($1, $2, $3, $4)", connection)
        {
            Parameters =
            {
                new() { Value = projection.Name },
                new() { Value = projection.Format },
                new() { Value = options.Keeper },
                new() { Value = options.SilenceMax.ToTimeSpan() },
            },
        };
        return await take.ExecuteScalarAsync(cancellation) is true
            ? new(connection, projection)
            : null;
    }

    /// <summary>One statement, or several in one transaction, while nobody else uses the session.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            ended.Token.ThrowIfCancellationRequested();
            return await use(connection);
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>Gives up the place.</summary>
    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        await beating;
        await turns.WaitAsync();
        await connection.DisposeAsync();
        ended.Dispose();
        turns.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "See below.")]
    async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(BeatEvery, ended.Token);
                await UseAsync(BeatAsync, ended.Token);
            }
        }
        catch (Exception)
        {
            // Whatever it was: a session that cannot say that it lives is not relied upon.
            await ended.CancelAsync();
        }
    }

    async Task<int> BeatAsync(NpgsqlConnection open)
    {
        const string sql = """
            update read_models.keepers set heartbeat = clock_timestamp() where projection = $1 and format = $2
            """;
        await using var beat = new NpgsqlCommand(sql, open)
        {
            Parameters = { new() { Value = projection.Name }, new() { Value = projection.Format } },
        };
        return await beat.ExecuteNonQueryAsync(CancellationToken.None);
    }
}
