using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.IntegrationTests.Audit;

/// <summary>A bundle as an auditor reads it: from the file alone, with nothing but the log's key.</summary>
sealed class BundleFile
{
    readonly Dictionary<string, byte[]> files = [];

    /// <param name="zip">As it came.</param>
    /// <param name="tampered">What somebody made of the lines of events.</param>
    public BundleFile(byte[] zip, Func<string, string>? tampered = null)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        foreach (var each in archive.Entries)
        {
            using var content = new MemoryStream();
            using var opened = each.Open();
            opened.CopyTo(content);
            files.Add(each.FullName, content.ToArray());
        }

        Manifest = JsonElement.Parse(files["manifest.json"]);
        var lines = Encoding.UTF8.GetString(files["events.ndjson"]);
        Events = [.. (tampered?.Invoke(lines) ?? lines).Split('\n')[..^1].Select(line => JsonElement.Parse(line))];
    }

    public JsonElement Manifest { get; }

    public IReadOnlyList<JsonElement> Events { get; }

    /// <summary>Every file is in the manifest with its hash; the checkpoint is signed; each event is in it.</summary>
    public void Verify(VerifierKey key)
    {
        Assert.Equal("nettimeline-bundle/v1", Manifest.GetProperty("format").GetString());
        Assert.Equal(
            files.Where(file => file.Key != "manifest.json").Select(file => (
                file.Key, Convert.ToHexStringLower(SHA256.HashData(file.Value)), (long)file.Value.Length)).Order(),
            Manifest.GetProperty("files").EnumerateObject().Select(file => (
                file.Name, file.Value.GetProperty("sha256").GetString()!, file.Value.GetProperty("bytes").GetInt64()))
                .Order());
        var note = Assert.IsType<Parsed<SignedNote>.Accepted>(SignedNote.Parse(files["checkpoint"])).Value;
        Assert.IsType<NoteVerdict.Signed>(note.Verify(NoteVerifiers.Of(key)!));
        var checkpoint = Assert.IsType<Parsed<Checkpoint>.Accepted>(Checkpoint.Parse(note.Text)).Value;
        Assert.Equal(
            (checkpoint.Origin, checkpoint.Size),
            (Manifest.GetProperty("origin").GetString(), Manifest.GetProperty("size").GetInt64()));
        Assert.All(Events, each => Verify(each, checkpoint));
        if (files.Keys.Any(name => name.StartsWith("tile/", StringComparison.Ordinal)))
        {
            var leaves = Log().Select(entry => MerkleTree.Leaf(entry)).ToArray();
            Assert.Equal(checkpoint.Root, Frontier.Empty.Append(leaves).Root());
        }
    }

    /// <summary>The entries of the whole log.</summary>
    public IReadOnlyList<byte[]> Log()
    {
        var entries = new List<byte[]>();
        var size = Manifest.GetProperty("size").GetInt64();
        while (entries.Count < size)
        {
            var address = BundleAddress.Holding(entries.Count, size);
            Assert.True(EntryBundle.TryRead(files[address.Path], address.Width, out var bundle));
            entries.AddRange(bundle.Select(entry => entry.ToArray()));
        }

        return entries;
    }

    /// <summary>What entries of the patient are tagged with.</summary>
    public Hash Tag() => StreamTag.Of(
        Convert.FromBase64String(Manifest.GetProperty("streamSalt").GetString()!),
        Manifest.GetProperty("stream").GetGuid());

    public static LedgerEntry EntryOf(ReadOnlySpan<byte> bytes)
    {
        Assert.True(LedgerEntry.TryRead(bytes, out var entry, out _));
        return entry;
    }

    void Verify(JsonElement each, Checkpoint checkpoint)
    {
        var bytes = Bytes(each, "entry");
        Hash[] proof =
            [.. each.GetProperty("proof").EnumerateArray().Select(hash => new Hash(hash.GetBytesFromBase64()))];
        Assert.True(InclusionProof.Check(
            each.GetProperty("index").GetInt64(), checkpoint.Size, MerkleTree.Leaf(bytes), proof, checkpoint.Root));
        var entry = EntryOf(bytes);
        Assert.Equal(each.GetProperty("version").GetInt64(), entry.StreamVersion);
        if (each.GetProperty("status").GetString() == "erased")
        {
            Assert.All(
                (string[])["envelopeNonce", "payloadNonce", "envelope", "payload"],
                name => Assert.False(each.TryGetProperty(name, out _)));
            return;
        }

        Assert.Equal(Tag(), entry.StreamTag);
        Assert.Equal(
            (entry.EnvelopeCommitment, entry.PayloadCommitment),
            (Commitment.OfEnvelope(Bytes(each, "envelopeNonce"), CanonicalJson.Write(each.GetProperty("envelope"))),
                Commitment.OfPayload(Bytes(each, "payloadNonce"), CanonicalJson.Write(each.GetProperty("payload")))));
    }

    static byte[] Bytes(JsonElement each, string name) => each.GetProperty(name).GetBytesFromBase64();
}
