using System.Collections.Concurrent;
using System.Diagnostics;
using NetTimeline.EventStore;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>
/// How far a read model has come, as any reader sees it: the position that is committed together with the rows. Asked
/// again and again on a connection of its own.
/// </summary>
sealed class Checkpoint : IAsyncDisposable
{
    const string Ask =
        "select max(position) from read_models.generations where projection = $1 and format = $2 and state = 'live'";

    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    readonly NpgsqlConnection connection;
    readonly NpgsqlCommand ask;

    Checkpoint(NpgsqlConnection connection, NpgsqlCommand ask) => (this.connection, this.ask) = (connection, ask);

    public static async Task<Checkpoint> OpenAsync(string database, IProjection projection)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var ask = new NpgsqlCommand(Ask, connection)
        {
            Parameters = { new() { Value = projection.Name }, new() { Value = projection.Format } },
        };
        await ask.PrepareAsync();
        return new(connection, ask);
    }

    /// <summary>Comes back as soon as it has come there. One caller at a time.</summary>
    public async Task ReachAsync(long position)
    {
        while (await PositionAsync() < position)
            await Task.Yield();
    }

    /// <summary>Until its end nobody else asks.</summary>
    public Watching Watch() => new(this);

    public async ValueTask DisposeAsync()
    {
        await ask.DisposeAsync();
        await connection.DisposeAsync();
    }

    async Task<long> PositionAsync() => await ask.ExecuteScalarAsync() is long position ? position : 0;

    /// <summary>When it came where. Safe to use from many threads.</summary>
    public sealed class Watching
    {
        readonly Checkpoint checkpoint;
        readonly ConcurrentQueue<(long Position, long At)> answered = new();
        readonly List<(long Position, long At)> seen = [];
        readonly Task looking;
        long last = long.MaxValue;

        public Watching(Checkpoint checkpoint)
        {
            this.checkpoint = checkpoint;
            looking = Task.Run(LookAsync);
        }

        /// <summary>An append has just been answered.</summary>
        public void Answered(long position) => answered.Enqueue((position, Stopwatch.GetTimestamp()));

        /// <summary>Waits for the last; the milliseconds that each was behind, none where it was seen before.</summary>
        public async Task<IReadOnlyCollection<double>> EndAsync()
        {
            Volatile.Write(ref last, answered.Max(each => each.Position));
            await looking;
            return [.. answered.Select(each => Math.Max(
                0, Stopwatch.GetElapsedTime(each.At, SeenAt(each.Position)).TotalMilliseconds))];
        }

        long SeenAt(long position) =>
            seen[~seen.BinarySearch((position, long.MinValue))].At;

        async Task LookAsync()
        {
            while (seen.Count == 0 || seen[^1].Position < Volatile.Read(ref last))
            {
                var position = await checkpoint.PositionAsync();
                if (seen.Count == 0 || position > seen[^1].Position)
                    seen.Add((position, Stopwatch.GetTimestamp()));
                await Task.Delay(Pause);
            }
        }
    }
}
