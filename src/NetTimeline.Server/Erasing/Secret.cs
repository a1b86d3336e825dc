using System.Security.Cryptography;
using System.Text;
using NetTimeline.EventStore;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Server.Erasing;

/// <summary>
/// The one secret of the ledger folder from which the keys follow that seal identities and tell tombstones. Without it
/// neither can be read; so it is to be kept as the backups are, and apart from them.
/// </summary>
static class Secret
{
    public const string File = "vault.key";

    /// <summary>The use of the key that seals each identity's own.</summary>
    public const string ForIdentities = "identities";

    /// <summary>The use of the key that a database knows its secret by.</summary>
    public const string ForRecognition = "check";

    const int Length = 32;

    /// <summary>
    /// The secret of the folder, made where there is none; null where the database knows another, so that this folder
    /// is not the one that belongs to it.
    /// </summary>
    /// <exception cref="InvalidDataException">What is there is no secret.</exception>
    /// <exception cref="EventStoreException">The database does not answer.</exception>
    public static async Task<byte[]?> FindAsync(TimelineServerOptions options, CancellationToken cancellation)
    {
        if (options.LedgerFolder is not { } path)
        {
            return null;
        }

        var folder = LedgerFolder.Open(path);
        await using var reader = new ErasureReader(options.Postgres);
        // Servers that start at once agree on one, whether they share a folder or not.
        return await reader.AloneAsync(() => FindAsync(options, folder, reader, cancellation), cancellation);
    }

    static async Task<byte[]?> FindAsync(
        TimelineServerOptions options, LedgerFolder folder, ErasureReader reader, CancellationToken cancellation)
    {
        var known = await reader.SecretsAsync(cancellation);
        var secret = Read(folder) ?? (known.Count == 0 ? Make(folder) : null);
        if (secret is not null && known.Count == 0)
        {
            await using var eraser = new PostgresEraser(options.Postgres, options.Clock, new());
            await eraser.AddSecretAsync(KeyFor(secret, ForRecognition), cancellation);
            return secret;
        }

        return secret is not null && known.Any(KeyFor(secret, ForRecognition).SequenceEqual) ? secret : null;
    }

    static byte[] Make(LedgerFolder folder)
    {
        var made = RandomNumberGenerator.GetBytes(Length);
        folder.Replace(File, Encoding.ASCII.GetBytes(Convert.ToBase64String(made) + "\n"));
        return made;
    }

    /// <summary>Null where there is none.</summary>
    static byte[]? Read(LedgerFolder folder) => folder.Read(File) is { } written
        ? Parse(written) ?? throw new InvalidDataException($"{folder.PathOf(File)} holds no 32 bytes in base64.")
        : null;

    /// <summary>In base64, on a line of its own; null where it is something else.</summary>
    public static byte[]? Parse(ReadOnlySpan<byte> written)
    {
        var secret = new byte[Length];
        return Convert.TryFromBase64String(Encoding.ASCII.GetString(written).Trim(), secret, out var length)
            && length == Length
            ? secret
            : null;
    }

    /// <summary>A key for one use only; by one nothing is learned of another.</summary>
    public static byte[] KeyFor(byte[] secret, string use) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, secret, Length, salt: null, info: Encoding.ASCII.GetBytes($"nettimeline/{use}/v1"));
}
