using System.Globalization;
using System.Text;
using System.Text.Json;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Ledger;

/// <summary>What shows that an event is in the log, as a file for programs and as a receipt with its opening.</summary>
static class GetProof
{
    public static void Map(RouteGroupBuilder ledger)
    {
        ledger.MapMethods("proof/{event}", Reads.Methods, ProofAsync).WithMetadata(LedgerOperations.Proof);
        ledger.MapMethods("receipt/{position}", Reads.Methods, ReceiptAsync)
            .WithMetadata(LedgerOperations.Receipt, AccessPolicy.Records with { Category = "openings" });
    }

    static async Task<IResult> ProofAsync(
        HttpContext context, string @event, Ledgers ledgers, CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var log = inquiry.Word<LogName>("log") ?? LogName.Events;
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var reader = ledgers.Of(log).Reader;
        var position = Guid.TryParseExact(@event, "D", out var id)
            ? await reader.PositionOfAsync(id, cancellation)
            : PositionIn(@event);
        return await FindAsync(reader, position, cancellation) switch
        {
            null => Problem.Of(LedgerProblems.UnknownLeaf),
            { Checkpoint: null } unsigned => Unsigned.Of(context, unsigned.Epoch, unsigned.Position),
            var leaf => PublishedFile.Of(
                new LogProof(leaf.Index, leaf.Proof, leaf.Note(), Extra: null).ToString()),
        };
    }

    static async Task<IResult> ReceiptAsync(
        HttpContext context, string position, Ledgers ledgers, EvidenceReader evidence,
        CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var (withOpening, withContent) = (inquiry.Flag("opening"), inquiry.Flag("content"));
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var reader = ledgers.Events.Reader;
        if (await FindAsync(reader, PositionIn(position), cancellation) is not { } leaf)
        {
            return Problem.Of(LedgerProblems.UnknownLeaf);
        }

        if (leaf.Checkpoint is not { } checkpoint)
        {
            return Unsigned.Of(context, leaf.Epoch, leaf.Position);
        }

        var entry = await reader.EntriesAsync(leaf.Epoch, leaf.Index, 1, cancellation);
        var at = leaf.Position;
        var opening = withContent ? await ContentAsync(context, evidence, at, cancellation)
            : withOpening ? await OpeningAsync(context, reader, at, cancellation)
            : null;
        return Answer.Json(StatusCodes.Status200OK, new ReceiptView(
            reader.Log.Name, leaf.Epoch.Origin, at, leaf.Index, Convert.ToBase64String(entry),
            [.. leaf.Proof.Select(hash => Convert.ToBase64String(hash.Bytes))], checkpoint.Note, opening));
    }

    /// <summary>Null where there is no such event; without a checkpoint where none covers it yet.</summary>
    static async Task<CoveredLeaf?> FindAsync(LedgerReader reader, long? position, CancellationToken cancellation)
    {
        var epochs = await reader.EpochsAsync(cancellation);
        if (position is not { } at || epochs.FirstOrDefault(each => each.Has(at)) is not { } epoch
            || (await reader.EntriesAsync(epoch, epoch.IndexOf(at), 1, cancellation)).Length < LedgerEntry.Length)
        {
            return null;
        }

        var index = epoch.IndexOf(at);
        return await reader.NewestCheckpointAsync(epoch, cancellation) is { } newest && newest.Size > index
            ? new(epoch, index, newest, await reader.InclusionAsync(epoch, index, newest.Size, cancellation))
            : new(epoch, index, Checkpoint: null, []);
    }

    static async Task<OpeningView> OpeningAsync(
        HttpContext context, LedgerReader reader, long position, CancellationToken cancellation)
    {
        context.Shown().Together(position, count: 1);
        var nonces = await reader.OpeningAsync(position, cancellation);
        return nonces is null || !nonces.AsSpan().ContainsAnyExcept((byte)0)
            ? OpeningView.OfErased
            : OpeningView.By(nonces);
    }

    static async Task<OpeningView> ContentAsync(
        HttpContext context, EvidenceReader evidence, long position, CancellationToken cancellation)
    {
        if (await evidence.FindAsync(position, cancellation) is not var (stream, recorded))
        {
            throw new InvalidDataException("A leaf of the log has no event.");
        }

        if (SystemStreams.All.Contains(stream))
        {
            context.Shown().Together(position, count: 1);
        }
        else
        {
            context.Shown().Patient(stream, recorded.Version);
        }

        return recorded.IsErased
            ? OpeningView.OfErased
            : OpeningView.By(recorded.Nonces) with
            {
                Envelope = JsonElement.Parse(recorded.Envelope.Span),
                Payload = JsonElement.Parse(recorded.Payload.Span),
            };
    }

    static long? PositionIn(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? position : null;

    /// <summary>A leaf with what shows that it is in a tree that was signed.</summary>
    sealed record CoveredLeaf(LedgerEpoch Epoch, long Index, StoredCheckpoint? Checkpoint, Hash[] Proof)
    {
        public long Position => Epoch.FirstPosition + Index;

        /// <exception cref="InvalidDataException">What is stored is no note.</exception>
        public SignedNote Note()
        {
            var parsed = SignedNote.Parse(Encoding.UTF8.GetBytes(Checkpoint!.Note));
            return parsed is Parsed<SignedNote>.Accepted { Value: var note }
                ? note
                : throw new InvalidDataException("A stored checkpoint is no note.");
        }
    }
}
