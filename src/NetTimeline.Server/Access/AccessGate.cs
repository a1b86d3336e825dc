using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Access;

/// <summary>An answer that is sent as it is made, and takes its time.</summary>
interface IAnswerInParts : IResult
{
    /// <summary>So many items were sent so far.</summary>
    long Sent { get; }
}

/// <summary>
/// Stands before every answer: what it shows of patients is recorded, durably, before its first byte is sent; where
/// that cannot be done a problem is sent in its place.
/// </summary>
sealed class AccessGate(AccessRecorder recorder) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var policy = http.GetEndpoint()!.Metadata.GetRequiredMetadata<AccessPolicy>();
        if (policy == AccessPolicy.ShowsNothing)
        {
            return await next(context);
        }

        var answer = await AnswerAsync(context, next);

        if (OutcomeOf(http, policy, answer) is not { } outcome)
        {
            return answer;
        }

        var parts = answer as IAnswerInParts;
        AccessPhase? phase = parts is null ? null : AccessPhase.Begun;
        var unrecorded = await recorder.RecordAsync(http, outcome, phase, http.RequestAborted);
        return unrecorded ?? (parts is null ? answer : new RecordedToTheEnd(parts, recorder));
    }

    /// <summary>That somebody was a patient and was erased is told of him too, and must not pass the gate by.</summary>
    static async Task<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (PatientErasedException erased)
        {
            return ErasingProblems.Of(erased);
        }
    }

    /// <summary>Null where nothing is shown and nobody was looked for.</summary>
    static AccessOutcome? OutcomeOf(HttpContext http, AccessPolicy policy, object? answer)
    {
        var shown = http.Shown();
        if (answer is Problem)
        {
            shown.TellLookedAt();
        }

        var items = shown.Items.Count;
        return answer switch
        {
            Problem { Kind.Status: StatusCodes.Status404NotFound } when policy.AlwaysShows => AccessOutcome.NotFound,
            Problem { Kind.Status: StatusCodes.Status410Gone } => AccessOutcome.Refused,
            Problem when items == 0 && shown.IsAnybodyMissing => AccessOutcome.NotFound,
            Problem when items == 0 => null,
            Problem { Kind.Status: >= 500 } => AccessOutcome.Failed,
            Problem => AccessOutcome.Refused,
            _ when items > 0 => AccessOutcome.Success,
            _ when policy.AlwaysShows => throw new InvalidOperationException(
                "An answer would show patients' data without saying whose."),
            _ => null,
        };
    }

    /// <summary>Says at the end how far it came.</summary>
    sealed class RecordedToTheEnd(IAnswerInParts parts, AccessRecorder recorder) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            recorder.ToTheEndAsync(httpContext, () => parts.ExecuteAsync(httpContext), () => parts.Sent);
    }
}
