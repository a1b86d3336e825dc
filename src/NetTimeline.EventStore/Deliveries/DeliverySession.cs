using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The session in which a server writes down what it delivered. It holds the locks of the subscriptions that the
/// server delivers to; whoever has lost them can write nothing down, since the session that held them has ended.
/// </summary>
/// <param name="connection">Open; belongs to the session from now on.</param>
/// <remarks>Safe to use from several threads; they take turns.</remarks>
sealed class DeliverySession(NpgsqlConnection connection) : IAsyncDisposable
{
    readonly BeatingSession session = new(connection, open => open.DoAsync("select 1", CancellationToken.None));

    /// <summary>Cancelled when the session is lost: nothing is written down any more.</summary>
    public CancellationToken Ended => session.Ended;

    /// <summary>The connection, while nobody else uses it; all in one transaction.</summary>
    public Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation) =>
        session.UseAsync(
            async open =>
            {
                await using var transaction = await open.BeginTransactionAsync(cancellation);
                var result = await use(open);
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            },
            cancellation);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
