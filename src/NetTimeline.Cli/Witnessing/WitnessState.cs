using System.Security.Cryptography;
using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Cli.Witnessing;

/// <summary>
/// The newest checkpoint of each log that a witness cosigned, in a folder that one witness at a time has. What was
/// kept survives whatever happens to the process or the machine.
/// </summary>
sealed class WitnessState : IDisposable
{
    const string Key = "witness.pem";

    readonly LedgerFolder folder;
    readonly FileStream held;

    WitnessState(LedgerFolder folder, FileStream held) => (this.folder, this.held) = (folder, held);

    /// <exception cref="IOException">Another witness has it, or it cannot be written to.</exception>
    public static WitnessState Open(string path)
    {
        var folder = LedgerFolder.Open(path);
        return new(
            folder,
            new FileStream(folder.PathOf("lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
    }

    /// <summary>The private key in PEM; made at the first start.</summary>
    public string KeyPem()
    {
        if (folder.Read(Key) is null)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            folder.Replace(Key, Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem()));
        }

        return Encoding.ASCII.GetString(folder.Read(Key)!);
    }

    /// <summary>Null where none was cosigned.</summary>
    /// <exception cref="IOException">What lies there is no checkpoint of this log.</exception>
    public Checkpoint? Newest(string origin)
    {
        if (folder.Read(FileOf(origin)) is not { } bytes)
        {
            return null;
        }

        return SignedNote.Parse(bytes) is Parsed<SignedNote>.Accepted { Value.Text: var text }
            && Checkpoint.Parse(text) is Parsed<Checkpoint>.Accepted { Value: var checkpoint }
            && checkpoint.Origin == origin
            ? checkpoint
            : throw new IOException($"{folder.PathOf(FileOf(origin))} is not what was kept there.");
    }

    /// <summary>On the disk when it returns, whole or not at all.</summary>
    public void Keep(string origin, SignedNote note) => folder.Replace(FileOf(origin), note.ToBytes());

    public void Dispose() => held.Dispose();

    /// <summary>Origins have slashes, and whatever else their owners thought of.</summary>
    static string FileOf(string origin) =>
        $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)))}.checkpoint";
}
