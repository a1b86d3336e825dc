using NetTimeline.EventStore;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NodaTime;

namespace NetTimeline.Server.Access;

/// <summary>Puts what a request shows into records, and has them stored before anything is sent.</summary>
/// <remarks>Safe to use from many threads.</remarks>
sealed class AccessRecorder(AccessLog log, QuestionTags tags, IClock clock, ILogger<AccessRecorder> logger)
{
    const int RetryAfterSeconds = 2;

    static readonly TimeSpan EndingPatience = TimeSpan.FromSeconds(10);

    readonly SlidingViews sliding = new(clock);

    /// <param name="secret">Of the ledger folder; null where there is none.</param>
    public static void Add(
        IServiceCollection services, TimelineServerOptions options, byte[]? secret, Duration tolerance) => services
        .AddSingleton(_ => new AccessLog(
            options.Postgres, options.Clock, Guid.CreateVersion7,
            new() { ClockTolerance = tolerance, AttemptsMax = 4 }))
        .AddSingleton(provider => new AccessRecorder(
            provider.GetRequiredService<AccessLog>(), QuestionTags.By(secret), options.Clock,
            provider.GetRequiredService<ILogger<AccessRecorder>>()));

    /// <summary>Null when it is durable, or nothing has to be; else why nothing may be shown.</summary>
    public async Task<Problem?> RecordAsync(
        HttpContext context, AccessOutcome outcome, AccessPhase? phase, CancellationToken cancellation)
    {
        if (Caller.Of(context, out var misunderstood) is not { } caller)
        {
            return misunderstood;
        }

        var shown = context.Shown();
        var slides = shown is { Slides: true, Items: [{ Patient: not null }] } && outcome is AccessOutcome.Success;
        if (slides && sliding.Covers(caller, shown.Items[0].Patient!.Value))
        {
            return null;
        }

        var begun = clock.GetCurrentInstant();
        var problem = await StoreAsync(RecordsOf(context, caller, outcome, phase, slides), caller, cancellation);
        if (slides && problem is null)
        {
            sliding.Begin(caller, shown.Items[0].Patient!.Value, begun);
        }

        return problem;
    }

    /// <summary>
    /// When it returns it is durable that rows of these patients are shown, by an answer that was recorded as begun.
    /// Where it throws none of them may be sent.
    /// </summary>
    public Task RecordRowsAsync(
        HttpContext context, IReadOnlyList<Guid> patients, long position, CancellationToken cancellation)
    {
        var row = RecordOf(context, Caller.Of(context, out _)!) with { Position = position };
        return log.RecordAsync([.. patients.Select(patient => row with { Stream = patient })], cancellation);
    }

    /// <summary>Sends an answer that was recorded as begun, and records what became of it.</summary>
    /// <param name="context">Of the request.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="count">So many items were sent.</param>
    public async Task ToTheEndAsync(HttpContext context, Func<Task> send, Func<long> count)
    {
        var outcome = AccessOutcome.Failed;
        try
        {
            await send();
            outcome = AccessOutcome.Success;
        }
        finally
        {
            await EndAsync(context, outcome, count());
        }
    }

    /// <summary>Nobody can be told any more where this fails.</summary>
    async Task EndAsync(HttpContext context, AccessOutcome outcome, long count)
    {
        var caller = Caller.Of(context, out _)!;
        var records = RecordsOf(context, caller, outcome, AccessPhase.Ended, slides: false)
            .Select(record => record with { Count = count }).ToList();
        using var patience = new CancellationTokenSource(EndingPatience);
        await StoreAsync(records, caller, patience.Token);
    }

    async Task<Problem?> StoreAsync(
        IReadOnlyList<AccessRecord> records, Caller caller, CancellationToken cancellation)
    {
        try
        {
            await log.RecordAsync(records, cancellation);
            return null;
        }
        catch (Exception error) when (error is EventStoreException or AppendOutcomeUnknownException)
        {
            Failures.ProblemOf(logger, error, caller.Request);
            return Problem.Of(AccessProblems.NotRecorded, RetryAfterSeconds);
        }
    }

    List<AccessRecord> RecordsOf(
        HttpContext context, Caller caller, AccessOutcome outcome, AccessPhase? phase, bool slides)
    {
        var shown = context.Shown();
        var record = RecordOf(context, caller) with
        {
            LastsSeconds = slides ? SlidingViews.LastsSeconds : null,
            Outcome = outcome,
            Phase = phase,
        };
        return shown.Items.Count == 0
            ? [record]
            : [.. shown.Items.Select(item => record with
            {
                Stream = item.Patient,
                Version = slides ? null : item.Version,
                Position = item.Position,
                Count = item.Count,
            })];
    }

    /// <summary>What all records of an answer have in common.</summary>
    AccessRecord RecordOf(HttpContext context, Caller caller)
    {
        var metadata = context.GetEndpoint()!.Metadata;
        var shown = context.Shown();
        return new()
        {
            Actor = caller.Actor,
            Category = metadata.GetRequiredMetadata<AccessPolicy>().Category,
            Client = caller.Client,
            Operation = metadata.GetRequiredMetadata<Operation>().Id,
            Outcome = AccessOutcome.Success,
            Purpose = caller.Purpose,
            Query = shown.IsOfAQuestion ? tags.Of(context.Request, shown.Question.Span) : null,
            Request = caller.Request,
            Source = caller.Source,
        };
    }
}
