using System.Buffers;
using System.Globalization;
using NetTimeline.EventStore;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// What auditors fetch, under the paths of C2SP's tlog-tiles: the newest checkpoint, tiles and entries of every tree
/// that was signed, and nothing that was not. Entries only of logs whose entries are for everybody.
/// </summary>
static class GetPublished
{
    const string Tiles = "tile/";

    public static void Map(RouteGroupBuilder log)
    {
        log.MapMethods("checkpoint", Reads.Methods, CheckpointAsync).WithMetadata(LedgerOperations.Checkpoint);
        log.MapMethods("keys", Reads.Methods, KeysAsync).WithMetadata(LedgerOperations.Keys);
        log.MapMethods("tile/{**path}", Reads.Methods, TileAsync).WithMetadata(LedgerOperations.Tile);
    }

    static async Task<IResult> CheckpointAsync(
        HttpContext context, string log, Ledgers ledgers, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await ledgers.FindAsync(log, cancellation) is not var (reader, epoch))
        {
            return Problem.Of(LedgerProblems.UnknownLog);
        }

        return await reader.NewestCheckpointAsync(epoch, cancellation) is { } newest
            ? PublishedFile.Of(newest.Note)
            : Problem.Of(LedgerProblems.NotPublished);
    }

    /// <summary>A line for each: the first size it signs, the first it does not or a hyphen, the key.</summary>
    static async Task<IResult> KeysAsync(
        HttpContext context, string log, Ledgers ledgers, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await ledgers.FindAsync(log, cancellation) is not var (reader, epoch))
        {
            return Problem.Of(LedgerProblems.UnknownLog);
        }

        var keys = await reader.KeysAsync(epoch, cancellation);
        var end = epoch.EndPosition is { } ended
            ? epoch.IndexOf(ended).ToString(CultureInfo.InvariantCulture)
            : "-";
        return PublishedFile.Of(string.Concat(
            keys.Select(key => string.Create(
                CultureInfo.InvariantCulture, $"{key.FromSize} {end} {key.VerifierKey}\n"))));
    }

    static async Task<IResult> TileAsync(
        HttpContext context, string log, string? path, Ledgers ledgers, CancellationToken cancellation)
    {
        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await ledgers.FindAsync(log, cancellation) is not var (reader, epoch))
        {
            return Problem.Of(LedgerProblems.UnknownLog);
        }

        var bytes = BundleAddress.TryParse(Tiles + path, out var bundle)
            ? await BundleAsync(reader, epoch, bundle, cancellation)
            : TileAddress.TryParse(Tiles + path, out var tile) && await IsPublishedAsync(
                reader, epoch, tile, cancellation)
            ? await reader.TileAsync(epoch, tile, cancellation)
            : null;
        return bytes is null ? Problem.Of(LedgerProblems.NotPublished) : PublishedFile.Of(bytes);
    }

    static async Task<byte[]?> BundleAsync(
        LedgerReader reader, LedgerEpoch epoch, BundleAddress bundle, CancellationToken cancellation)
    {
        if (!reader.Log.EntriesArePublic
            || !await IsPublishedAsync(reader, epoch, new(0, bundle.Index, bundle.Width), cancellation))
        {
            return null;
        }

        var entries = await reader.EntriesAsync(
            epoch, bundle.Index * TileAddress.WidthFull, bundle.Width, cancellation);
        var bytes = new ArrayBufferWriter<byte>(bundle.Width * (sizeof(ushort) + LedgerEntry.Length));
        foreach (var entry in entries.Chunk(LedgerEntry.Length))
        {
            EntryBundle.Write(bytes, entry);
        }

        return bytes.WrittenMemory.ToArray();
    }

    /// <summary>A tree that was signed has this tile, in this width.</summary>
    static async Task<bool> IsPublishedAsync(
        LedgerReader reader, LedgerEpoch epoch, TileAddress tile, CancellationToken cancellation)
    {
        var leaves = UInt128.One << (8 * Math.Min(tile.Level, sizeof(long)));
        var smallest = (((UInt128)(ulong)tile.Index * TileAddress.WidthFull) + (UInt128)(uint)tile.Width) * leaves;
        if (smallest > long.MaxValue)
        {
            return false;
        }

        var signed = await reader.FirstCheckpointFromAsync(epoch, (long)smallest, cancellation);
        return signed is not null && (tile.IsFull || (UInt128)(ulong)signed.Size < smallest + leaves);
    }
}
