using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Witnessing;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A witness that answers as a test wants, whatever it is asked.</summary>
sealed class StubWitness : IAsyncDisposable
{
    readonly WebApplication app;

    StubWitness(WebApplication app, PolicyWitness inPolicy) => (this.app, InPolicy) = (app, inPolicy);

    public PolicyWitness InPolicy { get; }

    /// <summary>Never answers, and watches meanwhile whether the log goes on beyond what it was asked about.</summary>
    /// <param name="newest">The size that is signed by now.</param>
    /// <param name="wentOn">It did.</param>
    public static Task<StubWitness> SlowAsync(Func<Task<long>> newest, Action wentOn) => StartAsync(
        "slow", async (asked, _, cancellation) =>
        {
            while (true)
            {
                if (await newest() > Auditor.TreeOf(asked.Note).Size)
                {
                    wentOn();
                }

                await Task.Delay(10, cancellation);
            }
        });

    /// <summary>Says that it cosigned, under the name and the id of its key and with another's key.</summary>
    public static Task<StubWitness> LyingAsync()
    {
        var other = CosignerOf("liar");
        return StartAsync("liar", (asked, key, _) =>
        {
            var line = other.Sign(asked.Note, unixSeconds: 1);
            return Task.FromResult(Results.Text($"{new NoteSignature(key.Name, key.Id, line.Bytes)}\n"));
        });
    }

    /// <summary>Says something of any length and no meaning.</summary>
    public static Task<StubWitness> TalkativeAsync() => StartAsync(
        "talkative", (_, _, _) => Task.FromResult(Results.Text(new string('x', 1 << 20))));

    /// <summary>Where nobody listens.</summary>
    public static PolicyWitness Dead() => new("dead", CosignerOf("dead").Key, "http://127.0.0.1:9");

    public ValueTask DisposeAsync() => app.DisposeAsync();

    static async Task<StubWitness> StartAsync(
        string name, Func<AddCheckpoint, VerifierKey, CancellationToken, Task<IResult>> answer)
    {
        var key = CosignerOf(name).Key;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/add-checkpoint", async (HttpRequest request, CancellationToken cancellation) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, cancellation);
            var asked = Assert.IsType<Parsed<AddCheckpoint>.Accepted>(AddCheckpoint.Parse(body.ToArray())).Value;
            return await answer(asked, key, cancellation);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, new(name, key, app.Urls.First()));
    }

    static EcdsaCosigner CosignerOf(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Assert.IsType<Parsed<EcdsaCosigner>.Accepted>(
            EcdsaCosigner.FromPem(name, key.ExportPkcs8PrivateKeyPem())).Value;
    }
}
