using System.Diagnostics;
using NetTimeline.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

public sealed class CrashTests : LocalPostgresSpec
{
    [Fact]
    public async Task After_kill_9_of_the_postmaster_a_restart_recovers_what_was_committed()
    {
        await using var server = await StartAsync();
        await WriteNoteAsync(server, "committed");

        await server.KillAsync();
        await server.RestartAsync(Cancellation);

        Assert.Equal("committed", await NotesAsync(server));
    }

    [Fact]
    public async Task After_kill_9_another_run_can_start_on_the_folder_at_once()
    {
        var first = await StartAsync();
        await WriteNoteAsync(first, "committed");
        await first.KillAsync();
        await first.DisposeAsync();

        await using var second = await StartAsync();

        Assert.Equal("committed", await NotesAsync(second));
    }

    [Fact]
    public async Task A_cluster_whose_owner_died_is_ended_before_a_new_one_starts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program of a process is found through /proc.");
        var first = await StartAsync();
        await WriteNoteAsync(first, "committed");
        var program = File.ResolveLinkTarget($"/proc/{first.PostmasterPid}/exe", returnFinalTarget: true)!;
        await first.DisposeAsync();
        using var orphan = StartWithoutOwner(program.FullName, Path.Combine(first.DataFolder, "data"));
        await UntilItAnswersAsync(first.ConnectionString);

        await using var second = await StartAsync();

        await orphan.WaitForExitAsync(Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.NotEqual(orphan.Id, second.PostmasterPid);
        Assert.Equal("committed", await NotesAsync(second));
    }

    [Fact]
    public async Task The_id_of_a_dead_postmaster_that_another_program_has_now_does_no_harm()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere PostgreSQL itself decides.");
        var first = await StartAsync();
        await first.KillAsync();
        await first.DisposeAsync();
        var pidFile = Path.Combine(first.DataFolder, "data", "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(pidFile, Cancellation);
        using var bystander = Process.Start("sleep", "600");
        try
        {
            await File.WriteAllLinesAsync(pidFile, [$"{bystander.Id}", .. lines[1..]], Cancellation);

            await using var second = await StartAsync();

            Assert.False(bystander.HasExited);
        }
        finally
        {
            bystander.Kill();
        }
    }

    [Fact]
    public async Task Where_it_is_to_be_kept_running_it_is_started_again_after_a_kill()
    {
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var server = await StartAsync(
            new LocalPostgresOptions(Folder) { KeepRunning = true, Progress = told.Enqueue });
        await WriteNoteAsync(server, "committed");
        var (killed, connection) = (server.PostmasterPid, server.ConnectionString);

        await server.KillAsync();

        await UntilItAnswersAsync(connection);
        await UntilAsync(() => server.PostmasterPid != killed);
        Assert.Equal("committed", await NotesAsync(server));
        Assert.Contains("PostgreSQL ended without being asked to; it is started again.", told);
    }

    static Process StartWithoutOwner(string program, string data) =>
        Process.Start(new ProcessStartInfo(program, ["-D", data])
        {
            WorkingDirectory = "/",
            UserName = Environment.IsPrivilegedProcess ? OwnerOf(data) : "",
            RedirectStandardError = true,
        })!;

    static string OwnerOf(string folder)
    {
        var ask = new ProcessStartInfo("stat", ["-c", "%U", folder]) { RedirectStandardOutput = true };
        using var stat = Process.Start(ask)!;
        return stat.StandardOutput.ReadToEnd().Trim();
    }

    /// <summary>The new one answers a moment before whoever started it has heard that it does.</summary>
    static async Task UntilAsync(Func<bool> holds)
    {
        for (var attempt = 1; attempt < 1200 && !holds(); attempt++)
        {
            await Task.Delay(100, Cancellation);
        }

        Assert.True(holds());
    }

    static async Task UntilItAnswersAsync(string connectionString)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await AskAsync<int>(connectionString, "select 1");
                return;
            }
            catch (Npgsql.NpgsqlException) when (attempt < 1200)
            {
                await Task.Delay(100, Cancellation);
            }
        }
    }
}
