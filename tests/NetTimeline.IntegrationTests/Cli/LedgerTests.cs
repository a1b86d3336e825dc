using NetTimeline.IntegrationTests.Faults;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What <c>nettimeline ledger</c> prints, and how it ends.</summary>
public sealed class LedgerTests(PostgresFixture postgres)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_that_is_signed_says_how_far_and_by_which_key_and_does_not_begin_anew()
    {
        using var temporary = new TemporaryFolder();
        await using var served = new ServedProcess(
            await postgres.CreateEmptyDatabaseAsync(Cancellation), "--ledger-folder", temporary.Below("ledger"));
        await served.StartAsync();
        var imported = await RunAsync(served, "import", WriteOne(temporary));
        Assert.Equal(0, imported.ExitCode);
        await Eventually.HoldsAsync(async () =>
            (await RunAsync(served, "ledger", "status")).Output.Contains(" 1, 1 signed at ", StringComparison.Ordinal));

        var status = await RunAsync(served, "ledger", "status");
        var keys = await RunAsync(served, "ledger", "keys");
        var goesOn = await RunAsync(served, "ledger", "continue", "--reason", "for no reason");
        var unreasoned = await RunAsync(served, "ledger", "continue");

        Assert.StartsWith("events  healthy\n", status.Output, StringComparison.Ordinal);
        Assert.Matches(@"^0 - nettimeline\.invalid/[0-9a-f-]{36}/events\+[0-9a-f]{8}\+\S+\n$", keys.Output);
        Assert.Equal((1, ""), (goesOn.ExitCode, goesOn.Output));
        Assert.Equal(2, unreasoned.ExitCode);
    }

    static Task<Ended> RunAsync(ServedProcess served, params string[] arguments) =>
        CommandRun.NettimelineAsync([.. arguments, "--server", served.Address]);

    static string WriteOne(TemporaryFolder temporary)
    {
        var file = temporary.Below("one.ndjson");
        File.WriteAllText(file, """{"patient":"p-1","enrol":{"registryKey":"p-1","sex":"male","statedAge":66}}""");
        return file;
    }
}
