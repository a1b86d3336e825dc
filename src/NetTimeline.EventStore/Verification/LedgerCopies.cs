using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using NetTimeline.Ledger.Entries;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The tables of the log by binary COPY on one connection, which is the quickest way to read all of them. Each answer
/// is to be taken before the next is asked for: they share their memory.
/// </summary>
sealed class LedgerCopies(NpgsqlConnection connection) : IDisposable
{
    byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 20);

    /// <summary>Positions from the first to before the end, in their order.</summary>
    public Task<ReadOnlyMemory<byte>> RowsAsync(
        VerifiedLog log, long first, long end, CancellationToken cancellation) =>
        AskAsync(FormattableStringFactory.Create(log.Rows, first, end), cancellation);

    /// <summary>
    /// Of all commits that have a position from the first to before the end: where they begin and end, their entries
    /// within that range, and the frontier.
    /// </summary>
    public Task<ReadOnlyMemory<byte>> LeavesAsync(
        VerifiedLog log, long first, long end, CancellationToken cancellation) =>
        OfCommitsAsync(log.Log.Leaves, "entries", LedgerEntry.Length, ", frontier", first, end, cancellation);

    /// <summary>The same of nonces, without a frontier.</summary>
    public Task<ReadOnlyMemory<byte>> OpeningsAsync(
        VerifiedLog log, long first, long end, CancellationToken cancellation) =>
        OfCommitsAsync(log.Log.Openings, "nonces", LeafWriter.OpeningLength, "", first, end, cancellation);

    /// <summary>Of the level of leaves.</summary>
    public Task<ReadOnlyMemory<byte>> TilesAsync(
        VerifiedLog log, int epoch, long first, long end, CancellationToken cancellation) =>
        AskAsync(
            $"""
            select number, hashes, middle, root from timeline.tiles
            where log = '{log.Log.Name}' and epoch = {epoch} and level = 0 and number >= {first} and number < {end}
            """,
            cancellation);

    /// <summary>Of all levels above that of leaves.</summary>
    public Task<ReadOnlyMemory<byte>> UpperTilesAsync(VerifiedLog log, CancellationToken cancellation) => AskAsync(
        $"""
        select epoch, level, number, hashes, middle, root from timeline.tiles
        where log = '{log.Log.Name}' and level > 0
        """,
        cancellation);

    public Task<ReadOnlyMemory<byte>> HeadsAsync(
        VerifiedLog log, long first, long end, CancellationToken cancellation) => AskAsync(
        $"select position, recorded_us from {log.Heads} where position >= {first} and position < {end}",
        cancellation);

    /// <summary>Those that lie on so many pages of their table, from one on.</summary>
    public Task<ReadOnlyMemory<byte>> AppendsAsync(long firstPage, long pages, CancellationToken cancellation) =>
        AskAsync(
            $"""
            select stream_id, first_version, last_version, first_position, last_position, recorded_us
            from timeline.appends
            where ctid >= '({firstPage},0)'::tid and ctid < '({firstPage + pages},0)'::tid
            """,
            cancellation);

    /// <summary>Likewise.</summary>
    public Task<ReadOnlyMemory<byte>> IdentitiesAsync(long firstPage, long pages, CancellationToken cancellation) =>
        AskAsync(
            $"""
            select stream_id, sealed from timeline.identities
            where ctid >= '({firstPage},0)'::tid and ctid < '({firstPage + pages},0)'::tid
            """,
            cancellation);

    public Task<ReadOnlyMemory<byte>> SaltsAsync(CancellationToken cancellation) =>
        AskAsync($"select stream_id, salt from timeline.stream_salts", cancellation);

    public Task<ReadOnlyMemory<byte>> StreamKeysAsync(CancellationToken cancellation) =>
        AskAsync($"select stream_id, key from timeline.stream_keys", cancellation);

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>
    /// The commit in which the range ends is the first whose last position is not before that end. A commit may be much
    /// longer than a range, and of its bytes only those are read that are asked for.
    /// </summary>
    Task<ReadOnlyMemory<byte>> OfCommitsAsync(
        string table, string bytes, int length, string more, long first, long end, CancellationToken cancellation) =>
        AskAsync(FormattableStringFactory.Create(
            $$"""
            select first_position, last_position,
                substring({{bytes}} from (greatest({0} - first_position, 0) * {{length}} + 1)::integer
                    for ((least({1}, last_position) - greatest({0}, first_position) + 1) * {{length}})::integer){{more}}
            from {{table}}
            where last_position >= {0} and last_position <= coalesce(
                (select min(last_position) from {{table}} where last_position >= {1}), {1})
            order by last_position
            """,
            first, end - 1), cancellation);

    async Task<ReadOnlyMemory<byte>> AskAsync(FormattableString select, CancellationToken cancellation)
    {
        var copy = $"copy ({select.ToString(CultureInfo.InvariantCulture)}) to stdout (format binary)";
        await using var rows = await connection.BeginRawBinaryCopyAsync(copy, cancellation);
        for (var length = 0; ;)
        {
            var read = await rows.ReadAsync(buffer.AsMemory(length), cancellation);
            length += read;
            if (read == 0)
                return buffer.AsMemory(0, length);
            if (length == buffer.Length)
                Enlarge();
        }
    }

    void Enlarge()
    {
        var larger = ArrayPool<byte>.Shared.Rent(2 * buffer.Length);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
