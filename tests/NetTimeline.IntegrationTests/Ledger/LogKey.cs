using System.Security.Cryptography;
using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>A key of a log that lives as long as the tests run.</summary>
sealed class LogKey
{
    readonly EcdsaNoteSigner signer;

    public LogKey(string origin)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Pem = key.ExportPkcs8PrivateKeyPem();
        signer = Assert.IsType<Parsed<EcdsaNoteSigner>.Accepted>(EcdsaNoteSigner.FromPem(origin, Pem)).Value;
    }

    public string Pem { get; }

    public string Origin => signer.Key.Name;

    public VerifierKey VerifierKey => signer.Key;

    /// <summary>Trusts this key, and asks for no witness.</summary>
    public string PolicyText => $"log {signer.Key}\nquorum none\n";

    public LogPolicy Policy => PolicyOf(PolicyText);

    public static LogPolicy PolicyOf(string text) => Assert.IsType<Parsed<LogPolicy>.Accepted>(
        LogPolicy.Parse(Encoding.UTF8.GetBytes(text))).Value;

    public SignedNote Sign(long size, Hash root) =>
        SignedNote.Sign(new Checkpoint(Origin, size, root).ToString(), signer);
}
