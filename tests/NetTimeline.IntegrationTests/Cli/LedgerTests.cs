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
        await SignedAsync(served);

        var status = await RunAsync(served, "ledger", "status");
        var keys = await RunAsync(served, "ledger", "keys");
        var goesOn = await RunAsync(served, "ledger", "continue", "--reason", "for no reason");
        var unreasoned = await RunAsync(served, "ledger", "continue");

        Assert.StartsWith("events  healthy\n", status.Output, StringComparison.Ordinal);
        Assert.Matches(@"^0 - nettimeline\.invalid/[0-9a-f-]{36}/events\+[0-9a-f]{8}\+\S+\n$", keys.Output);
        Assert.Equal((1, ""), (goesOn.ExitCode, goesOn.Output));
        Assert.Equal(2, unreasoned.ExitCode);
    }

    [Fact]
    public async Task A_log_that_began_anew_has_two_keys_and_whoever_knows_one_is_told_so()
    {
        using var temporary = new TemporaryFolder();
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using (var served = await StartAsync(database, temporary))
        {
            Assert.Equal(0, (await RunAsync(served, "import", WriteOne(temporary))).ExitCode);
            await SignedAsync(served);
            await WritePolicyAsync(served, temporary);
            Assert.Equal(0, (await LookAsync(served, temporary)).ExitCode);
        }

        File.Delete(Path.Combine(temporary.Below("ledger"), "events-0.pem"));
        await using var again = await StartAsync(database, temporary);
        Assert.Equal(0, (await RunAsync(again, "ledger", "continue", "--reason", "the key was lost")).ExitCode);
        await SignedAsync(again);

        var keys = await RunAsync(again, "ledger", "keys");
        var second = await RunAsync(again, "ledger", "keys", "--log", "events-1");
        var told = await LookAsync(again, temporary);
        await WritePolicyAsync(again, temporary);
        var knowing = await LookAsync(again, temporary);

        Assert.Matches(@"^0 1 \S+/events\+\S+\n0 - \S+/events/e1\+\S+\n$", keys.Output);
        Assert.EndsWith(second.Output, keys.Output, StringComparison.Ordinal);
        Assert.Equal(2, told.ExitCode);
        Assert.Contains("/ledger/events-1", told.Output, StringComparison.Ordinal);
        Assert.Equal(0, knowing.ExitCode);
    }

    static async Task<ServedProcess> StartAsync(string database, TemporaryFolder temporary)
    {
        var served = new ServedProcess(database, "--ledger-folder", temporary.Below("ledger"));
        await served.StartAsync();
        return served;
    }

    /// <summary>Of all keys that are printed.</summary>
    static async Task WritePolicyAsync(ServedProcess served, TemporaryFolder temporary)
    {
        var lines = (await RunAsync(served, "ledger", "keys")).Output.Split('\n')[..^1];
        await File.WriteAllTextAsync(
            temporary.Below("policy"),
            string.Concat(lines.Select(line => $"log {line.Split(' ')[2]}\n")) + "quorum none\n", Cancellation);
    }

    static Task<Ended> LookAsync(ServedProcess served, TemporaryFolder temporary) => CommandRun.NettimelineAsync(
        "verify", "monitor", $"{served.Address}/ledger/events", "--state", temporary.Below("seen"),
        "--policy", temporary.Below("policy"));

    static Task SignedAsync(ServedProcess served) => Eventually.HoldsAsync(async () =>
        (await RunAsync(served, "ledger", "status")).Output.Contains(" 1, 1 signed at ", StringComparison.Ordinal));

    static Task<Ended> RunAsync(ServedProcess served, params string[] arguments) =>
        CommandRun.NettimelineAsync([.. arguments, "--server", served.Address]);

    static string WriteOne(TemporaryFolder temporary)
    {
        var file = temporary.Below("one.ndjson");
        File.WriteAllText(file, """{"patient":"p-1","enrol":{"registryKey":"p-1","sex":"male","statedAge":66}}""");
        return file;
    }
}
