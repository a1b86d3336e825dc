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
    readonly BeatingSession session;

    OwnerSession(NpgsqlConnection connection, IProjection projection) => session = new(
        connection,
        open => open.DoAsync(
            """
            update read_models.keepers set heartbeat = clock_timestamp() where projection = $1 and format = $2
            """,
            CancellationToken.None, projection.Name, projection.Format));

    /// <summary>Cancelled when the session is lost: it will commit nothing any more.</summary>
    public CancellationToken Ended => session.Ended;

    /// <summary>
    /// Takes the place of keeper on this connection, which then belongs to the session; null where another has it.
    /// Another that fell silent is stopped, so that a later try succeeds.
    /// </summary>
    public static async Task<OwnerSession?> TryOpenAsync(
        NpgsqlConnection connection, IProjection projection, ProjectionOptions options,
        CancellationToken cancellation)
    {
        var isTaken = await connection.RowsAsync(
            "select read_models.take_place($1, $2, $3, $4)", row => row.GetBoolean(0), cancellation,
            projection.Name, projection.Format, options.Keeper, options.SilenceMax.ToTimeSpan());
        return isTaken is [true] ? new(connection, projection) : null;
    }

    /// <summary>One statement, or several in one transaction, while nobody else uses the session.</summary>
    public Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation) =>
        session.UseAsync(use, cancellation);

    /// <summary>Gives up the place.</summary>
    public ValueTask DisposeAsync() => session.DisposeAsync();
}
