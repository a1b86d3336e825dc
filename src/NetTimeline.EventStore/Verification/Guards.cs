using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The triggers that keep the tables of the log as they are. Whoever owns a table can do without them; that they are
/// there proves nothing, and that one is missing says that somebody was at work.
/// </summary>
static class Guards
{
    /// <summary>Table and trigger. Whatever else there is does no harm.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "appends.appends_are_changed_by_erasure", "appends.appends_are_changed_in_one_way",
        "appends.appends_are_never_removed", "appends.appends_enter_by_append",
        "checkpoints.checkpoints_are_never_changed", "checkpoints.checkpoints_enter_by_our_functions",
        "epochs.epochs_are_never_changed", "epochs.epochs_enter_by_our_functions",
        "erasures.erasures_are_never_changed", "erasures.erasures_enter_by_our_functions",
        "heads.heads_are_never_changed", "heads.heads_enter_by_append", "leaves.leaves_are_never_changed",
        "leaves.leaves_enter_by_our_functions", "ledger_keys.ledger_keys_are_never_changed",
        "ledger_keys.ledger_keys_enter_by_our_functions", "mt_events.events_enter_by_append",
        "mt_events.mt_events_are_changed_by_erasure", "mt_events.mt_events_are_changed_in_one_way",
        "mt_events.mt_events_are_never_removed", "mt_streams.streams_are_never_removed",
        "mt_streams.streams_change_by_our_functions", "openings.openings_are_changed_by_erasure",
        "openings.openings_are_changed_in_one_way", "openings.openings_are_never_removed",
        "openings.openings_enter_by_our_functions", "stream_keys.stream_keys_are_never_changed",
        "stream_keys.stream_keys_are_removed_by_erasure", "stream_keys.stream_keys_are_removed_in_one_way",
        "stream_keys.stream_keys_enter_by_append", "stream_salts.stream_salts_are_never_changed",
        "stream_salts.stream_salts_are_removed_by_erasure", "stream_salts.stream_salts_are_removed_in_one_way",
        "stream_salts.stream_salts_enter_by_our_functions", "tiles.tiles_are_never_changed",
        "tiles.tiles_enter_by_our_functions", "tombstones.tombstones_are_never_changed",
        "tombstones.tombstones_enter_by_our_functions",
    ];

    /// <summary>Those that are not there, or do not always fire.</summary>
    public static Task<List<string>> MissingAsync(NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.RowsAsync(
            """
            select expected.name from unnest($1) as expected (name)
            where not exists (
                select from pg_trigger t
                where t.tgrelid = to_regclass('timeline.' || split_part(expected.name, '.', 1))
                    and t.tgname = split_part(expected.name, '.', 2) and t.tgenabled = 'A')
            """,
            row => row.GetString(0), cancellation, [Names.ToArray()]);
}
