using System.Collections.Concurrent;
using NetTimeline.Ledger.Verification;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>What opens sealed identities.</summary>
/// <param name="Tag">By which a database says that its identities are sealed with it.</param>
/// <param name="Opens">Whether what is kept for a stream can be opened as that stream's; by any thread.</param>
public sealed record IdentityKey(ReadOnlyMemory<byte> Tag, Func<Guid, ReadOnlyMemory<byte>, bool> Opens);

/// <summary>
/// Looks at whether what is kept of who the subjects of streams are opens with the key. Nothing else of it can be told:
/// it is no part of the log and may be changed.
/// </summary>
sealed class IdentitiesCheck(IdentityKey? key, bool isOfDatabase)
{
    const int PagesAtOnce = 1024;

    readonly ConcurrentBag<Finding> findings = [];
    long given = -1;
    long seen;

    public IEnumerable<Finding> Findings => key is null || isOfDatabase || seen == 0
        ? findings
        : findings.Append(new(
            0, RecordClass.Unverifiable, LogPart.Identity, "The key is not the one that identities are sealed with."));

    public static async Task<IdentitiesCheck> BeginAsync(
        NpgsqlConnection connection, IdentityKey? key, CancellationToken cancellation)
    {
        const string known = "select count(*) from timeline.tombstones where position = $1 and tag = $2";
        return new(key, key is not null && await connection.NumberAsync(
            known, cancellation, ErasureReader.OfNothing, key.Tag.ToArray()) > 0);
    }

    /// <summary>Nothing where there is no key.</summary>
    public async Task GoAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (key is null)
            return;
        var pages = await connection.NumberAsync(
            "select pg_relation_size('timeline.identities') / current_setting('block_size')::integer", cancellation);
        using var copies = new LedgerCopies(connection);
        while (Interlocked.Increment(ref given) * PagesAtOnce is var first && first < pages)
            Check((await copies.IdentitiesAsync(first, PagesAtOnce, cancellation)).Span);
    }

    void Check(ReadOnlySpan<byte> bytes)
    {
        for (var rows = new CopiedRows(bytes); rows.Next();)
        {
            var stream = rows.Id();
            var kept = rows.Bytes();
            Interlocked.Increment(ref seen);
            if (isOfDatabase && !key!.Opens(stream, kept.ToArray()))
            {
                findings.Add(new(
                    0, RecordClass.Tampered, LogPart.Identity,
                    $"What is kept as the identity of stream {stream:D} does not open as that."));
            }
        }
    }
}
