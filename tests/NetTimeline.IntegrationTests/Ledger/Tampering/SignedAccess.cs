using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Faults;
using NetTimeline.Tests.EventStore;
using Npgsql;

namespace NetTimeline.IntegrationTests.Ledger.Tampering;

/// <summary>Who was shown what of the streams of a log, with checkpoints, the newest of which is kept elsewhere too.
/// </summary>
sealed class SignedAccess
{
    const int RecordsPerAnswerMax = 4;

    SignedAccess(LogKey key, byte[] outside, IReadOnlyList<KnownAccess> records, IReadOnlyList<(long, long)> commits) =>
        (Key, Outside, Records, Commits) = (key, outside, records, commits);

    public LogKey Key { get; }

    public byte[] Outside { get; }

    public IReadOnlyList<KnownAccess> Records { get; }

    public IReadOnlyList<(long First, long Last)> Commits { get; }

    public long Size => Records.Count;

    public (long First, long Last) CommitOf(long position) =>
        Commits.Single(commit => commit.First <= position && position <= commit.Last);

    /// <param name="streams">What is shown of; some of what is shown is of none of them.</param>
    public static async Task<SignedAccess> FillAsync(
        string database, NpgsqlConnection connection, IReadOnlyList<Guid> streams, CancellationToken cancellation)
    {
        var key = new LogKey(await SignedLog.OriginAsync(connection, "access", cancellation));
        var dice = new Chance().Dice(1);
        var outside = Array.Empty<byte>();
        await using (var log = new AccessLog(database, new ManualClock(), Guid.NewGuid, new()))
        {
            for (var (filled, signed, most) = (0, 0, Volume.Of(600, 2000)); filled < most;)
            {
                var records = Enumerable.Range(0, dice.Next(1, RecordsPerAnswerMax + 1))
                    .Select(_ => NewRecord(dice, streams)).ToList();
                await log.RecordAsync(records, cancellation);
                filled += records.Count;
                if (filled - signed > 120 || filled >= most)
                {
                    outside = await SignedLog.SignAsync(connection, key, "access", filled, cancellation);
                    signed = filled;
                }
            }
        }

        return new(
            key, outside,
            await connection.RowsAsync(
                "select id, stream_id from timeline.access_records order by position",
                row => new KnownAccess(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1)), cancellation),
            await SignedLog.CommitsAsync(connection, "access_leaves", cancellation));
    }

    static AccessRecord NewRecord(Random dice, IReadOnlyList<Guid> streams) => new()
    {
        Actor = $"dr-{dice.Next(5)}",
        Category = "course",
        Operation = "getTimeline",
        Outcome = AccessOutcome.Success,
        Request = $"r-{dice.Next()}",
        Stream = dice.Next(5) == 0 ? null : streams[dice.Next(streams.Count)],
    };
}

/// <summary>What a test knows of an access that it is going to change.</summary>
sealed record KnownAccess(Guid Id, Guid? Stream);
