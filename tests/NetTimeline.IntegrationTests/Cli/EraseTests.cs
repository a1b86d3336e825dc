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
        var id = (await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""")).Json
            .GetProperty("patient").GetString()!;
        await server.PostAsync(
            "/api/patients/p-1/entries", """{"key":"n","kind":"imaging-study","modality":"ct","occurred":"2011"}""");
        await server.PostAsync(
            "/api/patients/p-1/entries",
            """{"key":"r","kind":"imaging-reading","study":"n","impression":"stable","occurred":"2011"}""");

        var hasty = await RunAsync(server, "p-1");
        var entry = await RunAsync(server, "p-1", "--entry", "n", "--yes");
        var patient = await RunAsync(server, "p-1", "--yes");
        var again = await RunAsync(server, id, "--yes");
        var byKey = await RunAsync(server, "p-1", "--yes");
        var nobody = await RunAsync(server, "p-2", "--yes");

        Assert.Equal((2, 0, 0, 0, 1, 1), (
            hasty.ExitCode, entry.ExitCode, patient.ExitCode, again.ExitCode, byKey.ExitCode, nobody.ExitCode));
        Assert.Contains(
            "Still recorded, and in no view without it; erase it too: r.", entry.Errors, StringComparison.Ordinal);
        Assert.Contains("Erased at position 4; events: 1.", entry.Errors, StringComparison.Ordinal);
        Assert.Contains("Erased at position 5; events: 2.", patient.Errors, StringComparison.Ordinal);
        Assert.Contains("It had been erased before, at position 5.", again.Errors, StringComparison.Ordinal);
    }

    static Task<Ended> RunAsync(ErasingServer server, params string[] arguments) => CommandRun.NettimelineAsync(
        ["erase", .. arguments, .. Order, "--server", server.Client.BaseAddress!.OriginalString]);
}
