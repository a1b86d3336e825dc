using static NetTimeline.IntegrationTests.Ledger.Tampering.Tampers;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>Events are put in, taken out, or put elsewhere.</summary>
static class TamperPlaces
{
    /// <summary>Columns of an event in their order, for a copy of it with another position, id and version.</summary>
    const string Copy = """
        insert into timeline.mt_events (
            seq_id, id, stream_id, version, data, type, timestamp, correlation_id, headers, user_name)
        select $2, gen_random_uuid(), stream_id, version + 1000000, data, type, timestamp, correlation_id, headers,
            user_name
        from timeline.mt_events where seq_id = $1
        """;

    public static IEnumerable<KeyValuePair<string, Tamper>> All =>
    [
        new("exchanges two events", ExchangesAsync),
        new("exchanges two ids", ExchangesIdsAsync),
        new("deletes an event", DeletesAsync),
        new("deletes events with their leaves", DeletesWithLeavesAsync),
        new("deletes an event and closes the gap", DeletesAndClosesGapAsync),
        new("puts a copy of an event at the end", CopiesToEndAsync),
        new("puts a copy of an event before the beginning", CopiesToBeginningAsync),
        new("puts an event in between", InsertsAsync),
        new("puts an event in the place of another", ReplacesAsync),
        new("moves an event behind the end", MovesBehindEndAsync),
        new("cuts off the newest and all that says so", CutsOffAsync),
        new("takes everything away but what was signed", TakesAllAsync),
    ];

    static async Task<IReadOnlyList<Expected>> ExchangesAsync(Scene scene)
    {
        var (one, other) = scene.TwoPositions();
        await MoveAsync(scene, one, 1_000_000);
        await MoveAsync(scene, other, one);
        await MoveAsync(scene, 1_000_000, other);
        return [new(one, "REORDERED"), new(other, "REORDERED")];
    }

    static async Task<IReadOnlyList<Expected>> ExchangesIdsAsync(Scene scene)
    {
        var (one, other) = scene.TwoPositions();
        foreach (var (position, id) in new[]
            { (one, Guid.NewGuid()), (other, scene.At(one).Id), (one, scene.At(other).Id) })
        {
            await scene.DoAsync("update timeline.mt_events set id = $2 where seq_id = $1", position, id);
        }

        return [new(one, "TAMPERED(event id)"), new(other, "TAMPERED(event id)")];
    }

    static async Task<IReadOnlyList<Expected>> DeletesAsync(Scene scene)
    {
        var position = scene.Position();
        await scene.DoAsync("delete from timeline.mt_events where seq_id = $1", position);
        return One(position, "MISSING");
    }

    static async Task<IReadOnlyList<Expected>> DeletesWithLeavesAsync(Scene scene)
    {
        var (first, last) = scene.Log.Commits[scene.Dice.Next(scene.Log.Commits.Count - 1)];
        await scene.DoAsync("delete from timeline.leaves where first_position = $1", first);
        await scene.DoAsync("delete from timeline.openings where first_position = $1", first);
        await scene.DoAsync("delete from timeline.appends where first_position between $1 and $2", first, last);
        await scene.DoAsync("delete from timeline.mt_events where seq_id between $1 and $2", first, last);
        return [.. TamperEvents.Between(first, last).Select(position => new Expected(position, "MISSING"))];
    }

    static async Task<IReadOnlyList<Expected>> DeletesAndClosesGapAsync(Scene scene)
    {
        var position = scene.Position(butLast: 1);
        await scene.DoAsync("delete from timeline.mt_events where seq_id = $1", position);
        await ShiftAsync(scene, position, by: -1);
        return
        [
            new(position, "MISSING"),
            .. TamperEvents.Between(position + 1, scene.Log.Size).Select(each => new Expected(each, "REORDERED")),
        ];
    }

    static async Task<IReadOnlyList<Expected>> CopiesToEndAsync(Scene scene)
    {
        await scene.DoAsync(Copy, scene.Position(), scene.Log.Size + 1);
        return One(scene.Log.Size + 1, "EXTRA");
    }

    static async Task<IReadOnlyList<Expected>> CopiesToBeginningAsync(Scene scene)
    {
        await scene.DoAsync("alter table timeline.mt_events drop constraint events_position_counts_from_one");
        await scene.DoAsync(Copy, scene.Position(), -7);
        return One(-7, "EXTRA");
    }

    static async Task<IReadOnlyList<Expected>> InsertsAsync(Scene scene)
    {
        var position = scene.Position();
        await ShiftAsync(scene, position - 1, by: 1);
        await scene.DoAsync(Copy, position + 1, position);
        return
        [
            new(position, "EXTRA"),
            .. TamperEvents.Between(position + 1, scene.Log.Size + 1).Select(each => new Expected(each, "REORDERED")),
        ];
    }

    static async Task<IReadOnlyList<Expected>> ReplacesAsync(Scene scene)
    {
        var position = scene.Position();
        await scene.DoAsync(
            """
            update timeline.mt_events set id = gen_random_uuid(), data = data || '{"n": -1}' where seq_id = $1
            """,
            position);
        return [new(position, "MISSING"), new(position, "EXTRA")];
    }

    static async Task<IReadOnlyList<Expected>> MovesBehindEndAsync(Scene scene)
    {
        var position = scene.Position();
        var target = scene.Log.Size + scene.Dice.Next(1, 1000);
        await MoveAsync(scene, position, target);
        return [new(position, "REORDERED"), new(target, "REORDERED")];
    }

    /// <summary>Everything is as it was when the log was shorter, but for what was kept elsewhere.</summary>
    static async Task<IReadOnlyList<Expected>> CutsOffAsync(Scene scene)
    {
        var (_, end) = scene.Log.Commits[scene.Dice.Next(scene.Log.Commits.Count - 1)];
        foreach (var (table, column) in new[]
        {
            ("mt_events", "seq_id"), ("leaves", "last_position"), ("openings", "last_position"),
            ("appends", "last_position"), ("heads", "position"), ("checkpoints", "log = 'events' and size"),
            ("tiles", "log = 'events' and (number + 1) * 256"),
        })
        {
            await scene.DoAsync($"delete from timeline.{table} where {column} > $1", end);
        }

        await scene.DoAsync("""
            delete from timeline.stream_keys k where not exists (
                select from timeline.mt_events e where e.stream_id = k.stream_id)
            """);
        await scene.DoAsync("""
            delete from timeline.mt_streams s where not exists (
                select from timeline.mt_events e where e.stream_id = s.id)
            """);
        await scene.DoAsync("update timeline.mt_streams set version = 1");
        return [new(end + 1, "MISSING"), new(scene.Log.Size, "MISSING")];
    }

    /// <summary>A database as if nobody had ever written to it, and somebody signed it.</summary>
    static async Task<IReadOnlyList<Expected>> TakesAllAsync(Scene scene)
    {
        foreach (var table in new[]
        {
            "mt_events", "leaves", "openings", "appends", "tiles", "stream_keys", "stream_salts", "mt_streams",
            "access_records", "access_leaves", "access_openings",
        })
        {
            await scene.DoAsync($"delete from timeline.{table}");
        }

        await scene.DoAsync("delete from timeline.heads where position > 0");
        await scene.DoAsync("delete from timeline.access_heads where position > 0");
        return [new(1, "MISSING"), new(1, "MISSING", TamperAccess.Log)];
    }

    static Task MoveAsync(Scene scene, long from, long to) =>
        scene.DoAsync("update timeline.mt_events set seq_id = $2 where seq_id = $1", from, to);

    /// <summary>All behind a position; by way of positions that nobody has, which an index asks for.</summary>
    static async Task ShiftAsync(Scene scene, long behind, int by)
    {
        await scene.DoAsync("update timeline.mt_events set seq_id = seq_id + 1000000 where seq_id > $1", behind);
        await scene.DoAsync(
            "update timeline.mt_events set seq_id = seq_id - 1000000 + $1 where seq_id > 1000000", by);
    }
}
