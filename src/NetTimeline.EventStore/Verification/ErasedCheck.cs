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

    const string Keys = "select stream_id from timeline.stream_keys where stream_id = any ($1)";

    const string Identities = "select stream_id from timeline.identities where stream_id = any ($1)";

    public static async Task GoAsync(NpgsqlConnection connection, LogCheck check, CancellationToken cancellation)
    {
        var streams = check.ErasedStreams().ToArray();
        foreach (var (stream, position, version) in await connection.RowsAsync(
            Content, row => (row.GetGuid(0), row.GetInt64(1), row.GetInt64(2)), cancellation, [streams]))
        {
            check.AddContent(stream, position, version);
        }

        foreach (var stream in await connection.RowsAsync(Keys, row => row.GetGuid(0), cancellation, [streams]))
        {
            check.AddKept(stream, LogPart.Bookkeeping, "key");
        }

        foreach (var stream in await connection.RowsAsync(Identities, row => row.GetGuid(0), cancellation, [streams]))
        {
            check.AddKept(stream, LogPart.Identity, "identity");
        }
    }
}
