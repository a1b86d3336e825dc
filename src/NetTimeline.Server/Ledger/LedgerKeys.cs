using System.Security.Cryptography;
using System.Text;
using NetTimeline.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;

namespace NetTimeline.Server.Ledger;

/// <summary>The keys of a log that lie in a folder: one for each epoch, named by its origin.</summary>
sealed class LedgerKeys(LedgerFolder folder, LedgerLog log)
{
    public string PathOf(LedgerEpoch epoch) => folder.PathOf(LedgerFolder.KeyOf(log.Name, epoch));

    /// <summary>Null where there is none; refused where there is something else in its place.</summary>
    public Parsed<EcdsaNoteSigner>? Find(LedgerEpoch epoch) =>
        folder.Read(LedgerFolder.KeyOf(log.Name, epoch)) is { } pem
            ? EcdsaNoteSigner.FromPem(epoch.Origin, Encoding.UTF8.GetString(pem))
            : null;

    /// <summary>Does nothing where there is one. To be called by one server at a time.</summary>
    public void Make(LedgerEpoch epoch)
    {
        var file = LedgerFolder.KeyOf(log.Name, epoch);
        if (folder.Read(file) is not null)
        {
            return;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        folder.Replace(file, Encoding.UTF8.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"));
    }
}
