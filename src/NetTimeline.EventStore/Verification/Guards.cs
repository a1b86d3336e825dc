using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The triggers that keep the tables of the log as they are, and the functions that they call. Whoever owns a table
/// can do without them; that they are there proves nothing, and that one is missing or another says that somebody was
/// at work.
/// </summary>
static class Guards
{
    const int Each = 1;
    const int Before = 2;
    const int Insert = 4;
    const int Delete = 8;
    const int Update = 16;
    const int Truncate = 32;

    /// <summary>When it fires, in the bits of pg_trigger; which function it calls; table and name of each.</summary>
    static readonly (int Type, string Function, string Names)[] Kinds =
    [
        (Before | Delete | Update | Truncate, "refuse_change", """
            access_heads.access_heads_are_never_changed access_leaves.access_leaves_are_never_changed
            access_openings.access_openings_are_never_changed access_records.access_records_are_never_changed
            checkpoints.checkpoints_are_never_changed cosignatures.cosignatures_are_never_changed
            epochs.epochs_are_never_changed erasures.erasures_are_never_changed heads.heads_are_never_changed
            leaves.leaves_are_never_changed ledger_keys.ledger_keys_are_never_changed tiles.tiles_are_never_changed
            tombstones.tombstones_are_never_changed
            """),
        (Before | Delete | Truncate, "refuse_change", """
            appends.appends_are_never_removed mt_events.mt_events_are_never_removed
            mt_streams.streams_are_never_removed openings.openings_are_never_removed
            """),
        (Before | Update | Truncate, "refuse_change", """
            stream_keys.stream_keys_are_never_changed stream_salts.stream_salts_are_never_changed
            """),
        (Before | Truncate, "refuse_change", """
            identities.identities_are_never_emptied identity_tags.identity_tags_are_never_emptied
            """),
        (Before | Insert, "refuse_all_but_append", """
            access_heads.access_heads_enter_by_our_functions access_leaves.access_leaves_enter_by_our_functions
            access_openings.access_openings_enter_by_our_functions access_records.access_records_enter_by_our_functions
            appends.appends_enter_by_append checkpoints.checkpoints_enter_by_our_functions
            cosignatures.cosignatures_enter_by_our_functions epochs.epochs_enter_by_our_functions
            erasures.erasures_enter_by_our_functions heads.heads_enter_by_append leaves.leaves_enter_by_our_functions
            ledger_keys.ledger_keys_enter_by_our_functions mt_events.events_enter_by_append
            openings.openings_enter_by_our_functions stream_keys.stream_keys_enter_by_append
            stream_salts.stream_salts_enter_by_our_functions tiles.tiles_enter_by_our_functions
            tombstones.tombstones_enter_by_our_functions
            """),
        (Before | Insert | Update, "refuse_all_but_append", "mt_streams.streams_change_by_our_functions"),
        (Before | Insert | Delete | Update, "refuse_all_but_append", """
            identities.identities_change_by_our_functions identity_tags.identity_tags_change_by_our_functions
            """),
        (Before | Update, "refuse_all_but_erasure", """
            appends.appends_are_changed_by_erasure mt_events.mt_events_are_changed_by_erasure
            openings.openings_are_changed_by_erasure
            """),
        (Before | Delete, "refuse_all_but_erasure", """
            stream_keys.stream_keys_are_removed_by_erasure stream_salts.stream_salts_are_removed_by_erasure
            """),
        (Each | Before | Insert, "part_root_and_middle", "tiles.tiles_part_root_and_middle"),
        (Each | Before | Update, "allow_forgetting", "appends.appends_are_changed_in_one_way"),
        (Each | Before | Update, "allow_tombstone", "mt_events.mt_events_are_changed_in_one_way"),
        (Each | Before | Update, "allow_closing", "openings.openings_are_changed_in_one_way"),
        (Each | Before | Delete, "allow_removal", """
            stream_keys.stream_keys_are_removed_in_one_way stream_salts.stream_salts_are_removed_in_one_way
            """),
    ];

    /// <summary>What triggers call, in the end: SHA-256 of source and settings, as the schema has them.</summary>
    static readonly (string Name, string Sha256)[] Functions =
    [
        ("refuse_change", "afe9a6c04733b03840f1059609dd7efc30715d3f2bcc113a76d51382d95cd2d6"),
        ("refuse_all_but_append", "543f57ab83985a11bd0c6db070455e33d8c8217b3a4217a678d95e118322d81c"),
        ("refuse_all_but_erasure", "68f0394ece37ecbd1a72319793cc0c569fd160ce2ee1e34da3488452dc3ba423"),
        ("allow_tombstone", "bbc760bda0bde7e8d153bfa70cef658cd086df079449688b11903718ad82d369"),
        ("allow_closing", "e1ed1c86c4fb9ad1d3adb20c508b36603677907478252190edeb683adf62cd72"),
        ("closed", "69f0b00b4eb3fc086599fe54e916491c8647c98f4e48a562fd49ba2dc110a45d"),
        ("allow_forgetting", "82af58d9a5bb83969ecc9c528f48b664415066bed5219978402862f5022302f5"),
        ("allow_removal", "87586080e769dc845de29f65b3c540a3f2f813d8feb29902e96c5bc441dff49c"),
        ("erasure_under_way", "2b018518280e523c303ff31459faeece8585d2a9462159a0affb89bbc828a86b"),
        ("part_root_and_middle", "14992a5249c42a700e71015e9704eb62faa753593dc3c8c9bf23190a969e5dc3"),
        ("middle_of_tile", "f4df91d1e04e4eb42753d7a5ab630298a8dc91fe16057b0be14d5966b392c3eb"),
        ("leaf_kind", "c6f6828920a5e16731fcc9cc391d7e27945370fb1e01933a591da31239ef77ee"),
    ];

    static readonly (string Name, int Type, string Function)[] Triggers =
    [
        .. Kinds.SelectMany(kind => kind.Names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(name => (name, kind.Type, kind.Function))),
    ];

    /// <summary>Table and trigger. Whatever else there is does no harm.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Triggers.Select(trigger => trigger.Name)];

    /// <summary>Triggers that are not there, do not always fire, or when or what they should.</summary>
    public static Task<List<string>> MissingAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RowsAsync(
            """
            select expected.name from unnest($1, $2, $3) as expected (name, type, function)
            where not exists (
                select from pg_trigger t join pg_proc f on f.oid = t.tgfoid
                where t.tgrelid = to_regclass('timeline.' || split_part(expected.name, '.', 1))
                    and t.tgname = split_part(expected.name, '.', 2) and t.tgenabled = 'A'
                    and t.tgtype = expected.type and t.tgqual is null and t.tgnargs = 0 and t.tgattr = ''
                    and f.proname = expected.function and f.pronamespace = to_regnamespace('timeline'))
            """,
            row => row.GetString(0), cancellation,
            Names.ToArray(),
            Triggers.Select(trigger => trigger.Type).ToArray(),
            Triggers.Select(trigger => trigger.Function).ToArray());

    /// <summary>Functions that are not those of the schema; also where there is another of the same name.</summary>
    public static Task<List<string>> ChangedAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RowsAsync(
            """
            select expected.name from unnest($1, $2) as expected (name, sha256)
            where array[expected.sha256] is distinct from (
                select array_agg(encode(sha256(convert_to(
                    f.prosrc || '|' || coalesce(array_to_string(f.proconfig, '|'), ''), 'UTF8')), 'hex'))
                from pg_proc f
                where f.proname = expected.name and f.pronamespace = to_regnamespace('timeline'))
            """,
            row => row.GetString(0), cancellation,
            Functions.Select(each => each.Name).ToArray(), Functions.Select(each => each.Sha256).ToArray());
}
