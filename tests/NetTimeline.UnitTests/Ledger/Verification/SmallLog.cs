using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using NetTimeline.UnitTests.Ledger.Notes;

namespace NetTimeline.UnitTests.Ledger.Verification;

/// <summary>A log of a few events, with everything that opens them, and what is handed out of it.</summary>
sealed class SmallLog : IHashes
{
    public static readonly LogPolicy Policy = LogPolicy.Parse(
        Encoding.UTF8.GetBytes($"log {TestKeys.Log.Key}\nquorum none\n")).Accepted();

    readonly List<SmallEvent> events = [];
    readonly Dictionary<Guid, byte[]> salts = [];

    public IReadOnlyList<SmallEvent> Events => events;

    public Hash Root => Frontier.Empty.Append([.. events.Select(each => MerkleTree.Leaf(each.Entry))]).Root();

    /// <summary>A second after the one before.</summary>
    public SmallEvent Record(
        Guid stream, string payload = """{"n":1}""", LedgerEntryKind kind = LedgerEntryKind.Event)
    {
        if (!salts.TryGetValue(stream, out var salt))
        {
            salts[stream] = salt = RandomNumberGenerator.GetBytes(StreamTag.SaltLength);
        }

        var (envelopeNonce, payloadNonce) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var recordedUs = 1_000_000L * (events.Count + 1);
        var envelope = CanonicalJson.Write(Encoding.UTF8.GetBytes(
            $$"""{"actor":"dr-m","recordedAtUs":{{recordedUs}},"type":"entry_recorded"}"""));
        var entry = new LedgerEntry(
            kind, events.Count(each => each.Stream == stream) + 1, recordedUs, Guid.NewGuid(),
            StreamTag.Of(salt, stream), Commitment.OfEnvelope(envelopeNonce, envelope),
            Commitment.OfPayload(payloadNonce, Encoding.UTF8.GetBytes(payload)));
        var bytes = new byte[LedgerEntry.Length];
        entry.Write(bytes);
        events.Add(new(
            stream, entry, bytes, envelopeNonce, payloadNonce, Encoding.UTF8.GetString(envelope), payload));
        return events[^1];
    }

    public SignedNote Sign() => Sign(events.Count, Root);

    public static SignedNote Sign(long size, Hash root) =>
        SignedNote.Sign(new Checkpoint(TestKeys.Log.Key.Name, size, root).ToString(), TestKeys.Log);

    public byte[] SaltOf(Guid stream) => salts[stream];

    public LogProof ProofOf(int index) =>
        new(index, InclusionProof.Make(index, events.Count, this), Sign(), Extra: null);

    /// <summary>As a line of a bundle has it.</summary>
    public JsonObject LineOf(int index)
    {
        var shown = events[index];
        return new JsonObject
        {
            ["index"] = index,
            ["position"] = index + 1,
            ["version"] = shown.Read.StreamVersion,
            ["entry"] = Convert.ToBase64String(shown.Entry),
            ["proof"] = new JsonArray(
                [.. ProofOf(index).Hashes.Select(hash => (JsonNode)Convert.ToBase64String(hash.Bytes))]),
            ["status"] = "ok",
            ["envelopeNonce"] = Convert.ToBase64String(shown.EnvelopeNonce),
            ["payloadNonce"] = Convert.ToBase64String(shown.PayloadNonce),
            ["envelope"] = JsonNode.Parse(shown.Envelope),
            ["payload"] = JsonNode.Parse(shown.Payload),
        };
    }

    /// <param name="change">What somebody changes of the lines, who then makes the manifest fit.</param>
    /// <param name="say">What he changes of the manifest.</param>
    public Dictionary<string, ReadOnlyMemory<byte>> Bundle(
        Guid stream, bool hasLog, Action<List<JsonObject>>? change = null, Action<JsonObject>? say = null)
    {
        var lines = events.Index().Where(each => each.Item.Stream == stream)
            .Select(each => LineOf(each.Index)).ToList();
        change?.Invoke(lines);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            ["checkpoint"] = Sign().ToBytes(),
            ["events.ndjson"] = Encoding.UTF8.GetBytes(
                string.Concat(lines.Select(line => $"{line.ToJsonString()}\n"))),
        };
        if (hasLog)
        {
            var bundle = new ArrayBufferWriter<byte>();
            events.ForEach(each => EntryBundle.Write(bundle, each.Entry));
            files[BundleAddress.Holding(0, events.Count).Path] = bundle.WrittenMemory;
        }

        var manifest = Manifest(stream, hasLog, files);
        say?.Invoke(manifest);
        files["manifest.json"] = Encoding.UTF8.GetBytes(manifest.ToJsonString());
        return files;
    }

    public Hash Of(Subtree subtree)
    {
        var width = 1 << subtree.Level;
        var leaves = events.Skip((int)subtree.Index * width).Take(width);
        return Frontier.Empty.Append([.. leaves.Select(each => MerkleTree.Leaf(each.Entry))]).Root();
    }

    JsonObject Manifest(Guid stream, bool hasLog, Dictionary<string, ReadOnlyMemory<byte>> files) => new()
    {
        ["format"] = "nettimeline-bundle/v1",
        ["origin"] = TestKeys.Log.Key.Name,
        ["epoch"] = 0,
        ["size"] = events.Count,
        ["scope"] = hasLog ? "log" : "proofs",
        ["stream"] = stream.ToString(),
        ["streamSalt"] = Convert.ToBase64String(salts[stream]),
        ["files"] = new JsonObject(files.Select(file => KeyValuePair.Create(file.Key, (JsonNode?)new JsonObject
        {
            ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(file.Value.Span)),
            ["bytes"] = file.Value.Length,
        }))),
    };
}

/// <param name="Entry">Its bytes.</param>
sealed record SmallEvent(
    Guid Stream, LedgerEntry Read, byte[] Entry, byte[] EnvelopeNonce, byte[] PayloadNonce, string Envelope,
    string Payload);
