using NetTimeline.IntegrationTests.Cli;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary><c>nettimeline witness</c> in a process of its own.</summary>
sealed class RunningWitness : IAsyncDisposable
{
    const string Announcement = "NetTimeline witnesses on ";
    const string KeyMark = "witness key ";

    readonly CommandRun run;

    RunningWitness(CommandRun run, VerifierKey key, string address) =>
        (this.run, Key, Address) = (run, key, address);

    public VerifierKey Key { get; }

    public string Address { get; }

    /// <summary>As a server's policy names it.</summary>
    public PolicyWitness InPolicy => new("archive", Key, Address);

    /// <param name="address">Port 0 takes a free one.</param>
    /// <param name="deathPoint">Where it kills itself.</param>
    public static async Task<RunningWitness> StartAsync(
        string folder, IEnumerable<VerifierKey> logs, string address = "http://127.0.0.1:0",
        string? deathPoint = null)
    {
        var variables = new Dictionary<string, string>();
        if (deathPoint is not null)
        {
            variables["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            variables[StartupHook.Variable] = deathPoint;
        }

        var run = CommandRun.Start("dotnet", [CommandRun.Program, .. Arguments(folder, logs, address)], variables);
        var said = await run.LineAsync(line => line.StartsWith(KeyMark, StringComparison.Ordinal));
        var key = Assert.IsType<Parsed<VerifierKey>.Accepted>(VerifierKey.Parse(said[KeyMark.Length..])).Value;
        var listens = await run.LineAsync(line => line.StartsWith(Announcement, StringComparison.Ordinal));
        return new(run, key, listens[Announcement.Length..]);
    }

    public static string[] Arguments(string folder, IEnumerable<VerifierKey> logs, string address) =>
        ["witness", "--listen", address, "--state", folder, .. logs.SelectMany(key => (string[])["--log", $"{key}"])];

    public void KillAtOnce() => run.KillAtOnce();

    public ValueTask DisposeAsync() => run.DisposeAsync();
}
