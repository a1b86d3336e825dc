using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>What is still there of streams of which something was erased; to be asked when all was read.</summary>
static class ErasedCheck
{
    const string Content = """
        select e.stream_id, e.seq_id, e.version from timeline.mt_events e
        where e.stream_id = any ($1) and e.headers is distinct from '{"erased": true}'
        """;

    const string Kept = """
        select stream_id, 'key' from timeline.stream_keys where stream_id = any ($1)
        union all
        select stream_id, 'identity' from timeline.identities where stream_id = any ($1)
        """;

    public static async Task GoAsync(NpgsqlConnection connection, LogCheck check, CancellationToken cancellation)
    {
        var streams = check.ErasedStreams().ToArray();
        foreach (var (stream, position, version) in await connection.RowsAsync(
            Content, row => (row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)), cancellation, [streams]))
        {
            check.AddContent(stream, position, version);
        }

        foreach (var (stream, what) in await connection.RowsAsync(
            Kept, row => (row.GetGuid(0), row.GetString(1)), cancellation, [streams]))
        {
            check.AddKept(stream, what);
        }
    }
}
