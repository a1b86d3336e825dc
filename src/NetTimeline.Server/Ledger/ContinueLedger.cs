using NetTimeline.Journal;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// Has a log begin anew that stands still: under another origin, with another key and a first leaf that says why.
/// What was signed before stays what it was.
/// </summary>
static class ContinueLedger
{
    const int ReasonCharactersMax = 500;

    public static void Map(RouteGroupBuilder ledger) => ledger
        .MapPost("continuation", HandleAsync)
        .WithMetadata(LedgerOperations.Continue);

    static async Task<IResult> HandleAsync(
        HttpContext context, Ledgers ledgers, TimelineServerOptions options, CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var log = inquiry.Word<LogName>("log") ?? LogName.Events;
        var reason = inquiry.Words("reason", ReasonCharactersMax);
        if (string.IsNullOrWhiteSpace(reason))
        {
            inquiry.Wrong("reason", "Why the log begins anew is expected, for whoever reads it in years.");
        }

        var asking = new Asking(inquiry.Actor(), inquiry.Client(), inquiry.Request, ExpectedVersion: null, null);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        return ledgers.Of(log).Publisher is { } publisher
            ? await publisher.ContinueAsync(reason!, asking, cancellation) switch
            {
                Continuation.Begun => Answer.Json(
                    StatusCodes.Status200OK, await GetLedger.ViewAsync(ledgers, options, cancellation)),
                Continuation.Broken broken => new Problem(
                    LedgerProblems.Broken, $"{broken.Sentence} {LedgerProblems.Broken.Meaning}"),
                _ => Problem.Of(LedgerProblems.GoesOn),
            }
            : Problem.Of(LedgerProblems.GoesOn);
    }
}
