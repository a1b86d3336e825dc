using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>The one connection on which accesses are recorded.</summary>
sealed class AccessSession(NpgsqlDataSource source, Duration? clockTolerance, FillRandom random)
    : LogSession<PendingAccess, long>(source, LedgerLog.Access)
{
    AccessCommand append = null!;

    public override Task LearnTagsAsync(IReadOnlyList<PendingAccess> group) => Tags.LearnAsync(
        Connection, group.SelectMany(pending => pending.Records).Select(record => record.Stream).OfType<Guid>());

    public override LogEnd Compose(LogEnd end, long recordedUs, long nowUs, IReadOnlyList<PendingAccess> group) =>
        append.Compose(end, recordedUs, nowUs, group, Tags, random);

    /// <summary>Nothing begins by being looked at.</summary>
    public override void Settle()
    {
    }

    public override async Task<IReadOnlyDictionary<Guid, StoredFrom>> FindAsync(IEnumerable<Guid> ids) =>
        (await Connection.RowsAsync(
            "select id, position, recorded_us from timeline.access_records where id = any ($1)",
            row => KeyValuePair.Create(row.GetGuid(0), new StoredFrom(row.GetInt64(1), row.GetInt64(2))),
            CancellationToken.None, [ids.ToArray()]))
        .ToDictionary();

    protected override async Task PrepareAsync() => append = await AccessCommand.PrepareAsync(
        Connection, clockTolerance?.ToInt64Nanoseconds() / 1000);

    protected override Task<AppendAnswer<long>> SendAsync() => append.ExecuteAsync();
}
