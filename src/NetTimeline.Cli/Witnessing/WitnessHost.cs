using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NetTimeline.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Witnessing;
using NodaTime;

namespace NetTimeline.Cli.Witnessing;

/// <summary>
/// Cosigns checkpoints over HTTP, C2SP tlog-witness: what it has cosigned it never contradicts, since it keeps each on
/// the disk before it answers, one after the other.
/// </summary>
sealed class WitnessHost(
    WitnessState state, EcdsaCosigner cosigner, IReadOnlyList<VerifierKey> logs, IClock clock)
{
    const string SizeMediaType = "text/x.tlog.size";

    readonly Lock gate = new();

    public async Task<WebApplication> StartAsync(string url, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = AddCheckpoint.BytesMax);
        var app = builder.Build();
        app.MapPost("/add-checkpoint", AnswerAsync);
        await app.StartAsync(cancellation);
        return app;
    }

    async Task<IResult> AnswerAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation);
        return AddCheckpoint.Parse(body.ToArray()) switch
        {
            Parsed<AddCheckpoint>.Accepted { Value: var asked } => AnswerOf(asked),
            Parsed<AddCheckpoint>.Refused refused => Sentence(
                StatusCodes.Status400BadRequest, string.Join('\n', refused.Faults)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    IResult AnswerOf(AddCheckpoint asked)
    {
        // Between looking and keeping nobody else may keep: of two that go on from the same tree one is too late.
        lock (gate)
        {
            var origin = WitnessRules.OriginOf(asked);
            switch (WitnessRules.Decide(asked, logs, origin is null ? null : state.Newest(origin)))
            {
                case WitnessAnswer.Cosign cosign:
                    state.Keep(origin!, cosign.Note);
                    FailPoint.Reach("witness.kept");
                    var seconds = clock.GetCurrentInstant().ToUnixTimeSeconds();
                    return Results.Text($"{cosigner.Sign(cosign.Note, seconds)}\n");
                case WitnessAnswer.Conflict conflict:
                    return Results.Text(
                        $"{conflict.Size.ToString(CultureInfo.InvariantCulture)}\n", SizeMediaType,
                        statusCode: StatusCodes.Status409Conflict);
                case WitnessAnswer.UnknownLog:
                    return Sentence(StatusCodes.Status404NotFound, "No log of this origin is witnessed here.");
                case WitnessAnswer.NotSigned:
                    return Sentence(StatusCodes.Status403Forbidden, "The checkpoint is not signed by the log.");
                case WitnessAnswer.NotProved:
                    return Sentence(
                        StatusCodes.Status422UnprocessableEntity, "The proof does not lead from old to new.");
                case WitnessAnswer.Malformed malformed:
                    return Sentence(StatusCodes.Status400BadRequest, malformed.Sentence);
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }
    }

    static IResult Sentence(int status, string sentence) => Results.Text($"{sentence}\n", statusCode: status);
}
