using System.Security.Cryptography;
using NetTimeline.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using Xunit;

namespace NetTimeline.IntegrationTests.Audit;

/// <summary>Signs what a log has come to, as a publisher does, when a test says so.</summary>
static class SignedOnce
{
    /// <returns>By whose key the checkpoint can be verified.</returns>
    public static async Task<VerifierKey> SignAsync(string database, CancellationToken cancellation)
    {
        await using var session = await SigningSession.TryOpenAsync(database, LedgerLog.Events, cancellation);
        var head = (await session!.DurableHeadAsync(cancellation))!;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signer = Assert.IsType<Parsed<EcdsaNoteSigner>.Accepted>(
            EcdsaNoteSigner.FromPem(head.Epoch.Origin, key.ExportPkcs8PrivateKeyPem())).Value;
        var note = SignedNote.Sign(new Checkpoint(head.Epoch.Origin, head.Size, head.Root).ToString(), signer);
        await session.AddCheckpointAsync(
            new(head.Epoch.Number, head.Size, SignedUs: head.Size, head.Root, note.ToString()), static () => { },
            cancellation);
        return signer.Key;
    }
}
