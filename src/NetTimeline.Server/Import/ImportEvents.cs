using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Import;

/// <summary>Records lines of JSON about any number of patients, and answers line by line while they come.</summary>
static class ImportEvents
{
    /// <summary>What begins a text in UTF-16 or something packed, and no text in UTF-8.</summary>
    static ReadOnlySpan<byte> NoText => [0x00, 0x1F, 0xFE, 0xFF];

    public static void Map(RouteGroupBuilder import) => import
        .MapPost("", HandleAsync)
        .AddEndpointFilter(new ImportGate())
        .WithMetadata(ImportOperations.ImportEvents, AccessPolicy.Records, new DisableRequestTimeoutAttribute());

    /// <summary>
    /// As long as lines come and results are taken there is no limit to either; how slowly they may come and go, the
    /// connection's limits say.
    /// </summary>
    static async Task HandleAsync(
        HttpContext context, PatientJournal journal, AccessRecorder accesses, ILogger<Importing> log,
        IHostApplicationLifetime lifetime, CancellationToken cancellation)
    {
        if (Misunderstood(context, out var asking) is { } misunderstood)
        {
            await misunderstood.ExecuteAsync(context);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var body = context.Request.BodyReader;
        if (!await IsTextAsync(body, cancellation))
        {
            await new Problem(ProblemKinds.NotJson, "The body is no text in UTF-8.").ExecuteAsync(context);
            return;
        }

        // Refusals quote what is recorded, and the first of them may be the first line of the answer.
        if (await accesses.RecordAsync(context, AccessOutcome.Success, AccessPhase.Begun, cancellation)
            is { } unrecorded)
        {
            await unrecorded.ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = Negotiation.Lines;
        context.Response.Headers.CacheControl = "no-store";
        await using var answer = new ImportAnswer(context.Response.BodyWriter, log, context.TraceIdentifier);
        Problem ProblemOf(Exception error) => Failures.ProblemOf(log, error, context.TraceIdentifier);
        using var importing = new Importing(new PortionPosting(journal, asking, ProblemOf), ProblemOf);
        await accesses.ToTheEndAsync(
            context, () => importing.RunAsync(body, answer, cancellation, lifetime.ApplicationStopping),
            () => answer.Refused);
    }

    static async Task<bool> IsTextAsync(PipeReader body, CancellationToken cancellation)
    {
        var beginning = (await body.ReadAsync(cancellation)).Buffer;
        var isText = !new SequenceReader<byte>(beginning).TryPeek(out var first) || !NoText.Contains(first);
        body.AdvanceTo(beginning.Start);
        return isText;
    }

    static Problem? Misunderstood(HttpContext context, out Asking asking)
    {
        var inquiry = new Inquiry(context);
        asking = new Asking(inquiry.Actor(), inquiry.Client(), inquiry.Request, null, null);
        if (inquiry.IfMatch() is not Precondition.None)
        {
            inquiry.WrongHeader("If-Match", "The lines are about many patients, each at a version of its own.");
        }

        if (inquiry.IdempotencyKey() is not null)
        {
            inquiry.WrongHeader("Idempotency-Key", "Leave it out: every line is recognised by its own keys.");
        }

        return Negotiation.Choose(context.Request, Form.Lines) is null
            ? Negotiation.NotAcceptable(Form.Lines)
            : inquiry.Finish()
                ?? (Negotiation.IsInUtf8(context.Request, Negotiation.Lines)
                    ? null
                    : new Problem(
                        ProblemKinds.UnsupportedMediaType,
                        $"The body must be {Negotiation.Lines}, in UTF-8 and not encoded."));
    }
}
