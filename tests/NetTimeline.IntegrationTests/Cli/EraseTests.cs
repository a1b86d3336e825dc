using NetTimeline.IntegrationTests.Erasing;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>What <c>nettimeline erase</c> does, and what it wants to be told.</summary>
public sealed class EraseTests(PostgresFixture postgres)
{
    static readonly string[] Order = ["--authority", "court", "--legal-basis", "GDPR 17", "--reason", "asked"];

    [Fact]
    public async Task An_entry_then_the_patient_are_erased_and_nothing_without_a_yes()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ErasingServer.StartAsync(
            await postgres.CreateEmptyDatabaseAsync(TestContext.Current.CancellationToken), folder.Below("ledger"));
        await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""");
        await server.PostAsync("/api/patients/p-1/entries", """{"key":"n","kind":"note","text":"x"}""");

        var hasty = await RunAsync(server, "p-1");
        var entry = await RunAsync(server, "p-1", "--entry", "n", "--yes");
        var patient = await RunAsync(server, "p-1", "--yes");
        var again = await RunAsync(server, "p-1", "--yes");
        var nobody = await RunAsync(server, "p-2", "--yes");

        Assert.Equal((2, 0, 0, 0, 1), (
            hasty.ExitCode, entry.ExitCode, patient.ExitCode, again.ExitCode, nobody.ExitCode));
        Assert.Contains("Erased at position 3; events: 1.", entry.Errors, StringComparison.Ordinal);
        Assert.Contains("Erased at position 4; events: 1.", patient.Errors, StringComparison.Ordinal);
        Assert.Contains("It had been erased before, at position 4.", again.Errors, StringComparison.Ordinal);
    }

    static Task<Ended> RunAsync(ErasingServer server, params string[] arguments) => CommandRun.NettimelineAsync(
        ["erase", .. arguments, .. Order, "--server", server.Client.BaseAddress!.OriginalString]);
}
