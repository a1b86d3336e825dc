using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// A session that holds locks and says that it lives. Whoever has lost it can do nothing with it any more, and another
/// may take the locks.
/// </summary>
/// <remarks>Safe to use from several threads; they take turns.</remarks>
sealed class BeatingSession : IAsyncDisposable
{
    /// <summary>The database ends a session of these that says nothing for five seconds.</summary>
    static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    readonly NpgsqlConnection connection;
    readonly Func<NpgsqlConnection, Task<int>> beat;
    readonly SemaphoreSlim turns = new(1, 1);
    readonly CancellationTokenSource ended = new();
    readonly Task beating;

    /// <param name="connection">Open; belongs to the session from now on.</param>
    /// <param name="beat">One statement.</param>
    public BeatingSession(NpgsqlConnection connection, Func<NpgsqlConnection, Task<int>> beat)
    {
        (this.connection, this.beat) = (connection, beat);
        beating = Task.Run(BeatAsync);
    }

    /// <summary>Cancelled when the session is lost.</summary>
    public CancellationToken Ended => ended.Token;

    /// <summary>The connection, while nobody else uses it.</summary>
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

    /// <summary>Gives up the locks.</summary>
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
                await UseAsync(beat, ended.Token);
            }
        }
        catch (Exception)
        {
            await ended.CancelAsync();
        }
    }
}
