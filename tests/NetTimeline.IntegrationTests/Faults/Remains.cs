using System.Text;
using NetTimeline.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>
/// What a database holds of a patient whose every text has a word in it that no other has: rows with the word, in any
/// table of ours, and what belongs to the patient by his id. It knows nothing of how anything is erased.
/// </summary>
static class Remains
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How many, by what they are; what is not there is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> OfAsync(string database, Guid patient, string word)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        var tables = await connection.RowsAsync(
            """
            select format('%I.%I', table_schema, table_name) from information_schema.tables
            where table_type = 'BASE TABLE' and table_schema in ('timeline', 'read_models')
            """,
            row => row.GetString(0), Cancellation);
        var found = new Dictionary<string, long>();
        // As text bytes are written in hexadecimal.
        var bytes = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word));
        foreach (var table in tables)
        {
            var rows = await connection.RowsAsync(
                $"select count(*) from {table} t where position($1 in t::text) > 0 or position($2 in t::text) > 0",
                row => row.GetInt64(0), Cancellation, word, bytes);
            found[$"rows of {table}"] = rows.Single();
        }

        foreach (var (what, rows) in await connection.RowsAsync(
            """
            select 'salt', count(*) from timeline.stream_salts where stream_id = $1
            union all select 'registry key', count(*) from timeline.stream_keys where stream_id = $1
            union all select 'identity', count(*) from timeline.identities where stream_id = $1
            union all select 'commands', count(*) from timeline.appends
                where stream_id = $1 and num_nonnulls(command_scope, command_key, body_sha256) > 0
            union all select 'nonces', count(*)
                from timeline.mt_events e join timeline.openings o
                    on e.seq_id between o.first_position and o.last_position
                where e.stream_id = $1 and e.type not like '%\_erased'
                    and substring(o.nonces from (64 * (e.seq_id - o.first_position))::integer + 1 for 64)
                        <> decode(repeat('00', 64), 'hex')
            """,
            row => (row.GetString(0), row.GetInt64(1)), Cancellation, patient))
            found[what] = rows;
        return found.Where(each => each.Value > 0).ToDictionary();
    }

    /// <summary>Null where all of a patient is there, or nothing; else what is wrong.</summary>
    /// <param name="before">What there was of him when nobody had asked for anything.</param>
    /// <param name="now">What there is.</param>
    /// <param name="isDue">It is to be nothing.</param>
    public static string? Fault(
        IReadOnlyDictionary<string, long> before, IReadOnlyDictionary<string, long> now, bool isDue)
    {
        if (now.Count == 0)
            return null;
        var left = string.Join(", ", now.Select(each => $"{each.Value} {each.Key}"));
        if (isDue)
            return $"What was to be erased is still there: {left}.";
        return before.Count == now.Count && before.All(each => now.GetValueOrDefault(each.Key) == each.Value)
            ? null
            : $"It was erased in part. There are still {left}.";
    }
}
