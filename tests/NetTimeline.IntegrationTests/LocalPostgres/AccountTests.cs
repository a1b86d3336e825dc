using NetTimeline.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

public sealed class AccountTests : LocalPostgresSpec
{
    [Fact]
    public async Task The_server_never_runs_as_root()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The user of a process is read from /proc.");
        await using var server = await StartAsync();

        Assert.DoesNotContain("0", StatusOf(server.PostmasterPid, "Uid"));
    }

    [Fact]
    public async Task Data_asked_for_in_a_folder_only_root_can_enter_lies_elsewhere_and_is_found_again()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs PostgreSQL as another user.");
        using var closed = new TemporaryFolder();
        File.SetUnixFileMode(closed.Path, UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new LocalPostgresOptions(closed.Below("data"));
        var first = await StartAsync(options);
        try
        {
            await WriteNoteAsync(first, "found again");
            await first.DisposeAsync();

            await using var second = await StartAsync(options);

            Assert.Equal("found again", await NotesAsync(second));
            Assert.Equal(first.DataFolder, second.DataFolder);
            Assert.Equal(second.DataFolder, new FileInfo(closed.Below("data/elsewhere")).LinkTarget);
        }
        finally
        {
            await first.DisposeAsync();
            Directory.Delete(first.DataFolder, recursive: true);
        }
    }
}
