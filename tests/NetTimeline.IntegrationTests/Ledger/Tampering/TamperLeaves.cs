using System.Numerics;
using NetTimeline.Ledger.Entries;
using static NetTimeline.IntegrationTests.Ledger.Tampering.Tampers;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>The tree is changed, or what is kept beside the events.</summary>
static class TamperLeaves
{
    const int TileHashes = 256;

    /// <summary>The bit with which an entry begins to say its kind, behind four bytes that all entries have.</summary>
    const int KindAt = 32;

    public static IEnumerable<KeyValuePair<string, Tamper>> All =>
    [
        new("changes an entry", ChangesEntryAsync),
        new("makes an erasure of an event's entry", MakesErasureAsync),
        new("exchanges two entries", ExchangesEntriesAsync),
        new("deletes leaves", DeletesLeavesAsync),
        new("changes a hash of a tile", ChangesTileAsync),
        new("changes the middle of a tile", scene => ChangesAboveTileAsync(scene, "middle", 512)),
        new("changes the root of a tile", scene => ChangesAboveTileAsync(scene, "root", 32)),
        new("deletes a tile", DeletesTileAsync),
        new("adds a tile", AddsTileAsync),
        new("changes a frontier", ChangesFrontierAsync),
        new("deletes the newest commit", DeletesHeadAsync),
        new("changes when a commit was", ChangesHeadAsync),
        new("deletes an append", DeletesAppendAsync),
        new("changes an append", ChangesAppendAsync),
        new("changes what is kept of a stream", ChangesStreamAsync),
        new("exchanges the keys of two streams", ExchangesKeysAsync),
        new("changes the key of a stream", ChangesKeyAsync),
        new("deletes the key of a stream", DeletesKeyAsync),
        new("adds a key of a stream that is not there", AddsKeyAsync),
    ];

    static Task<IReadOnlyList<Expected>> ChangesEntryAsync(Scene scene) =>
        ChangesEntryAsync(scene, scene.Dice.Next(8 * LedgerEntry.Length));

    /// <summary>By it all that was recorded of the stream would have had to go.</summary>
    static Task<IReadOnlyList<Expected>> MakesErasureAsync(Scene scene) => ChangesEntryAsync(
        scene, KindAt + BitOperations.Log2((uint)(LedgerEntryKind.Event ^ LedgerEntryKind.Erasure)));

    static async Task<IReadOnlyList<Expected>> ChangesEntryAsync(Scene scene, int bit)
    {
        var position = scene.Position();
        var (first, _) = scene.Log.CommitOf(position);
        var at = ((position - first) * 8 * LedgerEntry.Length) + bit;
        await scene.FlipAsync("leaves", "entries", (int)at, "first_position = $1", first);
        return One(ToldAt(LedgerEntryKind.Event, bit, position, first, scene.Log.Size), "TAMPERED(entry)");
    }

    /// <summary>
    /// A full tile tells of each leaf. Behind these, one that no row contradicts is told by its commit.
    /// </summary>
    internal static long ToldAt(LedgerEntryKind kind, int bit, long position, long first, long size)
    {
        var isOtherKind = bit is >= KindAt and < KindAt + 8
            && Enum.IsDefined((LedgerEntryKind)((int)kind ^ (1 << (bit - KindAt))));
        return isOtherKind && position > size / TileHashes * TileHashes ? first : position;
    }

    static async Task<IReadOnlyList<Expected>> ExchangesEntriesAsync(Scene scene)
    {
        // A full tile tells of each leaf. Behind that, of two changed leaves only the first is known as such.
        var full = scene.Log.Size / TileHashes * TileHashes;
        var one = scene.Dice.NextInt64(1, full);
        var other = scene.Dice.NextInt64(one + 1, full + 1);
        const string put = """
            update timeline.leaves set entries = overlay(
                entries placing $2 from (136 * ($1 - first_position) + 1)::integer)
            where $1 between first_position and last_position
            """;
        var entries = await scene.RowsAsync(
            """
            select substring(entries from (136 * (p - first_position) + 1)::integer for 136)
            from timeline.leaves, unnest($1) as p where p between first_position and last_position order by p
            """,
            row => row.GetFieldValue<byte[]>(0), new[] { one, other });
        await scene.DoAsync(put, one, entries[1]);
        await scene.DoAsync(put, other, entries[0]);
        return [new(one, "TAMPERED(entry)"), new(other, "TAMPERED(entry)")];
    }

    static async Task<IReadOnlyList<Expected>> DeletesLeavesAsync(Scene scene)
    {
        var (first, last) = scene.Log.Commits[scene.Dice.Next(scene.Log.Commits.Count - 1)];
        await scene.DoAsync("delete from timeline.leaves where first_position = $1", first);
        return [.. TamperEvents.Between(first, last).Select(position => new Expected(position, "MISSING"))];
    }

    static async Task<IReadOnlyList<Expected>> ChangesTileAsync(Scene scene)
    {
        var number = Tile(scene);
        var hash = scene.Dice.Next(TileHashes);
        await scene.FlipAsync(
            "tiles", "hashes", (hash * 256) + scene.Dice.Next(256), "log = 'events' and number = $1", number);
        return
        [
            new((number * TileHashes) + hash + 1, "TAMPERED(tile)"),
            new((number * TileHashes) + 1, "TAMPERED(tile)"),
        ];
    }

    static async Task<IReadOnlyList<Expected>> ChangesAboveTileAsync(Scene scene, string column, int length)
    {
        var number = Tile(scene);
        await scene.FlipAsync(
            "tiles", column, scene.Dice.Next(8 * length), "log = 'events' and number = $1", number);
        return One((number * TileHashes) + 1, "TAMPERED(tile)");
    }

    static async Task<IReadOnlyList<Expected>> DeletesTileAsync(Scene scene)
    {
        var number = Tile(scene);
        await scene.DoAsync("delete from timeline.tiles where log = 'events' and number = $1", number);
        return One((number * TileHashes) + 1, "MISSING");
    }

    static async Task<IReadOnlyList<Expected>> AddsTileAsync(Scene scene)
    {
        var (level, number) = scene.Dice.Next(2) == 0 ? (0, (scene.Log.Size / TileHashes) + 3) : (1, 0);
        await scene.DoAsync(
            """
            insert into timeline.tiles (log, epoch, level, number, hashes, middle, root)
            select log, epoch, $1::integer::smallint, $2, hashes, middle, root
            from timeline.tiles where log = 'events' and level = 0 and number = 0
            """,
            level, number);
        return One(0, "EXTRA");
    }

    static async Task<IReadOnlyList<Expected>> ChangesFrontierAsync(Scene scene)
    {
        var (_, last) = scene.Log.CommitOf(scene.Position());
        var bits = 256 * BitOperations.PopCount((ulong)last);
        await scene.FlipAsync("leaves", "frontier", scene.Dice.Next(bits), "last_position = $1", last);
        return One(last, "TAMPERED(frontier)");
    }

    static async Task<IReadOnlyList<Expected>> DeletesHeadAsync(Scene scene)
    {
        await scene.DoAsync("delete from timeline.heads where position = $1", scene.Log.Size);
        return One(0, "TAMPERED(bookkeeping)");
    }

    static async Task<IReadOnlyList<Expected>> ChangesHeadAsync(Scene scene)
    {
        var (_, last) = scene.Log.CommitOf(scene.Position());
        await scene.DoAsync("update timeline.heads set recorded_us = recorded_us + 1 where position = $1", last);
        return One(last, "TAMPERED(bookkeeping)");
    }

    static async Task<IReadOnlyList<Expected>> DeletesAppendAsync(Scene scene)
    {
        var position = scene.Position();
        await scene.DoAsync(
            "delete from timeline.appends where $1 between first_position and last_position", position);
        return One(position, "TAMPERED(bookkeeping)");
    }

    static async Task<IReadOnlyList<Expected>> ChangesAppendAsync(Scene scene)
    {
        var position = scene.Position();
        var change = scene.Dice.Next(3) switch
        {
            0 => "recorded_us = recorded_us - 1",
            1 => "stream_id = gen_random_uuid()",
            _ => "first_version = first_version + 7, last_version = last_version + 7",
        };
        await scene.DoAsync(
            $"update timeline.appends set {change} where $1 between first_position and last_position", position);
        return One(0, "TAMPERED(bookkeeping)");
    }

    static async Task<IReadOnlyList<Expected>> ChangesStreamAsync(Scene scene)
    {
        await scene.DoAsync(
            "update timeline.mt_streams set version = 1000000 where id = $1", scene.At(scene.Position()).Stream);
        return One(0, "TAMPERED(bookkeeping)");
    }

    /// <summary>Each patient has the other's history then, and every leaf is as it was.</summary>
    static async Task<IReadOnlyList<Expected>> ExchangesKeysAsync(Scene scene)
    {
        var one = First(scene, except: 0);
        var other = First(scene, except: one);
        await scene.DoAsync("""
            create temporary table exchanged on commit drop as
                select stream_id, key from timeline.stream_keys where stream_id in ($1, $2)
            """, scene.At(one).Stream, scene.At(other).Stream);
        await scene.DoAsync("delete from timeline.stream_keys k using exchanged x where x.key = k.key");
        await scene.DoAsync("""
            insert into timeline.stream_keys (stream_id, key)
            select a.stream_id, b.key from exchanged a join exchanged b on a.stream_id <> b.stream_id
            """);
        return [new(one, "TAMPERED(bookkeeping)"), new(other, "TAMPERED(bookkeeping)")];
    }

    static Task<IReadOnlyList<Expected>> ChangesKeyAsync(Scene scene) =>
        OfKeyAsync(scene, "update timeline.stream_keys set key = key || '-2' where stream_id = $1");

    static Task<IReadOnlyList<Expected>> DeletesKeyAsync(Scene scene) =>
        OfKeyAsync(scene, "delete from timeline.stream_keys where stream_id = $1");

    static async Task<IReadOnlyList<Expected>> OfKeyAsync(Scene scene, string sql)
    {
        var first = First(scene, except: 0);
        await scene.DoAsync(sql, scene.At(first).Stream);
        return One(first, "TAMPERED(bookkeeping)");
    }

    static async Task<IReadOnlyList<Expected>> AddsKeyAsync(Scene scene)
    {
        await scene.DoAsync("alter table timeline.stream_keys drop constraint stream_keys_name_existing_streams");
        await scene.DoAsync(
            "insert into timeline.stream_keys (key, stream_id) values ('key-2', gen_random_uuid())");
        return One(0, "TAMPERED(bookkeeping)");
    }

    /// <summary>Of any stream, the position that begins it.</summary>
    static long First(Scene scene, long except)
    {
        var firsts = scene.Log.Events.Index()
            .Where(each => each.Item.Version == 1 && each.Index + 1 != except).ToList();
        return firsts[scene.Dice.Next(firsts.Count)].Index + 1;
    }

    static long Tile(Scene scene) => scene.Dice.NextInt64(scene.Log.Size / TileHashes);
}
