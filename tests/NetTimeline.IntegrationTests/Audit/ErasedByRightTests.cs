using NetTimeline.IntegrationTests.Erasing;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Audit;

/// <summary>
/// Of what was erased over HTTP, change log, report and bundle say by whom, when and by what right, and nothing else.
/// </summary>
public sealed class ErasedByRightTests(PostgresFixture postgres) : IAsyncLifetime
{
    const string Order = """{"authority":"the court of X","legalBasis":"GDPR Art. 17(1)(d)","reason":"not his"}""";

    readonly TemporaryFolder folder = new();
    ErasingServer server = null!;
    string id = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ErasingServer.StartAsync(
            await postgres.CreateEmptyDatabaseAsync(Cancellation), folder.Below("ledger"));
        id = (await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""")).Json
            .GetProperty("patient").GetString()!;
        foreach (var entry in new[]
        {
            """{"key":"ct","kind":"imaging-study","modality":"ct","occurred":"2011","by":"canary"}""",
            """{"key":"r","kind":"imaging-reading","study":"ct","impression":"stable","occurred":"2011"}""",
            """{"key":"n","kind":"note","text":"stays"}""",
        })
        {
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-1/entries", entry)).Status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_three_say_by_what_right(bool onlyAnEntry)
    {
        await EraseAsync(onlyAnEntry ? "p-1/entries/ct" : "p-1");

        var log = await server.GetAsync($"/api/ledger/log?patient={id}");
        var report = await server.GetAsync($"/api/patients/{id}/audit-report");
        var bundle = await BundleAsync();

        var erased = log.Json.GetProperty("lines").EnumerateArray()
            .Where(line => line.GetProperty("type").GetString() == "erased").ToList();
        Assert.Equal(onlyAnEntry ? 1 : 4, erased.Count);
        Assert.All(erased, line => Assert.Equal(
            ("the court of X", "GDPR Art. 17(1)(d)", "not his", "dr.officer", 5L), (
                Said(line, "authority"), Said(line, "legalBasis"), Said(line, "reason"), Said(line, "actor"),
                line.GetProperty("erasedBy").GetProperty("version").GetInt64())));
        var rows = report.Text.Split("<tr>").Where(row => row.Contains("act 5", StringComparison.Ordinal)).ToList();
        Assert.Equal(erased.Count, rows.Count);
        Assert.All(rows, row => Assert.Contains(
            "<td>dr.officer</td><td>the court of X</td><td>GDPR Art. 17(1)(d)</td><td>not his</td>", row,
            StringComparison.Ordinal));
        Assert.Equal(erased.Count, bundle.Events.Count(each => each.GetProperty("status").GetString() == "erased"));
        Assert.Contains("the court of X", bundle.Events[^1].GetRawText(), StringComparison.Ordinal);
        Assert.All(
            (string[])[log.Text, report.Text, .. bundle.Events.Select(each => each.GetRawText())],
            shown => Assert.DoesNotContain("canary", shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_said_without_it_is_not_in_force_and_told_to_be_recorded_still()
    {
        Assert.Contains("stable", InForce((await server.GetAsync($"/api/patients/{id}/audit-report")).Text),
            StringComparison.Ordinal);

        await EraseAsync("p-1/entries/ct");

        var report = (await server.GetAsync($"/api/patients/{id}/audit-report")).Text;
        Assert.DoesNotContain("stable", InForce(report), StringComparison.Ordinal);
        Assert.Contains("stays", InForce(report), StringComparison.Ordinal);
        Assert.Contains("it cannot be said without what was erased: r.", report, StringComparison.Ordinal);
        var entry = (await server.GetAsync("/api/patients/p-1/entries/r")).Json;
        Assert.True(entry.GetProperty("unsaid").GetBoolean());
        Assert.False(entry.TryGetProperty("entry", out _));
        var other = (await server.GetAsync("/api/patients/p-1/entries/n")).Json;
        Assert.False(other.TryGetProperty("unsaid", out _));
    }

    async Task EraseAsync(string what) => Assert.Equal(Created, (await server.PostAsync(
        $"/api/patients/{what}/erasure", Order, "X-NetTimeline-Actor", "dr.officer")).Status);

    static string? Said(System.Text.Json.JsonElement line, string member) =>
        line.GetProperty("erasedBy").GetProperty(member).GetString();

    static string InForce(string report) => report.Split("<h2>What is not in force any more</h2>")[0];

    async Task<BundleFile> BundleAsync()
    {
        byte[]? zip = null;
        await Eventually.HoldsAsync(async () =>
        {
            using var answer = await server.Client.GetAsync(
                $"/api/patients/{id}/audit-bundle?scope=log", Cancellation);
            zip = answer.StatusCode is OK ? await answer.Content.ReadAsByteArrayAsync(Cancellation) : null;
            return zip is not null;
        });
        return new BundleFile(zip!);
    }
}
