using System.Security.Cryptography;
using NetTimeline.Ledger.Notes;

namespace NetTimeline.UnitTests.Ledger.Notes;

/// <summary>Keys that live as long as the tests run: no private key lies in the tree.</summary>
static class TestKeys
{
    public static EcdsaNoteSigner Log { get; } = NewLog("ntl.hospital.example/events");

    public static EcdsaNoteSigner NewLog(string name) => EcdsaNoteSigner.FromPem(name, NewPem()).Accepted();

    public static EcdsaCosigner NewWitness(string name) => EcdsaCosigner.FromPem(name, NewPem()).Accepted();

    public static INoteVerifier VerifierOf(VerifierKey key) => NoteVerifiers.Of(key)!;

    static string NewPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem();
    }
}
