using NetTimeline.EventStore;

namespace NetTimeline.Server.Erasing;

/// <summary>A ledger folder's secret, for whoever verifies the identities that are sealed with it.</summary>
public static class VaultKey
{
    /// <summary>Its file in the folder.</summary>
    public const string File = Secret.File;

    /// <param name="written">What the file holds: 32 bytes in base64; null is answered to anything else.</param>
    public static IdentityKey? Parse(ReadOnlySpan<byte> written)
    {
        if (Secret.Parse(written) is not { } secret)
        {
            return null;
        }

        var masterKey = Secret.KeyFor(secret, Secret.ForIdentities);
        return new(
            Secret.KeyFor(secret, Secret.ForRecognition),
            (patient, kept) => Vault.Opens(masterKey, patient, kept.Span));
    }
}
