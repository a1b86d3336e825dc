using System.Diagnostics;
using System.Threading.Channels;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Keeps what only Marten applications read – the versions in mt_streams, the sequence – half a minute behind
/// the log. It runs beside the appends, never in them; where it fails it is done the next time, by whichever
/// server.
/// </summary>
sealed class Upkeep : IAsyncDisposable
{
    /// <summary>
    /// Each time leaves a version of a stream's row behind, which cannot be pruned while a snapshot is open,
    /// and which the foreign key of each append walks past: forty of them cost a third of the speed.
    /// </summary>
    static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    static readonly TimeSpan LastMax = TimeSpan.FromSeconds(5);

    /// <summary>After each step it rests so many times as long as that took: appends wait for the same disk.</summary>
    const int RestsPerStep = 3;

    readonly NpgsqlDataSource source;
    readonly Channel<bool> behind = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly CancellationTokenSource ending = new();
    readonly Task loop;

    /// <summary>Begins behind: a server that died may have left something undone.</summary>
    public Upkeep(NpgsqlDataSource source)
    {
        this.source = source;
        FallBehind();
        loop = Task.Run(RunAsync);
    }

    /// <summary>Something was appended.</summary>
    public void FallBehind() => behind.Writer.TryWrite(true);

    /// <summary>Catches up once more before it ends, unless that takes long.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await loop;
        using (var last = new CancellationTokenSource(LastMax))
            await CatchUpAsync(last.Token);
        await source.DisposeAsync();
        ending.Dispose();
    }

    async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await behind.Reader.ReadAsync(ending.Token);
                await Task.Delay(Every, ending.Token);
                if (!await CatchUpAsync(ending.Token))
                    FallBehind();
            }
        }
        catch (OperationCanceledException)
        {
            // Ended.
        }
    }

    /// <summary>
    /// False where it has to be tried again: the database was away, or another server was at it.
    /// </summary>
    async Task<bool> CatchUpAsync(CancellationToken cancellation)
    {
        try
        {
            var begun = Stopwatch.GetTimestamp();
            object? done;
            while ((done = await AskAsync("select timeline.catch_up_streams()", cancellation)) is false)
            {
                await RestAsync(RestsPerStep * Stopwatch.GetElapsedTime(begun));
                begun = Stopwatch.GetTimestamp();
            }

            await AskAsync("select timeline.advance_sequence()", cancellation);
            return done is true;
        }
        catch (Exception error) when (error.IsOfTheConnection() || cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>At the end there is nothing left that could be disturbed.</summary>
    async Task RestAsync(TimeSpan time) =>
        await Task.Delay(time, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    async Task<object?> AskAsync(string sql, CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
