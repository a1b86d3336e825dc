using System.Net;
using Microsoft.AspNetCore.Builder;
using NetTimeline.IntegrationTests.Http;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Server;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A server in this process that signs what it records, or would if it had a folder.</summary>
sealed class SignedServer : IAsyncDisposable
{
    static int patients;

    readonly WebApplication app;

    SignedServer(WebApplication app) => (this.app, Client) = (app, RunningServer.ClientOf(app));

    public HttpClient Client { get; }

    public CapturedLog Log { get; private init; } = new();

    /// <param name="folder">Null for none.</param>
    /// <param name="refuses">Records nothing while the log is frozen.</param>
    /// <param name="alarmAfter">As in operation where nothing is said.</param>
    /// <param name="witnesses">Who is asked to cosign.</param>
    public static async Task<SignedServer> StartAsync(
        string database, string? folder, CancellationToken cancellation, bool refuses = false,
        TimeSpan? alarmAfter = null, params IReadOnlyList<PolicyWitness> witnesses)
    {
        var log = new CapturedLog();
        var options = RunningServer.OptionsFor(database, log) with
        {
            LedgerFolder = folder,
            KeepsReadModels = false,
            Ledger = new()
            {
                SignEvery = TimeSpan.FromMilliseconds(50),
                AlarmAfter = alarmAfter ?? TimeSpan.FromMinutes(1),
                RefusesAppendsWhileFrozen = refuses,
                Witnesses = witnesses,
            },
        };
        return new SignedServer(await TimelineServer.StartAsync(options, cancellation)) { Log = log };
    }

    /// <summary>One event each.</summary>
    public async Task RecordAsync(int events, CancellationToken cancellation)
    {
        for (var number = 0; number < events; number++)
        {
            using var answer = await TryRecordAsync(cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>One access record each: somebody looks for a patient who is not there.</summary>
    public async Task LookAsync(int times, CancellationToken cancellation)
    {
        for (var time = 0; time < times; time++)
        {
            using var answer = await Client.GetAsync("/api/patients/nobody/timeline", cancellation);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    public Task<HttpResponseMessage> TryRecordAsync(CancellationToken cancellation) => Client.PostAsync(
        "/api/patients",
        HttpSpec.JsonOf($$"""
            {"registryKey":"p-{{Interlocked.Increment(ref patients)}}","sex":"male","statedAge":66}
            """),
        cancellation);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }
}
