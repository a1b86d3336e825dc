using System.Diagnostics;

namespace NetTimeline.LocalPostgres;

/// <summary>
/// A PostgreSQL that ended without being asked to is started again. Where it does not last – on a full disk, say – that
/// is tried ever more rarely, but as long as it takes: once there is room again, nobody has to be called.
/// </summary>
static class Revival
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    /// <summary>Whatever ran for so long was well.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>Returns without an error when cancelled.</summary>
    public static async Task KeepRunningAsync(
        LocalPostgresServer server, Action<string> say, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Between);
        var pause = TimeSpan.Zero;
        var since = Stopwatch.StartNew();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                if (Posix.Exists(server.PostmasterPid) || since.Elapsed < pause)
                {
                    continue;
                }

                pause = since.Elapsed > Settled ? Between : Between + (pause * 2);
                pause = pause < PauseMax ? pause : PauseMax;
                await ReviveAsync(server, say, cancellation);
                since.Restart();
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    static async Task ReviveAsync(LocalPostgresServer server, Action<string> say, CancellationToken cancellation)
    {
        say("PostgreSQL ended without being asked to; it is started again.");
        var connection = server.ConnectionString;
        try
        {
            await server.RestartAsync(cancellation);
            say(server.ConnectionString == connection
                ? "PostgreSQL runs again."
                : "PostgreSQL runs again, on another port: who used it before has to be started again, too.");
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            say(broken.Message);
        }
    }
}
