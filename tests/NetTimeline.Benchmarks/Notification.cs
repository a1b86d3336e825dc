using System.Diagnostics;
using Npgsql;

namespace NetTimeline.Benchmarks;

/// <summary>One connection that notifies, and one that listens.</summary>
sealed class Notification : IAsyncDisposable
{
    readonly NpgsqlConnection notifying;
    readonly NpgsqlConnection listening;

    Notification(NpgsqlConnection notifying, NpgsqlConnection listening) =>
        (this.notifying, this.listening) = (notifying, listening);

    public static async Task<Notification> OpenAsync(string database)
    {
        var (notifying, listening) = (new NpgsqlConnection(database), new NpgsqlConnection(database));
        await notifying.OpenAsync();
        await listening.OpenAsync();
        await using var listen = new NpgsqlCommand("listen bench", listening);
        await listen.ExecuteNonQueryAsync();
        return new(notifying, listening);
    }

    /// <summary>The milliseconds from sending it until it is there.</summary>
    public async Task<double> RoundTripAsync()
    {
        var start = Stopwatch.GetTimestamp();
        var arrived = listening.WaitAsync();
        await using var notify = new NpgsqlCommand("notify bench", notifying);
        await notify.ExecuteNonQueryAsync();
        await arrived;
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await notifying.DisposeAsync();
        await listening.DisposeAsync();
    }
}
