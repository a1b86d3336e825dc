using static NetTimeline.IntegrationTests.Ledger.Tampering.Tampers;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>What an event says is changed, or what opens its leaf.</summary>
static class TamperEvents
{
    public static IEnumerable<KeyValuePair<string, Tamper>> All =>
    [
        new("adds to a payload", Set("""data = data || '{"added": 1}'""", "payload")),
        new("changes a number in a payload", Set("""data = jsonb_set(data, '{value}', '98.11')""", "payload")),
        new("changes the scale of a number", Set("""data = jsonb_set(data, '{value}', '100.0')""", "payload")),
        new("empties a payload", Set("data = '{}'", "payload")),
        new("adds a reason", Set("""headers = headers || '{"reason": "as said"}'""", "envelope")),
        new("changes who did it everywhere",
            Set("""headers = headers || '{"actor": "dr-x"}', user_name = 'dr-x'""", "envelope")),
        new("changes when it was recorded in the envelope", Set(
            """headers = jsonb_set(headers, '{recordedAtUs}', to_jsonb((headers ->> 'recordedAtUs')::bigint - 1))""",
            "envelope")),
        new("changes when it was recorded", Set("timestamp = timestamp - interval '1 microsecond'", "recorded at")),
        new("changes the type", Set("type = 'entry_retracted'", "type")),
        new("changes who did it in the column", Set("user_name = 'dr-x'", "actor")),
        new("takes away who did it in the column", Set("user_name = null", "actor")),
        new("changes the request", Set("correlation_id = 'request-2'", "request")),
        new("hides an event from Marten", Set("is_archived = true", "unused column")),
        new("changes the version", Set("version = version + 1000000", "version")),
        new("changes the id", Set("id = gen_random_uuid()", "event id")),
        new("empties what is left of an event without an erasure", FakesErasureAsync),
        new("moves an event to another stream", MovesToOtherStreamAsync),
        new("exchanges two payloads", ExchangesPayloadsAsync),
        new("changes a nonce", ChangesNonceAsync),
        new("exchanges two nonces", ExchangesNoncesAsync),
        new("makes nonces zero", MakesNoncesZeroAsync),
        new("deletes nonces", DeletesNoncesAsync),
        new("changes a salt", scene => OfStreamAsync(
            scene,
            "update timeline.stream_salts set salt = set_byte(salt, 3, get_byte(salt, 3) # 16) where stream_id = $1")),
        new("deletes a salt", scene => OfStreamAsync(scene, "delete from timeline.stream_salts where stream_id = $1")),
    ];

    static Tamper Set(string assignment, string part) => async scene =>
    {
        var position = scene.Position();
        await scene.DoAsync($"update timeline.mt_events set {assignment} where seq_id = $1", position);
        return One(position, $"TAMPERED({part})");
    };

    static async Task<IReadOnlyList<Expected>> FakesErasureAsync(Scene scene)
    {
        var position = scene.Position();
        await scene.DoAsync(
            """
            update timeline.mt_events set data = '{}', headers = '{"erased": true}', type = 'erased',
                correlation_id = null, user_name = null
            where seq_id = $1
            """,
            position);
        await ZeroAsync(scene, position);
        return One(position, "TAMPERED(payload)");
    }

    static async Task<IReadOnlyList<Expected>> MakesNoncesZeroAsync(Scene scene)
    {
        var position = scene.Position();
        await ZeroAsync(scene, position);
        return One(position, "TAMPERED(nonces)");
    }

    static Task ZeroAsync(Scene scene, long position) => scene.DoAsync(
        """
        update timeline.openings set nonces = overlay(
            nonces placing decode(repeat('00', 64), 'hex') from (64 * ($1 - first_position) + 1)::integer)
        where $1 between first_position and last_position
        """,
        position);

    static async Task<IReadOnlyList<Expected>> MovesToOtherStreamAsync(Scene scene)
    {
        var position = scene.Position();
        var streams = scene.Log.Events.Select(each => each.Stream).Distinct().ToList();
        var others = streams.Where(each => each != scene.At(position).Stream).ToList();
        // A version that the other stream has not: else an index would have to go too.
        var target = others[scene.Dice.Next(others.Count)];
        var version = scene.Log.Events.Where(each => each.Stream == target).Max(each => each.Version) + 1;
        await scene.DoAsync(
            "update timeline.mt_events set stream_id = $2, version = $3 where seq_id = $1", position, target, version);
        return version == scene.At(position).Version
            ? One(position, "TAMPERED(stream)")
            : [new(position, "TAMPERED(stream)"), new(position, "TAMPERED(version)")];
    }

    static async Task<IReadOnlyList<Expected>> ExchangesPayloadsAsync(Scene scene)
    {
        var (one, other) = scene.TwoPositions();
        await scene.DoAsync(
            """
            update timeline.mt_events e set data = o.data from timeline.mt_events o
            where (e.seq_id, o.seq_id) in (($1, $2), ($2, $1))
            """,
            one, other);
        return [new(one, "TAMPERED(payload)"), new(other, "TAMPERED(payload)")];
    }

    static async Task<IReadOnlyList<Expected>> ChangesNonceAsync(Scene scene)
    {
        var position = scene.Position();
        var (first, _) = scene.Log.CommitOf(position);
        var bit = scene.Dice.Next(512);
        await scene.FlipAsync(
            "openings", "nonces", ((int)(position - first) * 512) + bit, "first_position = $1", first);
        return One(position, bit < 256 ? "TAMPERED(envelope)" : "TAMPERED(payload)");
    }

    static async Task<IReadOnlyList<Expected>> ExchangesNoncesAsync(Scene scene)
    {
        var (one, other) = scene.TwoPositions();
        var nonces = await scene.RowsAsync(
            """
            select substring(nonces from (64 * (p - first_position) + 1)::integer for 64)
            from timeline.openings, unnest($1) as p where p between first_position and last_position order by p
            """,
            row => row.GetFieldValue<byte[]>(0), new[] { one, other });
        foreach (var (position, bytes) in new[] { (one, nonces[1]), (other, nonces[0]) })
        {
            await scene.DoAsync(
                """
                update timeline.openings set nonces = overlay(
                    nonces placing $2 from (64 * ($1 - first_position) + 1)::integer)
                where $1 between first_position and last_position
                """,
                position, bytes);
        }

        return
        [
            new(one, "TAMPERED(envelope)"), new(one, "TAMPERED(payload)"),
            new(other, "TAMPERED(envelope)"), new(other, "TAMPERED(payload)"),
        ];
    }

    static async Task<IReadOnlyList<Expected>> DeletesNoncesAsync(Scene scene)
    {
        var (first, last) = scene.Log.CommitOf(scene.Position());
        await scene.DoAsync("delete from timeline.openings where first_position = $1", first);
        return [.. Between(first, last).Select(position => new Expected(position, "TAMPERED(nonces)"))];
    }

    static async Task<IReadOnlyList<Expected>> OfStreamAsync(Scene scene, string sql)
    {
        var stream = scene.At(scene.Position()).Stream;
        await scene.DoAsync(sql, stream);
        return
        [
            .. scene.Log.Events.Index().Where(each => each.Item.Stream == stream)
                .Select(each => new Expected(each.Index + 1, "TAMPERED(salt)")),
            .. scene.Log.Access.Records.Index().Where(each => each.Item.Stream == stream)
                .Select(each => new Expected(each.Index + 1, "TAMPERED(salt)", TamperAccess.Log)),
        ];
    }

    internal static IEnumerable<long> Between(long first, long last)
    {
        for (var position = first; position <= last; position++)
            yield return position;
    }
}
