using NetTimeline.Ledger.Entries;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>Somebody covers up, or makes up, who was shown what.</summary>
static class TamperAccess
{
    public const string Log = "access";

    public static IEnumerable<KeyValuePair<string, Tamper>> All =>
    [
        new("changes who was shown something", Set("""record = record || '{"actor": "dr-x"}'""", "envelope")),
        new("changes what became of an access", Set("""record = record || '{"outcome": "refused"}'""", "envelope")),
        new("changes the purpose of an access", Set("""record = record || '{"purpose": "TREAT"}'""", "envelope")),
        new("changes whose record was shown", ChangesStreamAsync),
        new("changes whose record was shown in the column", ChangesStreamColumnAsync),
        new("changes when something was shown", Set(
            """
            recorded_us = recorded_us - 60000000,
            record = jsonb_set(record, '{recordedAtUs}', to_jsonb(recorded_us - 60000000))
            """,
            "envelope", "recorded at")),
        new("changes the id of an access", Set("id = gen_random_uuid()", "event id")),
        new("deletes an access", DeletesAsync),
        new("deletes an access and closes the gap", DeletesAndClosesGapAsync),
        new("deletes accesses with their leaves", DeletesWithLeavesAsync),
        new("exchanges two accesses", ExchangesAsync),
        new("puts a copy of an access at the end", CopiesToEndAsync),
        new("puts an access in between", InsertsAsync),
        new("changes the entry of an access", ChangesEntryAsync),
        new("changes the nonce of an access", ChangesNonceAsync),
        new("changes a tile of accesses", ChangesTileAsync),
        new("cuts off the newest accesses and all that says so", CutsOffAsync),
        new("deletes the checkpoint of accesses that is known elsewhere", DeletesCheckpointAsync),
    ];

    static Tamper Set(string assignment, params IReadOnlyList<string> parts) => async scene =>
    {
        var position = Position(scene);
        await scene.DoAsync($"update timeline.access_records set {assignment} where position = $1", position);
        return [.. parts.Select(part => new Expected(position, $"TAMPERED({part})", Log))];
    };

    /// <summary>One that is about no stream has no tag that could tell.</summary>
    static async Task<IReadOnlyList<Expected>> ChangesStreamAsync(Scene scene)
    {
        var position = Position(scene);
        var streams = scene.Log.Events.Select(each => each.Stream).Distinct()
            .Where(each => each != At(scene, position).Stream).ToList();
        await scene.DoAsync(
            """
            update timeline.access_records set record = jsonb_set(record, '{stream}', to_jsonb($2::text))
            where position = $1
            """,
            position, streams[scene.Dice.Next(streams.Count)].ToString());
        var changed = new Expected(position, "TAMPERED(envelope)", Log);
        return At(scene, position).Stream is null
            ? [changed]
            : [changed, new(position, "TAMPERED(stream)", Log)];
    }

    static async Task<IReadOnlyList<Expected>> ChangesStreamColumnAsync(Scene scene)
    {
        var position = Position(scene);
        await scene.DoAsync("alter table timeline.access_records alter column stream_id drop expression");
        await scene.DoAsync(
            "update timeline.access_records set stream_id = gen_random_uuid() where position = $1", position);
        return One(position, "TAMPERED(stream)");
    }

    static async Task<IReadOnlyList<Expected>> DeletesAsync(Scene scene)
    {
        var position = Position(scene);
        await scene.DoAsync("delete from timeline.access_records where position = $1", position);
        return One(position, "MISSING");
    }

    static async Task<IReadOnlyList<Expected>> DeletesAndClosesGapAsync(Scene scene)
    {
        var position = Position(scene, butLast: 1);
        await scene.DoAsync("delete from timeline.access_records where position = $1", position);
        await ShiftAsync(scene, position, by: -1);
        return [.. One(position, "MISSING"), .. Each(position + 1, scene.Log.Access.Size, "REORDERED")];
    }

    static async Task<IReadOnlyList<Expected>> DeletesWithLeavesAsync(Scene scene)
    {
        var commits = scene.Log.Access.Commits;
        var (first, last) = commits[scene.Dice.Next(commits.Count - 1)];
        foreach (var table in new[] { "access_leaves", "access_openings" })
            await scene.DoAsync($"delete from timeline.{table} where first_position = $1", first);
        await scene.DoAsync("delete from timeline.access_records where position between $1 and $2", first, last);
        return [.. Each(first, last, "MISSING")];
    }

    static async Task<IReadOnlyList<Expected>> ExchangesAsync(Scene scene)
    {
        var one = Position(scene, butLast: 1);
        var other = scene.Dice.NextInt64(one + 1, scene.Log.Access.Size + 1);
        foreach (var (from, to) in new[] { (one, 1_000_000), (other, one), (1_000_000, other) })
            await scene.DoAsync("update timeline.access_records set position = $2 where position = $1", from, to);
        return [.. One(one, "REORDERED"), .. One(other, "REORDERED")];
    }

    static async Task<IReadOnlyList<Expected>> CopiesToEndAsync(Scene scene)
    {
        await CopyAsync(scene, Position(scene), scene.Log.Access.Size + 1);
        return One(scene.Log.Access.Size + 1, "EXTRA");
    }

    static async Task<IReadOnlyList<Expected>> InsertsAsync(Scene scene)
    {
        var position = Position(scene);
        await ShiftAsync(scene, position - 1, by: 1);
        await CopyAsync(scene, position + 1, position);
        return [.. One(position, "EXTRA"), .. Each(position + 1, scene.Log.Access.Size + 1, "REORDERED")];
    }

    static async Task<IReadOnlyList<Expected>> ChangesEntryAsync(Scene scene)
    {
        var position = Position(scene);
        var (first, _) = scene.Log.Access.CommitOf(position);
        var bit = scene.Dice.Next(8 * LedgerEntry.Length);
        var at = ((position - first) * 8 * LedgerEntry.Length) + bit;
        await scene.FlipAsync("access_leaves", "entries", (int)at, "first_position = $1", first);
        var told = TamperLeaves.ToldAt(LedgerEntryKind.Access, bit, position, first, scene.Log.Access.Size);
        return One(told, "TAMPERED(entry)");
    }

    /// <summary>The envelope's: the payload of an access is always empty.</summary>
    static async Task<IReadOnlyList<Expected>> ChangesNonceAsync(Scene scene)
    {
        var position = Position(scene);
        var (first, _) = scene.Log.Access.CommitOf(position);
        var bit = ((position - first) * 512) + scene.Dice.Next(256);
        await scene.FlipAsync("access_openings", "nonces", (int)bit, "first_position = $1", first);
        return One(position, "TAMPERED(envelope)");
    }

    static async Task<IReadOnlyList<Expected>> ChangesTileAsync(Scene scene)
    {
        var number = scene.Dice.NextInt64(scene.Log.Access.Size / 256);
        await scene.FlipAsync("tiles", "root", scene.Dice.Next(256), $"log = '{Log}' and number = $1", number);
        return One((number * 256) + 1, "TAMPERED(tile)");
    }

    static async Task<IReadOnlyList<Expected>> CutsOffAsync(Scene scene)
    {
        var commits = scene.Log.Access.Commits;
        var (_, end) = commits[scene.Dice.Next(commits.Count - 1)];
        foreach (var (table, column) in new[]
        {
            ("access_records", "position"), ("access_leaves", "last_position"), ("access_openings", "last_position"),
            ("access_heads", "position"), ("checkpoints", $"log = '{Log}' and size"),
            ("tiles", $"log = '{Log}' and (number + 1) * 256"),
        })
        {
            await scene.DoAsync($"delete from timeline.{table} where {column} > $1", end);
        }

        return [.. One(end + 1, "MISSING"), .. One(scene.Log.Access.Size, "MISSING")];
    }

    static async Task<IReadOnlyList<Expected>> DeletesCheckpointAsync(Scene scene)
    {
        await scene.DoAsync(
            "delete from timeline.checkpoints where log = $1 and size = $2", Log, scene.Log.Access.Size);
        return One(scene.Log.Access.Size, "MISSING");
    }

    static long Position(Scene scene, int butLast = 0) =>
        scene.Dice.NextInt64(1, scene.Log.Access.Size - butLast + 1);

    static KnownAccess At(Scene scene, long position) => scene.Log.Access.Records[(int)position - 1];

    static Task CopyAsync(Scene scene, long from, long to) => scene.DoAsync(
        """
        insert into timeline.access_records (position, id, recorded_us, record)
        select $2, gen_random_uuid(), recorded_us, record from timeline.access_records where position = $1
        """,
        from, to);

    /// <summary>All behind a position; by way of positions that nobody has, which an index asks for.</summary>
    static async Task ShiftAsync(Scene scene, long behind, int by)
    {
        await scene.DoAsync(
            "update timeline.access_records set position = position + 1000000 where position > $1", behind);
        await scene.DoAsync(
            "update timeline.access_records set position = position - 1000000 + $1 where position > 1000000", by);
    }

    static IReadOnlyList<Expected> One(long position, string label) => [new(position, label, Log)];

    static IEnumerable<Expected> Each(long first, long last, string label) =>
        TamperEvents.Between(first, last).Select(position => new Expected(position, label, Log));
}
