using System.Text;
using NetTimeline.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Witnessing;
using NodaTime;

namespace NetTimeline.Server.Ledger.Witnessing;

/// <summary>
/// Has one witness cosign what a log signs, behind the signing and in nobody's way: whatever it does, the log is signed
/// and goes on.
/// </summary>
/// <remarks>Rounds follow each other; what stands is read from many threads.</remarks>
sealed class WitnessRounds(
    PolicyWitness witness, LedgerPublisher publisher, LedgerReader reader, WitnessClient client, IClock clock,
    ILogger log)
{
    volatile Standing? standing;

    public PolicyWitness Witness => witness;

    /// <summary>Null where it last cosigned, or was not asked yet.</summary>
    public Standing? Trouble => standing;

    /// <summary>Asks for the newest checkpoint, where this server signs and the witness has not cosigned it.</summary>
    public async Task RoundAsync(CancellationToken cancellation)
    {
        var epoch = (await reader.EpochsAsync(cancellation))[^1];
        var newest = await reader.NewestCheckpointAsync(epoch, cancellation);
        var last = await reader.CosignatureAsync(epoch, witness.Key.ToString(), cancellation);
        if (newest is null || (last?.Size, last?.SignedUs) == (newest.Size, newest.SignedUs)
            || !await publisher.TakePlaceAsync(cancellation))
        {
            return;
        }

        switch (await AskAsync(epoch, newest, last?.Size ?? 0, cancellation))
        {
            case WitnessReply.Cosigned cosigned:
                await publisher.KeepAsync(
                    new(
                        epoch.Number, newest.Size, newest.SignedUs, witness.Key.ToString(), cosigned.Seconds,
                        cosigned.Line.ToString()),
                    cancellation);
                standing = null;
                break;
            case WitnessReply.Trouble { Why: var why }:
                Settle(why);
                break;
            default:
                Settle(WitnessTrouble.Contradicts);
                break;
        }
    }

    /// <summary>Where it says that it stands elsewhere it is asked once more, from there.</summary>
    async Task<WitnessReply> AskAsync(
        LedgerEpoch epoch, StoredCheckpoint newest, long from, CancellationToken cancellation)
    {
        var reply = await AskFromAsync(epoch, newest, from, cancellation);
        return reply is WitnessReply.Elsewhere { Size: var size } && size != from && size <= newest.Size
            ? await AskFromAsync(epoch, newest, size, cancellation)
            : reply;
    }

    async Task<WitnessReply> AskFromAsync(
        LedgerEpoch epoch, StoredCheckpoint newest, long from, CancellationToken cancellation)
    {
        var proof = from > 0 && from < newest.Size
            ? await reader.ConsistencyAsync(epoch, from, newest.Size, cancellation)
            : [];
        return SignedNote.Parse(Encoding.UTF8.GetBytes(newest.Note)) is Parsed<SignedNote>.Accepted { Value: var note }
            ? await client.AskAsync(witness, new AddCheckpoint(from, proof, note), cancellation)
            : throw new InvalidDataException("A stored checkpoint is no note.");
    }

    void Settle(WitnessTrouble why)
    {
        if (standing?.Why == why)
        {
            return;
        }

        standing = new(why, standing?.Since ?? clock.GetCurrentInstant());
        LedgerMessages.NotWitnessed(log, reader.Log.Name, witness.Name, why.Kind);
    }

    /// <summary>Why it does not cosign, and since when it has not.</summary>
    public sealed record Standing(WitnessTrouble Why, Instant Since);
}
