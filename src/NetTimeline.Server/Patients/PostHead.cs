using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.Patients;

/// <summary>What a post says beside its body.</summary>
sealed record PostHead(string Actor, string? Client, string Request, Precondition IfMatch, string? IdempotencyKey)
{
    /// <summary>False where any of it cannot be understood, or no answer would be accepted.</summary>
    public static bool TryRead(
        HttpContext context, [NotNullWhen(true)] out PostHead? head, [NotNullWhen(false)] out Problem? problem) =>
        TryRead(context, new Inquiry(context), out head, out problem);

    /// <param name="context">The request.</param>
    /// <param name="inquiry">Has read what the query may hold.</param>
    /// <param name="head">What was read.</param>
    /// <param name="problem">Why it was not.</param>
    public static bool TryRead(
        HttpContext context, Inquiry inquiry, [NotNullWhen(true)] out PostHead? head,
        [NotNullWhen(false)] out Problem? problem)
    {
        head = null;
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            problem = Negotiation.NotAcceptable(Form.Json);
            return false;
        }

        var read = new PostHead(
            inquiry.Actor(), inquiry.Client(), inquiry.Request, inquiry.IfMatch(), inquiry.IdempotencyKey());
        problem = inquiry.Finish();
        head = problem is null ? read : null;
        return problem is null;
    }

    /// <param name="route">
    /// Method, route as declared, and the patient where there is one: with the actor, what a key is unique in. The
    /// actor comes last, since only it can hold anything.
    /// </param>
    /// <param name="body">Its canonical form is compared, so that white space makes no other request of it.</param>
    /// <param name="expectedVersion">Exactly; null for whatever there is.</param>
    public Asking Asking(string route, JsonBody.Read body, long? expectedVersion) => new(
        Actor, Client, Request, expectedVersion,
        IdempotencyKey is null
            ? null
            : new CommandKey($"{route} {Actor}", IdempotencyKey, SHA256.HashData(body.Canonical.Span)));

    /// <summary>Of a request that is never recognised as another's repetition.</summary>
    public Asking AskingAnew => new(Actor, Client, Request, null, null);

    /// <summary>As below; what is new in the log is told to the server's.</summary>
    public Task<Posting> RecordedAsync(Task<Posting> posting, ILogger log, CancellationToken cancellation) =>
        InTimeAsync(LoggedAsync(posting, log), log, cancellation);

    /// <summary>
    /// What a post comes to, for as long as the request has time. The store goes on with what it took up, also where
    /// nobody waits for it any more; what goes wrong then is only logged.
    /// </summary>
    public Task<T> InTimeAsync<T>(Task<T> post, ILogger log, CancellationToken cancellation) =>
        NeverLostAsync(post, log, cancellation).WaitAsync(cancellation);

    async Task<Posting> LoggedAsync(Task<Posting> posting, ILogger log)
    {
        var came = await posting;
        if (came is Posting.Recorded { Replayed: false } done)
        {
            ServerLog.Recorded(log, done.Patient, done.Version, done.FirstPosition, done.LastPosition, Request);
        }

        return came;
    }

    async Task<T> NeverLostAsync<T>(Task<T> post, ILogger log, CancellationToken cancellation)
    {
        try
        {
            return await post;
        }
        catch (Exception error) when (cancellation.IsCancellationRequested && error is not OperationCanceledException)
        {
            Failures.ProblemOf(log, error, Request);
            throw;
        }
    }
}
