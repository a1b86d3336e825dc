using System.Text.Json;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>That somebody was a patient and was erased is told of him, and so recorded before it is told.</summary>
public sealed class AskedOfTheErasedTests(PostgresFixture postgres) : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    ErasingServer server = null!;

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => server = await ErasingServer.StartAsync(
        await postgres.CreateEmptyDatabaseAsync(Cancellation), folder.Below("ledger"));

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("GET", "/api/patients/p-1")]
    [InlineData("GET", "/api/patients/p-1/timeline")]
    [InlineData("GET", "/api/patients/p-1/measures")]
    [InlineData("POST", "/api/patients/p-1/entries")]
    public async Task Whoever_is_told_that_a_patient_was_erased_is_recorded(string method, string path)
    {
        Assert.Equal(Created, (await server.PostAsync(
            "/api/patients", """{"registryKey":"p-1","sex":"female","birthYear":1961}""")).Status);
        Assert.Equal(Created, (await server.PostAsync(
            "/api/patients/p-1/erasure", """{"authority":"dpo","legalBasis":"GDPR Art. 17","reason":"asked"}"""))
            .Status);
        var before = await RefusedAsync();

        var told = await server.SendAsync(
            new(method), path, method == "POST" ? """{"key":"n","kind":"note","text":"x"}""" : null,
            "X-NetTimeline-Actor", "dr.curious");

        Assert.Equal(Gone, told.Status);
        var records = await RefusedAsync();
        Assert.Equal(before.Count + 1, records.Count);
        Assert.Equal("dr.curious", records[^1].GetProperty("actor").GetString());
    }

    async Task<IReadOnlyList<JsonElement>> RefusedAsync()
    {
        var reply = await server.GetAsync("/api/access?outcome=refused");
        Assert.True(reply.Status is OK, reply.Text);
        // A list of nothing is left out.
        return reply.Json.TryGetProperty("records", out var records) ? [.. records.EnumerateArray()] : [];
    }
}
