using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>Following the log on the command line.</summary>
public sealed class FollowTests(ServedTimeline served) : IClassFixture<ServedTimeline>
{
    [Fact]
    public async Task A_line_is_printed_for_each_change_until_it_is_interrupted()
    {
        await served.ImportAsync("""{"patient":"f-1","enrol":{"registryKey":"f-1"}}""");
        await using var run = CommandRun.Nettimeline(
            "follow", "--since", "0", "--patient", "f-1", "--server", served.Address.OriginalString);
        await run.LineAsync(line => line.EndsWith("f-1 v1  patient_enrolled", StringComparison.Ordinal));

        await served.ImportAsync("""{"patient":"f-1","entry":{"key":"n","kind":"note","text":"x"}}""");
        var told = await run.LineAsync(line => line.Contains("note_recorded", StringComparison.Ordinal));
        run.PressCtrlC();

        Assert.EndsWith("f-1 v2  note_recorded  n", told, StringComparison.Ordinal);
        Assert.Equal(0, (await run.EndAsync()).ExitCode);
    }

    [Fact]
    public async Task A_position_beyond_the_log_is_a_no()
    {
        var ended = await served.RunAsync("follow", "--since", "999999");

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("The log ends at position", ended.Errors, StringComparison.Ordinal);
    }
}
