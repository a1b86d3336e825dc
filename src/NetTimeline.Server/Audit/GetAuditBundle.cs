using System.Net.Mime;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Audit;

/// <summary>A patient's events with all that is needed to check them without asking anybody.</summary>
static class GetAuditBundle
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/audit-bundle", Reads.Methods, HandleAsync)
        .WithMetadata(AuditOperations.GetAuditBundle);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, RegistryKeys keys, EvidenceReader evidence,
        LedgerReader ledger, CancellationToken cancellation)
    {
        if (!Negotiation.Accepts(context.Request, MediaTypeNames.Application.Zip))
        {
            return new Problem(
                ProblemKinds.NotAcceptable, $"This answer comes as {MediaTypeNames.Application.Zip}.");
        }

        var inquiry = new Inquiry(context);
        var scope = inquiry.Word<BundleScope>("scope") ?? BundleScope.Proofs;
        var number = inquiry.Number("epoch", 0, int.MaxValue);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.FindIdAsync(id, cancellation) is not { } stream)
        {
            return Missing.Patient;
        }

        var shown = await evidence.ReadAsync(stream, cancellation);
        context.Shown().Patient(stream, shown.Events.Count);
        var epochs = await ledger.EpochsAsync(cancellation);
        var last = shown.Events.LastOrDefault(
            each => number is null || epochs.Any(epoch => epoch.Number == number && epoch.Has(each.Position)));
        if (last is null)
        {
            inquiry.Wrong("epoch", "No event of the patient is in this epoch of the ledger.");
            return inquiry.Finish()!;
        }

        var of = epochs.Single(epoch => epoch.Has(last.Position));
        var checkpoint = await ledger.NewestCheckpointAsync(of, cancellation);
        return checkpoint?.Size > of.IndexOf(last.Position)
            ? new AuditBundle(new(await NameAsync(keys, stream, cancellation), shown, of, checkpoint, scope), ledger)
            : new NotSignedYet(last.Position);
    }

    static async Task<string> NameAsync(RegistryKeys keys, Guid stream, CancellationToken cancellation) =>
        (await keys.FindAsync([stream], cancellation)).TryGetValue(stream, out var key) ? key.Value : $"{stream}";
}

/// <summary>What was asked for rests on a checkpoint that is still to be signed, in some seconds as a rule.</summary>
/// <param name="position">Of the event that it has to cover.</param>
sealed class NotSignedYet(long position) : IResult
{
    const int RetryAfterSeconds = 2;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.RetryAfter = $"{RetryAfterSeconds}";
        var text = System.FormattableString.Invariant(
            $"No signed checkpoint covers position {position} yet. GET /api/ledger says how the ledger stands.\n");
        return (Answer.Text(text) with { Status = StatusCodes.Status202Accepted }).ExecuteAsync(httpContext);
    }
}
