using Npgsql;
using NpgsqlTypes;
using Utf8 = System.ReadOnlyMemory<byte>;

namespace NetTimeline.EventStore;

/// <summary>The one prepared statement of the append path: the call of <c>timeline.append</c>.</summary>
sealed class AppendCommand : IAsyncDisposable
{
    const string Text = """
        select * from timeline.append(
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        """;

    readonly NpgsqlCommand command;
    readonly NpgsqlParameter<long> headPosition = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<long> headRecordedUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<long> recordedUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<long> clockUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter clockToleranceUs = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<Guid[]> appendIds = ArrayOf<Guid>(NpgsqlDbType.Uuid);
    readonly NpgsqlParameter<Guid[]> streams = ArrayOf<Guid>(NpgsqlDbType.Uuid);
    readonly NpgsqlParameter<string?[]> streamKeys = ArrayOf<string?>(NpgsqlDbType.Text);
    readonly NpgsqlParameter<long[]> expectedVersions = ArrayOf<long>(NpgsqlDbType.Bigint);
    readonly NpgsqlParameter<int[]> eventCounts = ArrayOf<int>(NpgsqlDbType.Integer);
    readonly NpgsqlParameter<string?[]> commandScopes = ArrayOf<string?>(NpgsqlDbType.Text);
    readonly NpgsqlParameter<string?[]> commandKeys = ArrayOf<string?>(NpgsqlDbType.Text);
    readonly NpgsqlParameter<byte[]?[]> bodySha256s = ArrayOf<byte[]?>(NpgsqlDbType.Bytea);
    readonly NpgsqlParameter<Guid[]> eventIds = ArrayOf<Guid>(NpgsqlDbType.Uuid);
    readonly NpgsqlParameter<string[]> types = ArrayOf<string>(NpgsqlDbType.Text);
    readonly NpgsqlParameter<Utf8[]> payloads = ArrayOf<Utf8>(NpgsqlDbType.Jsonb);
    readonly NpgsqlParameter<Utf8[]> envelopes = ArrayOf<Utf8>(NpgsqlDbType.Jsonb);

    AppendCommand(NpgsqlConnection connection, long? toleranceUs)
    {
        clockToleranceUs.Value = toleranceUs is { } us ? us : DBNull.Value;
        command = new(Text, connection)
        {
            Parameters =
            {
                headPosition, headRecordedUs, recordedUs, clockUs, clockToleranceUs,
                appendIds, streams, streamKeys, expectedVersions, eventCounts,
                commandScopes, commandKeys, bodySha256s,
                eventIds, types, payloads, envelopes,
            },
        };
    }

    public static async Task<AppendCommand> PrepareAsync(NpgsqlConnection connection, long? clockToleranceUs)
    {
        var prepared = new AppendCommand(connection, clockToleranceUs);
        await prepared.command.PrepareAsync();
        return prepared;
    }

    /// <summary>Sets what the next round trip sends.</summary>
    public void Compose(LogHead head, long recordedAtUs, long nowUs, IReadOnlyList<PendingAppend> group)
    {
        (headPosition.TypedValue, headRecordedUs.TypedValue) = head;
        (recordedUs.TypedValue, clockUs.TypedValue) = (recordedAtUs, nowUs);
        SetAppends(group);
        SetEvents([.. group.SelectMany(pending => pending.Append.Events)], recordedAtUs);
    }

    /// <summary>
    /// One round trip; outside of a transaction the answer "stored" means that it is durable.
    /// </summary>
    public async Task<AppendAnswer> ExecuteAsync()
    {
        await using var reader = await command.ExecuteReaderAsync();
        return await AnswerFromAsync(reader);
    }

    void SetAppends(IReadOnlyList<PendingAppend> group)
    {
        appendIds.TypedValue = Each(group, pending => pending.Append.Id);
        streams.TypedValue = Each(group, pending => pending.Append.Stream);
        streamKeys.TypedValue = Each(group, pending => pending.Append.StreamKey);
        expectedVersions.TypedValue = Each(group, pending => pending.Append.ExpectedVersion);
        eventCounts.TypedValue = Each(group, pending => pending.Append.Events.Count);
        commandScopes.TypedValue = Each(group, pending => pending.Append.Command?.Scope);
        commandKeys.TypedValue = Each(group, pending => pending.Append.Command?.Key);
        bodySha256s.TypedValue = Each(group, pending => pending.Append.Command?.BodySha256.ToArray());
    }

    void SetEvents(IReadOnlyList<NewEvent> events, long recordedAtUs)
    {
        eventIds.TypedValue = Each(events, item => item.Id);
        types.TypedValue = Each(events, item => item.Type);
        payloads.TypedValue = Each(events, item => item.Payload);
        envelopes.TypedValue = Each(
            events,
            item => (Utf8)new Envelope(item.Type, item.Schema, recordedAtUs, item.Act).ToUtf8());
    }

    static async Task<AppendAnswer> AnswerFromAsync(NpgsqlDataReader reader)
    {
        var objections = new List<(int, AppendResult)>();
        while (await reader.ReadAsync())
        {
            var outcome = reader.GetString(0);
            switch (outcome)
            {
                case "appended":
                    return new AppendAnswer.Stored(new(reader.GetInt64(6), reader.GetInt64(7)));
                case "stale":
                    return new AppendAnswer.Stale(new(reader.GetInt64(6), reader.GetInt64(7)));
                case "askew":
                    return new AppendAnswer.Askew(reader.GetInt64(7));
                default:
                    objections.Add(((int)reader.GetInt64(1) - 1, ObjectionFrom(reader, outcome)));
                    break;
            }
        }

        return new AppendAnswer.Objections(objections);
    }

    static AppendResult ObjectionFrom(NpgsqlDataReader row, string outcome) => outcome switch
    {
        "replayed" => new AppendResult.Appended(
            row.GetGuid(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6),
            Microseconds.ToInstant(row.GetInt64(7)), Replayed: true),
        "command_key_reused" => new AppendResult.CommandKeyReused(),
        "version_conflict" => new AppendResult.VersionConflict(row.GetInt64(4)),
        "stream_key_taken" => new AppendResult.StreamKeyTaken(row.GetGuid(2)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static TResult[] Each<T, TResult>(IReadOnlyList<T> all, Func<T, TResult> select)
    {
        var results = new TResult[all.Count];
        for (var place = 0; place < results.Length; place++)
            results[place] = select(all[place]);
        return results;
    }

    static NpgsqlParameter<T[]> ArrayOf<T>(NpgsqlDbType element) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element };

    public ValueTask DisposeAsync() => command.DisposeAsync();
}
