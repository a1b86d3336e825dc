using System.Diagnostics;

namespace NetTimeline.LocalPostgres;

/// <summary>A PostgreSQL that ended without being asked to is started again, but not for ever.</summary>
static class Revival
{
    const int AttemptsMax = 5;

    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    /// <summary>Whatever ran for so long was well.</summary>
    static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>Returns without an error when cancelled, or when too many starts in a row did not last.</summary>
    public static async Task KeepRunningAsync(
        LocalPostgresServer server, Action<string> say, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Between);
        var attempts = 0;
        var since = Stopwatch.StartNew();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                if (Posix.Exists(server.PostmasterPid))
                {
                    continue;
                }

                attempts = since.Elapsed > Settled ? 1 : attempts + 1;
                if (attempts > AttemptsMax)
                {
                    say($"PostgreSQL ended {attempts} times; it is not started again.");
                    return;
                }

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
