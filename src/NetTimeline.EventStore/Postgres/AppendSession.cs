using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.EventStore;

/// <summary>The one connection on which a store appends events.</summary>
sealed class AppendSession(NpgsqlDataSource source, Duration? clockTolerance, FillRandom random)
    : LogSession<PendingAppend, AppendResult>(source, LedgerLog.Events)
{
    AppendCommand append = null!;

    public override Task LearnTagsAsync(IReadOnlyList<PendingAppend> group) => Tags.LearnAsync(
        Connection,
        group.Where(pending => pending.Append.ExpectedVersion > 0).Select(pending => pending.Append.Stream));

    public override LogEnd Compose(LogEnd end, long recordedUs, long nowUs, IReadOnlyList<PendingAppend> group) =>
        append.Compose(end, recordedUs, nowUs, group, Tags, random);

    public override void Settle()
    {
        foreach (var (stream, tag) in append.Begun)
            Tags.Keep(stream, tag);
    }

    public override async Task<IReadOnlyDictionary<Guid, StoredFrom>> FindAsync(IEnumerable<Guid> ids) =>
        (await Connection.RowsAsync(
            "select append_id, first_position, recorded_us from timeline.find_appends($1)",
            row => KeyValuePair.Create(row.GetGuid(0), new StoredFrom(row.GetInt64(1), row.GetInt64(2))),
            CancellationToken.None, [ids.ToArray()]))
        .ToDictionary();

    /// <summary>
    /// Makes tombstones of what the event that was just appended says is erased, and takes its rows out of the read
    /// models. Only on an eraser's session.
    /// </summary>
    public async Task EraseAsync(Erasure erasure)
    {
        await using var batch = new NpgsqlBatch(Connection)
        {
            BatchCommands =
            {
                new("select timeline.erase($1, $2)")
                {
                    Parameters =
                    {
                        new()
                        {
                            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
                            Value = (object?)erasure.Versions?.ToArray() ?? DBNull.Value,
                        },
                        new() { Value = erasure.Tags.Select(tag => tag.ToArray()).ToArray() },
                    },
                },
                new("select read_models.erase($1)") { Parameters = { new() { Value = erasure.Stream } } },
            },
        };
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// Takes the place of what was kept of the stream that was just appended to; false where it is not there any more.
    /// </summary>
    public async Task<bool> KeepIdentityAsync(Guid stream, SealedIdentity identity) =>
        (await Connection.RowsAsync(
            "select timeline.keep_identity($1, $2, $3)", row => row.GetBoolean(0), CancellationToken.None, stream,
            identity.Sealed, identity.Tags.Select(tag => tag.ToArray()).ToArray())).Single();

    protected override async Task PrepareAsync() => append = await AppendCommand.PrepareAsync(
        Connection, clockTolerance?.ToInt64Nanoseconds() / 1000);

    protected override Task<AppendAnswer<AppendResult>> SendAsync() => append.ExecuteAsync();
}
