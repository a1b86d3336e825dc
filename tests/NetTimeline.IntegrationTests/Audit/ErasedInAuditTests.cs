using Microsoft.Extensions.DependencyInjection;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Ledger.Entries;
using NetTimeline.Server;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.Audit;

/// <summary>What was erased is told as erased: neither left out nor shown.</summary>
public sealed class ErasedInAuditTests(RunningServer server) : HttpSpec(server)
{
    [Fact]
    public async Task It_is_in_log_report_and_bundle_without_what_it_said()
    {
        var patient = await PatientAsync(
            """{"key":"n","kind":"note","text":"canary","by":"canary"}""",
            """{"key":"m","kind":"note","text":"stays"}""");
        var id = (await GetAsync($"/api/patients/{patient}")).Json.GetProperty("id").GetGuid();
        await EraseAsync(id, version: 3, erased: 2);
        var key = await SignedOnce.SignAsync(Server.Database, Cancellation);

        var log = await GetAsync($"/api/ledger/log?patient={patient}");
        var report = await GetAsync($"/api/patients/{patient}/audit-report");
        var zip = await Server.Client.GetByteArrayAsync(
            $"/api/patients/{patient}/audit-bundle?scope=log", Cancellation);

        var bundle = new BundleFile(zip);
        bundle.Verify(key);
        Assert.Equal(
            ["ok", "erased", "ok", "ok"], bundle.Events.Select(each => each.GetProperty("status").GetString()));
        Assert.Equal(4, log.Json.GetProperty("lines").GetArrayLength());
        Assert.Contains("It was erased", log.Text, StringComparison.Ordinal);
        Assert.Contains(", erased</p>", report.Text, StringComparison.Ordinal);
        Assert.All(
            (string[])[log.Text, report.Text, .. bundle.Events.Select(each => each.GetRawText())],
            shown => Assert.DoesNotContain("canary", shown, StringComparison.Ordinal));
        Assert.All([log.Text, report.Text], shown => Assert.Contains("stays", shown, StringComparison.Ordinal));
    }

    async Task EraseAsync(Guid stream, long version, long erased)
    {
        var options = Server.App.Services.GetRequiredService<TimelineServerOptions>();
        await using var eraser = new PostgresEraser(Server.Database, options.Clock, new());
        var said = Appends.Event("""{"authority":"court","legalBasis":"GDPR 17","reason":"asked"}""") with
        {
            Type = "things_erased",
            Kind = LedgerEntryKind.Erasure,
        };
        Assert.IsType<AppendResult.Appended>(await eraser.EraseAsync(
            new Erasure(stream, version, said, [erased], [], null), static () => { }, Cancellation));
    }
}
