using System.Net;
using System.Net.Sockets;
using System.Text;
using NetTimeline.IntegrationTests.Feed;
using Xunit;
using static NetTimeline.IntegrationTests.Http.ImportFlowTests;
using static NetTimeline.IntegrationTests.Http.ImportTests;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A server that stops, or has enough to do, says so to whoever imports.</summary>
public sealed class ImportEndTests(PostgresFixture postgres) : FeedSpec(postgres)
{
    [Fact]
    public async Task A_server_that_stops_reads_no_more_and_says_what_it_recorded()
    {
        var (app, client) = await ServeAsync();
        await using var import = await ImportFlowTests.OpenAsync(client.BaseAddress!);
        await SendAsync(import, $"{Enrol("a")}\n\n");
        var begun = await ReadUntilAsync(import, "\"line\":1");
        await SendAsync(import, $"{Note("a", "n1")}\n{Note("a", "n2")[..20]}");

        var stopped = app.StopAsync(CancellationToken.None);
        var rest = await ReadUntilAsync(import, "\r\n0\r\n\r\n");
        await import.DisposeAsync();
        await stopped;

        var answer = Answered.Of(Lines(begun + rest));
        Assert.Equal("/problems/stopping", answer.End.GetProperty("problem").GetProperty("type").GetString());
        var (_, again) = await ServeAsync();
        var patient = await again.GetStringAsync("/api/patients/a", Cancellation);
        Assert.Contains($"\"version\":{answer.Results.Count}", patient, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_imports_at_once_than_a_server_takes_are_asked_to_come_back()
    {
        var (_, client) = await ServeAsync();
        var imports = new List<NetworkStream>();
        for (var at = 0; at < 4; at++)
        {
            var import = await ImportFlowTests.OpenAsync(client.BaseAddress!);
            imports.Add(import);
            await SendAsync(import, $"{Enrol($"p{at}")}\n\n");
            await ReadUntilAsync(import, "\"line\":1");
        }

        using (var refused = await ImportAsync(client))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            var problem = await refused.Content.ReadAsStringAsync(Cancellation);
            Assert.Contains("too-many-imports", problem, StringComparison.Ordinal);
        }

        await imports[0].WriteAsync("0\r\n\r\n"u8.ToArray(), Cancellation);
        await ReadUntilAsync(imports[0], "0\r\n\r\n");
        using var taken = await ImportAsync(client);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        foreach (var import in imports)
        {
            await import.DisposeAsync();
        }
    }

    static async Task<HttpResponseMessage> ImportAsync(HttpClient client)
    {
        using var lines = new StringContent(Enrol("late"), Encoding.UTF8, "application/x-ndjson");
        return await client.PostAsync("/api/import", lines, Cancellation);
    }

    /// <summary>Without heads and the lengths of chunks.</summary>
    static string Lines(string received) => string.Join(
        '\n', received.Split('\n').Where(line => line.StartsWith('{')));
}
