using NetTimeline.Ledger.Entries;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.EventStore;

/// <summary>The call of <c>timeline.append_access</c>, prepared.</summary>
sealed class AccessCommand : IAsyncDisposable
{
    const string Text = """
        select * from timeline.append_access($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """;

    static readonly byte[] NoPayload = "{}"u8.ToArray();

    readonly NpgsqlCommand command;
    readonly NpgsqlParameter<long> headPosition = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<long> headRecordedUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<long> recordedUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<long> clockUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter clockToleranceUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<Guid[]> ids = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    readonly NpgsqlParameter<byte[][]> records = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
    readonly LeafParameters leaves = new();

    AccessCommand(NpgsqlConnection connection, long? toleranceUs)
    {
        clockToleranceUs.Value = toleranceUs is { } us ? us : DBNull.Value;
        command = new(Text, connection)
        {
            Parameters = { headPosition, headRecordedUs, recordedUs, clockUs, clockToleranceUs, ids, records },
        };
        leaves.AddTo(command.Parameters);
    }

    public static async Task<AccessCommand> PrepareAsync(NpgsqlConnection connection, long? clockToleranceUs)
    {
        var prepared = new AccessCommand(connection, clockToleranceUs);
        await prepared.command.PrepareAsync();
        return prepared;
    }

    /// <summary>Sets what the next round trip sends.</summary>
    /// <param name="end">The log that it is to be appended to.</param>
    /// <param name="tags">Those of the streams that have a salt; what is shown of others has the tag of none.</param>
    /// <returns>The log as it will be.</returns>
    public LogEnd Compose(
        LogEnd end, long recordedAtUs, long nowUs, IReadOnlyList<PendingAccess> group, StreamTags tags,
        FillRandom random)
    {
        (headPosition.TypedValue, headRecordedUs.TypedValue) = end.Head;
        (recordedUs.TypedValue, clockUs.TypedValue) = (recordedAtUs, nowUs);
        AccessRecord[] all = [.. group.SelectMany(pending => pending.Records)];
        ids.TypedValue = [.. group.SelectMany(pending => pending.Ids)];
        records.TypedValue = [.. all.Select(record => record.ToUtf8(recordedAtUs))];
        var writer = new LeafWriter(all.Length, random);
        for (var place = 0; place < all.Length; place++)
        {
            var tag = all[place].Stream is { } stream && tags.TryFind(stream, out var found) ? found : default;
            writer.Add(
                all[place].Continues is null ? LedgerEntryKind.Access : LedgerEntryKind.LogContinuation,
                version: 0, recordedAtUs, ids.TypedValue[place], tag,
                records.TypedValue[place], NoPayload);
        }

        var batch = writer.Behind(end, recordedAtUs);
        leaves.Set(batch);
        return batch.End;
    }

    public async Task<AppendAnswer<long>> ExecuteAsync()
    {
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return reader.GetString(0) switch
        {
            "appended" => new AppendAnswer<long>.Stored(),
            "stale" => new AppendAnswer<long>.Stale(new(reader.GetInt64(1), reader.GetInt64(2))),
            "askew" => new AppendAnswer<long>.Askew(reader.GetInt64(2)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    public ValueTask DisposeAsync() => command.DisposeAsync();
}
