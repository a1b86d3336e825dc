using System.Security.Cryptography;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tree;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.Benchmarks;

/// <summary>Gives a log that was filled the checkpoints that a server would have signed while it grew.</summary>
static class SignedLog
{
    /// <returns>Trusts the key that signed.</returns>
    public static async Task<LogPolicy> SignAsync(string database, int checkpoints)
    {
        var settings = new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 0, Pooling = false };
        settings.Options = $"-c role={settings.Database}_owner";
        await using var owner = new NpgsqlConnection(settings.ConnectionString);
        await owner.OpenAsync();
        var leaves = await LeavesAsync(owner);
        await using var origin = new NpgsqlCommand("select origin from timeline.epochs where log = 'events'", owner);
        var signer = NewSigner((string)(await origin.ExecuteScalarAsync())!);
        await using var copy = await owner.BeginBinaryImportAsync(
            "copy timeline.checkpoints (log, epoch, size, signed_us, root, note) from stdin (format binary)");
        var (frontier, each) = (Frontier.Empty, Math.Max(1, leaves.Length / checkpoints));
        while (frontier.Size < leaves.Length)
        {
            frontier = frontier.Append(leaves.AsSpan((int)frontier.Size..).Slice(
                0, Math.Min(each, leaves.Length - (int)frontier.Size)));
            await WriteAsync(copy, signer, frontier);
        }

        await copy.CompleteAsync();
        return new([new(signer.Key, null)], [], [], LogPolicy.NoQuorum);
    }

    static async Task<Hash[]> LeavesAsync(NpgsqlConnection owner)
    {
        await using var command = new NpgsqlCommand(
            "select entries from timeline.leaves order by last_position", owner);
        await using var row = await command.ExecuteReaderAsync();
        var leaves = new List<Hash>();
        while (await row.ReadAsync())
            leaves.AddRange(row.GetFieldValue<byte[]>(0).Chunk(LedgerEntry.Length).Select(
                entry => MerkleTree.Leaf(entry)));
        return [.. leaves];
    }

    static async Task WriteAsync(NpgsqlBinaryImporter copy, EcdsaNoteSigner signer, Frontier frontier)
    {
        var root = frontier.Root();
        var note = SignedNote.Sign(
            new NetTimeline.Ledger.Notes.Checkpoint(signer.Key.Name, frontier.Size, root).ToString(), signer);
        await copy.StartRowAsync();
        await copy.WriteAsync("events", NpgsqlDbType.Text);
        await copy.WriteAsync(0, NpgsqlDbType.Integer);
        await copy.WriteAsync(frontier.Size, NpgsqlDbType.Bigint);
        await copy.WriteAsync(frontier.Size, NpgsqlDbType.Bigint);
        await copy.WriteAsync(root.Bytes.ToArray(), NpgsqlDbType.Bytea);
        await copy.WriteAsync(note.ToString(), NpgsqlDbType.Text);
    }

    static EcdsaNoteSigner NewSigner(string origin)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return EcdsaNoteSigner.FromPem(origin, key.ExportPkcs8PrivateKeyPem()) is Parsed<EcdsaNoteSigner>.Accepted made
            ? made.Value
            : throw new InvalidOperationException("A key that was just made is none.");
    }
}
