using System.Net.Mime;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Ledger.Entries;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.Ledger;
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
        if (EpochOf(shown, await ledger.EpochsAsync(cancellation), number, inquiry) is not { } of)
        {
            return inquiry.Finish()!;
        }

        var last = shown.Events.Last(each => of.Has(each.Position));
        var checkpoint = await ledger.NewestCheckpointAsync(of, cancellation);
        return checkpoint?.Size > of.IndexOf(last.Position)
            ? new AuditBundle(new(await NameAsync(keys, stream, cancellation), shown, of, checkpoint, scope), ledger)
            : Unsigned.Of(context, of, last.Position);
    }

    /// <summary>Null where there is no bundle of it; why, the inquiry notes.</summary>
    static LedgerEpoch? EpochOf(
        StreamEvidence shown, IReadOnlyList<LedgerEpoch> epochs, long? number, Inquiry inquiry)
    {
        var of = epochs.LastOrDefault(epoch => (number is null || epoch.Number == number)
            && shown.Events.Any(each => epoch.Has(each.Position)));
        if (of is null)
        {
            inquiry.Wrong("epoch", "No event of the patient is in this epoch of the ledger.");
        }
        else if (IsErasedLater(shown, of))
        {
            inquiry.Wrong(
                "epoch",
                "Something in it was erased after the log began anew: this tree does not show by what.");
            return null;
        }

        return of;
    }

    /// <summary>What says that something was erased may be in the tree that followed, which is not in the bundle.
    /// </summary>
    static bool IsErasedLater(StreamEvidence shown, LedgerEpoch of) =>
        shown.Events.Any(each => each.IsErased && of.Has(each.Position))
            && shown.Events.Any(each => each.Position >= of.FirstPosition && !of.Has(each.Position)
                && LedgerEntry.TryRead(each.Entry.Span, out var entry, out _)
                && entry.Kind == LedgerEntryKind.Erasure);

    static async Task<string> NameAsync(RegistryKeys keys, Guid stream, CancellationToken cancellation) =>
        (await keys.FindAsync(stream, cancellation))?.Value ?? $"{stream}";
}
