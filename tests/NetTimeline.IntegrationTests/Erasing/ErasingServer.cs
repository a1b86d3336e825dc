using Microsoft.AspNetCore.Builder;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Server;
using Xunit;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>A server with a ledger folder over a database; started and ended by a test.</summary>
sealed class ErasingServer : IAsyncDisposable
{
    readonly WebApplication app;

    ErasingServer(WebApplication app, CapturedLog log) =>
        (this.app, Log, Client) = (app, log, RunningServer.ClientOf(app));

    public CapturedLog Log { get; }

    public HttpClient Client { get; }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ErasingServer> StartAsync(string database, string? folder)
    {
        var log = new CapturedLog();
        var options = RunningServer.OptionsFor(database, log) with { LedgerFolder = folder };
        return new(await TimelineServer.StartAsync(options, Cancellation), log);
    }

    public async Task<Reply> SendAsync(
        HttpMethod method, string path, string? json = null, params IReadOnlyList<string> headers)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = json is null ? null : HttpSpec.JsonOf(json),
        };
        for (var at = 0; at < headers.Count; at += 2)
        {
            request.Headers.TryAddWithoutValidation(headers[at], headers[at + 1]);
        }

        using var response = await Client.SendAsync(request, Cancellation);
        if (response.StatusCode is System.Net.HttpStatusCode.InternalServerError)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Log.Text);
        }

        return await Reply.OfAsync(response, Cancellation);
    }

    public Task<Reply> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Reply> PostAsync(string path, string json, params IReadOnlyList<string> headers) =>
        SendAsync(HttpMethod.Post, path, json, headers);

    /// <summary>What the feed says of the first changes, a line each.</summary>
    public async Task<string> ChangesAsync(int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/patients/changes?since=0");
        using var response = await Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        using var lines = new StreamReader(body);
        var data = new List<string>();
        while (data.Count < count)
        {
            var line = await lines.ReadLineAsync(Cancellation);
            Assert.NotNull(line);
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                data.Add(line);
            }
        }

        return string.Join('\n', data);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
