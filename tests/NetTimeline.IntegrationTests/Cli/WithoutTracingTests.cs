using System.Globalization;
using NetTimeline.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>
/// Root in a container may usually not trace processes, and then cannot see where the processes of another user work:
/// the private PostgreSQL is found, stopped and never started twice all the same.
/// </summary>
public sealed class WithoutTracingTests : IDisposable
{
    const string Setpriv = "/usr/bin/setpriv";

    readonly DataFolder data = new();

    public void Dispose() => data.Dispose();

    [Fact]
    public async Task Stopping_stops_PostgreSQL()
    {
        await using var server = await StartAsync();
        Assert.NotEmpty(data.Processes());

        server.PressCtrlC();
        var ended = await server.EndAsync();

        Assert.Equal(0, ended.ExitCode);
        Assert.Empty(data.Processes());
        Assert.False(File.Exists(PidFile));
    }

    [Fact]
    public async Task A_cluster_whose_owner_was_killed_is_ended_before_a_new_one_starts()
    {
        await using var first = await StartAsync();
        first.KillAtOnce();
        await first.EndAsync();
        var orphan = Postmaster();

        await using var second = await StartAsync();

        Assert.NotEqual(orphan, Postmaster());
        Assert.DoesNotContain($"/proc/{orphan}", data.Processes());
        second.PressCtrlC();
        await second.EndAsync();
        Assert.Empty(data.Processes());
    }

    [Fact]
    public async Task The_user_of_PostgreSQL_sees_its_processes()
    {
        Assert.SkipUnless(CanDrop, "Only root with setpriv can give up the right to trace.");
        await using var server = await LocalPostgresServer.StartAsync(
            new LocalPostgresOptions(data.Path), TestContext.Current.CancellationToken);
        var own = new ClusterProcesses(new ClusterFolder(data.Path), Account.ForPostgres());

        Assert.Contains(server.PostmasterPid, await own.SeenByAccountAsync());
    }

    static bool CanDrop => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists(Setpriv);

    string PidFile => Path.Combine(data.Path, "data", "postmaster.pid");

    int Postmaster() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    async Task<CommandRun> StartAsync()
    {
        Assert.SkipUnless(CanDrop, "Only root with setpriv can give up the right to trace.");
        var server = CommandRun.Start(
            Setpriv,
            [
                "--bounding-set", "-sys_ptrace", "--inh-caps", "-sys_ptrace", "dotnet", CommandRun.Program,
                "serve", "--data", data.Path, "--urls", "http://127.0.0.1:0",
            ]);
        await server.LineAsync(said => said.StartsWith("NetTimeline listens on ", StringComparison.Ordinal));
        return server;
    }
}
