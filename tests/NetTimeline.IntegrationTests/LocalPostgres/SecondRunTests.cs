using NetTimeline.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

public sealed class SecondRunTests : LocalPostgresSpec
{
    [Fact]
    public async Task A_second_run_on_a_data_folder_in_use_is_refused_and_the_first_runs_on()
    {
        await using var first = await StartAsync();

        var refusal = await Assert.ThrowsAsync<DataFolderInUseException>(StartAsync);

        Assert.Equal(Folder, refusal.Folder);
        Assert.Contains("in use by another run", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await AskAsync<int>(first, "select 1"));
    }

    [Fact]
    public async Task Whoever_may_enter_the_folder_finds_the_server_that_runs_there()
    {
        var options = new LocalPostgresOptions(Folder);
        Assert.Null(RunningPostgres.ConnectionTo(options));
        await using (var running = await StartAsync())
        {
            Assert.Equal(running.ConnectionString, RunningPostgres.ConnectionTo(options));
        }

        Assert.Null(RunningPostgres.ConnectionTo(options));
    }

    [Fact]
    public async Task A_start_that_fails_gives_the_folder_free()
    {
        var broken = new LocalPostgresOptions(Folder)
        {
            Settings = new Dictionary<string, string> { ["shared_buffers"] = "no size" },
        };

        var refusal = await Assert.ThrowsAsync<PostgresDidNotStartException>(() => StartAsync(broken));

        Assert.Contains("shared_buffers", refusal.Message, StringComparison.Ordinal);
        await using var mended = await StartAsync();
        Assert.Equal(1, await AskAsync<int>(mended, "select 1"));
    }
}
