using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Server.Http;

/// <summary>
/// Turns whatever goes wrong into a problem: a status without a body, a request that cannot be read, a database that
/// is away, a bug. Nothing of an exception but its type and place is shown or logged.
/// </summary>
sealed class Failures(RequestDelegate next, ILogger<Failures> log)
{
    const int ClientClosedRequest = 499;

    static readonly string[] ClassesOfAway = ["08", "28", "3D", "40", "53", "55", "57"];

    public async Task InvokeAsync(HttpContext context)
    {
        Problem problem;
        try
        {
            await next(context);
            if (!IsBareError(context.Response))
            {
                return;
            }

            problem = Problem.Of(ProblemKinds.OfStatus(context.Response.StatusCode));
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            if (!context.Response.HasStarted)
            {
                context.Response.StatusCode = ClientClosedRequest;
            }

            return;
        }
        catch (Exception error)
        {
            problem = ProblemOf(log, error, context.TraceIdentifier);
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        await problem.ExecuteAsync(context);
    }

    static bool IsBareError(HttpResponse response) =>
        response is { StatusCode: >= 400, HasStarted: false, ContentType: null, ContentLength: null or 0 };

    /// <summary>The problem that an exception is to whoever asked; its kind and place are logged.</summary>
    public static Problem ProblemOf(ILogger log, Exception error, string request)
    {
        switch (error)
        {
            case BadHttpRequestException unreadable:
                return Problem.Of(ProblemKinds.OfUnreadable(unreadable.StatusCode));
            case AppendOutcomeUnknownException:
                ServerLog.OutcomeUnknown(log, request);
                return Problem.Of(ProblemKinds.OutcomeUnknown, retryAfter: 2);
            case LedgerFrozenException:
                return Problem.Of(LedgerProblems.Frozen, retryAfter: 60);
            case UnrecognisingException unrecognising:
                return unrecognising.IsBehind
                    ? Problem.Of(ErasingProblems.ErasingAgain, retryAfter: 2)
                    : Problem.Of(ErasingProblems.ForeignFolder, retryAfter: 60);
            case ClockAskewException askew:
                ServerLog.ClockAskew(log, askew.Offset.TotalSeconds, request);
                return Problem.Of(ProblemKinds.ClockAskew, retryAfter: 60);
            case EventStoreException away when IsAway(away.SqlState):
                ServerLog.DatabaseAway(log, away.SqlState ?? "none", request);
                return Problem.Of(ProblemKinds.DatabaseAway, retryAfter: 2);
            case EventStoreException refused:
                ServerLog.DatabaseRefused(log, refused.SqlState, request);
                return Problem.Of(ProblemKinds.Unexpected);
            case PatientErasedException erased:
                return ErasingProblems.Of(erased);
            case UnreadableEventException { IsNewer: true } newer:
                ServerLog.NewerRecord(log, newer.Position, newer.Type, newer.Schema, request);
                return new Problem(ProblemKinds.NewerRecord, newer.Message) { RetryAfter = 5 };
            case UnreadableEventException broken:
                ServerLog.BrokenRecord(log, broken.Position, broken.Type, broken.Schema, request);
                return Problem.Of(ProblemKinds.Unexpected);
            default:
                ServerLog.Failed(log, request, error.GetType().FullName!, error.StackTrace);
                return Problem.Of(ProblemKinds.Unexpected);
        }
    }

    /// <summary>
    /// It did not answer, does not let us in, is not there, starts or stops, has no room, gave up waiting, or is one
    /// that cannot be written to: another time the same may succeed.
    /// </summary>
    static bool IsAway(string? sqlState) =>
        sqlState is null or "25006"
        || ClassesOfAway.Any(state => sqlState.StartsWith(state, StringComparison.Ordinal));
}
