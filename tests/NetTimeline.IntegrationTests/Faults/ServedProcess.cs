using System.Diagnostics;
using NetTimeline.IntegrationTests.Cli;
using Npgsql;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// <c>nettimeline serve</c> in a process of its own, on a database and an address that it keeps: it is there to be
/// killed, and started again.
/// </summary>
sealed class ServedProcess(string database, params string[] more) : IAsyncDisposable
{
    const string Announcement = "NetTimeline listens on ";

    readonly string connectionString =
        new NpgsqlConnectionStringBuilder(database) { Pooling = true, MaxPoolSize = 16 }.ConnectionString;

    CommandRun? run;

    /// <summary>The same from the first start on.</summary>
    public string Address { get; private set; } = "http://127.0.0.1:0";

    /// <summary>Returns when it listens.</summary>
    /// <param name="deathPoint">
    /// The mark, and after <c>*</c> at which of its passings, where the process is to end or stop; null for nowhere.
    /// </param>
    public async Task StartAsync(string? deathPoint = null)
    {
        Launch(deathPoint);
        var line = await run!.LineAsync(said => said.StartsWith(Announcement, StringComparison.Ordinal));
        Address = line[Announcement.Length..];
    }

    /// <summary>Returns at once: it may die before it listens.</summary>
    public void Launch(string? deathPoint)
    {
        var variables = new Dictionary<string, string>();
        if (deathPoint is not null)
        {
            variables["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            variables[StartupHook.Variable] = deathPoint;
        }

        run = CommandRun.Start(
            "dotnet",
            [CommandRun.Program, "serve", "--postgres", connectionString, "--urls", Address, .. more],
            variables);
    }

    /// <summary>As the system stops a process, for a debugger or for a frozen machine. Linux only.</summary>
    public bool IsStopped => File.ReadLines($"/proc/{run!.Id}/status").Any(
        line => line.StartsWith("State:", StringComparison.Ordinal)
            && line.Contains("(stopped)", StringComparison.Ordinal));

    public void GoOn()
    {
        using var kill = Process.Start("kill", ["-CONT", $"{run!.Id}"]);
        kill.WaitForExit();
    }

    public void Kill() => run!.KillAtOnce();

    /// <summary>Returns when the process is gone, for whatever reason.</summary>
    public async Task<Ended> GoneAsync()
    {
        var ended = await run!.EndAsync();
        await run.DisposeAsync();
        return ended;
    }

    public ValueTask DisposeAsync() => run?.DisposeAsync() ?? ValueTask.CompletedTask;
}
