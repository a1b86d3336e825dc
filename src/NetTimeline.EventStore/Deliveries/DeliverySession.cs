using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The session in which a server writes down what it delivered. It holds the locks of the subscriptions that the
/// server delivers to; whoever has lost them can write nothing down, since the session that held them has ended.
/// </summary>
/// <remarks>Safe to use from several threads; they take turns.</remarks>
sealed class DeliverySession : IAsyncDisposable
{
    /// <summary>The database ends a session of these that says nothing for five seconds.</summary>
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    readonly NpgsqlConnection connection;
    readonly SemaphoreSlim turns = new(1, 1);
    readonly CancellationTokenSource ended = new();
    readonly Task beating;

    /// <param name="connection">Open; belongs to the session from now on.</param>
    public DeliverySession(NpgsqlConnection connection)
    {
        this.connection = connection;
        beating = Task.Run(BeatAsync);
    }

    /// <summary>Cancelled when the session is lost: nothing is written down any more.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>The connection, while nobody else uses it; all in one transaction.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation)
    {
        await turns.WaitAsync(cancellation);
        try
        {
            ended.Token.ThrowIfCancellationRequested();
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            var result = await use(connection);
            await transaction.CommitAsync(CancellationToken.None);
            return result;
        }
        finally
        {
            turns.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ended.CancelAsync();
            await beating;
            await turns.WaitAsync();
        }
        finally
        {
            await connection.DisposeAsync();
            ended.Dispose();
            turns.Dispose();
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it was: a session that cannot beat is lost.")]
    async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(BeatEvery, ended.Token);
                await UseAsync(open => open.NumberAsync("select 1", CancellationToken.None), ended.Token);
            }
        }
        catch (Exception)
        {
            await ended.CancelAsync();
        }
    }
}
