using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using System.Net.Mime;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Timeouts;
using NetTimeline.EventStore;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Server.Access;

namespace NetTimeline.Server.Audit;

/// <summary>How much of the log is in a bundle.</summary>
enum BundleScope
{
    /// <summary>That each event is in the log.</summary>
    Proofs,

    /// <summary>With every entry of the log, also that no event of the patient is missing.</summary>
    Log,
}

/// <summary>What a bundle is made of.</summary>
/// <param name="Patient">The registry key, or the id where that was erased.</param>
/// <param name="Evidence">Of the whole stream.</param>
/// <param name="Epoch">The tree that the bundle is about.</param>
/// <param name="Checkpoint">Covers every event of the stream that is in the epoch.</param>
sealed record BundleContent(
    string Patient, StreamEvidence Evidence, LedgerEpoch Epoch, StoredCheckpoint Checkpoint, BundleScope Scope);

/// <summary>
/// A patient's events with all that is needed to check them without asking anybody: a zip that is sent while it is
/// made. The manifest comes last, since it says what the hashes of the others are.
/// </summary>
sealed class AuditBundle(BundleContent content, LedgerReader ledger) : IAnswerInParts
{
    const string Format = "nettimeline-bundle/v1";

    /// <summary>So many bundles of entries are read at once: some two mebibytes.</summary>
    const int EntryBundlesAtOnce = 64;

    static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly SortedDictionary<string, (string Sha256, int Length)> files = new(StringComparer.Ordinal);

    /// <summary>The last event of the epoch.</summary>
    EventEvidence Last => content.Evidence.Events.Last(each => content.Epoch.Has(each.Position));

    /// <summary>Of the patient's events.</summary>
    public long Sent { get; private set; }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
        // Asked before the answer begins: what the database refuses is a problem and no broken file.
        var events = await EventsAsync(cancellation);
        httpContext.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = MediaTypeNames.Application.Zip;
        response.Headers.CacheControl = "private, no-store";
        response.Headers.ContentDisposition = $"attachment; filename=\"{content.Patient}-audit.zip\"";
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await WriteAsync(response.BodyWriter, events, cancellation);
    }

    async Task WriteAsync(PipeWriter pipe, ReadOnlyMemory<byte> events, CancellationToken cancellation)
    {
        using (var zip = new ZipArchive(new IntoPipe(pipe), ZipArchiveMode.Create))
        {
            Add(zip, "checkpoint", Encoding.UTF8.GetBytes(content.Checkpoint.Note));
            Add(zip, "events.ndjson", events);
            await pipe.FlushAsync(cancellation);
            Sent = content.Evidence.Events.Count;
            if (content.Scope is BundleScope.Log)
            {
                await AddLogAsync(zip, pipe, cancellation);
            }

            Add(zip, "manifest.json", Manifest());
        }

        await pipe.FlushAsync(cancellation);
    }

    async Task<ReadOnlyMemory<byte>> EventsAsync(CancellationToken cancellation)
    {
        var lines = new ArrayBufferWriter<byte>(64 * 1024);
        foreach (var each in content.Evidence.Events.Where(each => content.Epoch.Has(each.Position)))
        {
            var proof = await ledger.InclusionAsync(
                content.Epoch, content.Epoch.IndexOf(each.Position), content.Checkpoint.Size, cancellation);
            using (var json = new Utf8JsonWriter(lines, Unescaped))
            {
                Write(json, each, [.. proof.Select(hash => hash.Bytes.ToArray())]);
            }

            lines.Write("\n"u8);
        }

        return lines.WrittenMemory;
    }

    void Write(Utf8JsonWriter json, EventEvidence each, IReadOnlyList<byte[]> proof)
    {
        json.WriteStartObject();
        json.WriteNumber("index", content.Epoch.IndexOf(each.Position));
        json.WriteNumber("position", each.Position);
        json.WriteNumber("version", each.Version);
        json.WriteString("entry", Convert.ToBase64String(each.Entry.Span));
        json.WriteStartArray("proof");
        foreach (var hash in proof)
        {
            json.WriteStringValue(Convert.ToBase64String(hash));
        }

        json.WriteEndArray();
        json.WriteString("status", each.IsErased ? "erased" : "ok");
        if (!each.IsErased)
        {
            json.WriteString("envelopeNonce", Convert.ToBase64String(each.EnvelopeNonce.Span));
            json.WriteString("payloadNonce", Convert.ToBase64String(each.PayloadNonce.Span));
            json.WritePropertyName("envelope");
            json.WriteRawValue(each.Envelope.Span);
            json.WritePropertyName("payload");
            json.WriteRawValue(each.Payload.Span);
        }

        json.WriteEndObject();
    }

    async Task AddLogAsync(ZipArchive zip, PipeWriter pipe, CancellationToken cancellation)
    {
        const int atOnce = EntryBundlesAtOnce * TileAddress.WidthFull;
        var size = content.Checkpoint.Size;
        for (var first = 0L; first < size; first += atOnce)
        {
            var entries = await ledger.EntriesAsync(
                content.Epoch, first, (int)Math.Min(atOnce, size - first), cancellation);
            foreach (var (at, part) in entries.Chunk(TileAddress.WidthFull * LedgerEntry.Length).Index())
            {
                var bundle = new ArrayBufferWriter<byte>(part.Length + (2 * TileAddress.WidthFull));
                foreach (var entry in part.Chunk(LedgerEntry.Length))
                {
                    EntryBundle.Write(bundle, entry);
                }

                var address = BundleAddress.Holding(first + ((long)at * TileAddress.WidthFull), size);
                Add(zip, address.Path, bundle.WrittenMemory);
            }

            await pipe.FlushAsync(cancellation);
        }
    }

    ReadOnlyMemory<byte> Manifest()
    {
        var manifest = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(manifest, Unescaped))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("patient", content.Patient);
            json.WriteString("origin", content.Epoch.Origin);
            json.WriteNumber("epoch", content.Epoch.Number);
            json.WriteNumber("size", content.Checkpoint.Size);
            json.WriteString("scope", Domain.Values.Words.Of(content.Scope));
            json.WriteNumber("versions", Last.Version);
            if (content.Evidence.Salt is { } salt)
            {
                json.WriteString("stream", content.Evidence.Stream);
                json.WriteString("streamSalt", Convert.ToBase64String(salt));
            }

            json.WriteStartObject("files");
            foreach (var (name, (sha256, length)) in files)
            {
                json.WriteStartObject(name);
                json.WriteString("sha256", sha256);
                json.WriteNumber("bytes", length);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return manifest.WrittenMemory;
    }

    void Add(ZipArchive zip, string name, ReadOnlyMemory<byte> bytes)
    {
        files[name] = (Convert.ToHexStringLower(SHA256.HashData(bytes.Span)), bytes.Length);
        // Hashes cannot be made smaller.
        var level = name.StartsWith("tile/", StringComparison.Ordinal)
            ? CompressionLevel.NoCompression
            : CompressionLevel.Optimal;
        using var file = zip.CreateEntry(name, level).Open();
        file.Write(bytes.Span);
    }
}
