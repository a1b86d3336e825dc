using System.Security.Cryptography;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// What a log begins anew with, told how the tree is that ends there. Between the two nothing is added to the log.
/// </summary>
public abstract record FirstLeaf
{
    FirstLeaf() { }

    /// <summary>Appends it as leaf 0 of an epoch that was just opened.</summary>
    internal abstract Task AppendAsync(
        NpgsqlConnection connection, LogEnd end, TreeHead ended, long nowUs, CancellationToken cancellation);

    /// <summary>Of the log of events.</summary>
    /// <param name="Stream">Where the event belongs, beginning with it where it is not there yet.</param>
    public sealed record OfEvents(StreamName Stream, Func<TreeHead, NewEvent> Make) : FirstLeaf
    {
        internal override async Task AppendAsync(
            NpgsqlConnection connection, LogEnd end, TreeHead ended, long nowUs, CancellationToken cancellation)
        {
            await using var command = await AppendCommand.PrepareAsync(connection, clockToleranceUs: null);
            var version = await connection.NumberAsync(
                "select coalesce(max(version), 0) from timeline.mt_events where stream_id = $1", cancellation,
                Stream.Id);
            var first = Make(ended);
            var append = new Append(
                first.Id, Stream.Id, version == 0 ? Stream.Key : null, version, [first], Command: null);
            var tags = new StreamTags();
            await tags.LearnAsync(connection, version == 0 ? [] : [Stream.Id]);
            command.Compose(
                end, Math.Max(nowUs, end.Head.RecordedUs), nowUs, [new PendingAppend(append)], tags,
                RandomNumberGenerator.Fill);
            Check(await command.ExecuteAsync());
        }
    }

    /// <summary>Of the log of who was shown what.</summary>
    /// <param name="Id">Of the record.</param>
    public sealed record OfAccess(Guid Id, Func<TreeHead, AccessRecord> Make) : FirstLeaf
    {
        internal override async Task AppendAsync(
            NpgsqlConnection connection, LogEnd end, TreeHead ended, long nowUs, CancellationToken cancellation)
        {
            await using var command = await AccessCommand.PrepareAsync(connection, clockToleranceUs: null);
            command.Compose(
                end, Math.Max(nowUs, end.Head.RecordedUs), nowUs, [new PendingAccess([Id], [Make(ended)])],
                new StreamTags(), RandomNumberGenerator.Fill);
            Check(await command.ExecuteAsync());
        }
    }

    static void Check<TResult>(AppendAnswer<TResult> answer)
    {
        if (answer is not AppendAnswer<TResult>.Stored)
            throw LedgerRowReading.Broken("refuses the first leaf of an epoch");
    }
}
