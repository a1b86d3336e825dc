using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using Npgsql;
using NpgsqlTypes;
using Utf8 = System.ReadOnlyMemory<byte>;

namespace NetTimeline.EventStore;

/// <summary>The one prepared statement of the append path: the call of <c>timeline.append</c>.</summary>
sealed class AppendCommand : IAsyncDisposable
{
    const string Text = """
        select * from timeline.append(
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
            $18, $19, $20, $21, $22, $23, $24, $25, $26)
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
    readonly NpgsqlParameter<byte[]?[]> salts = ArrayOf<byte[]?>(NpgsqlDbType.Bytea);
    readonly LeafParameters leaves = new();
    readonly List<(Guid Stream, Hash Tag)> begun = [];

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
                eventIds, types, payloads, envelopes, salts,
            },
        };
        leaves.AddTo(command.Parameters);
    }

    public static async Task<AppendCommand> PrepareAsync(NpgsqlConnection connection, long? clockToleranceUs)
    {
        var prepared = new AppendCommand(connection, clockToleranceUs);
        await prepared.command.PrepareAsync();
        return prepared;
    }

    /// <summary>Sets what the next round trip sends.</summary>
    /// <param name="end">The log that it is to be appended to.</param>
    /// <param name="tags">Has those of all streams of the group that are there.</param>
    /// <returns>The log as it will be.</returns>
    public LogEnd Compose(
        LogEnd end, long recordedAtUs, long nowUs, IReadOnlyList<PendingAppend> group, StreamTags tags,
        FillRandom random)
    {
        (headPosition.TypedValue, headRecordedUs.TypedValue) = end.Head;
        (recordedUs.TypedValue, clockUs.TypedValue) = (recordedAtUs, nowUs);
        SetAppends(group);
        NewEvent[] events = [.. group.SelectMany(pending => pending.Append.Events)];
        SetEvents(events, recordedAtUs);
        var batch = LeavesOf(group, events.Length, recordedAtUs, tags, random).Behind(end, recordedAtUs);
        leaves.Set(batch);
        return batch.End;
    }

    /// <summary>The streams that begin with what was composed last.</summary>
    public IReadOnlyList<(Guid Stream, Hash Tag)> Begun => begun;

    /// <summary>
    /// One round trip; outside of a transaction the answer "stored" means that it is durable.
    /// </summary>
    public async Task<AppendAnswer<AppendResult>> ExecuteAsync()
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

    /// <summary>Where a stream begins its salt is made here.</summary>
    LeafWriter LeavesOf(
        IReadOnlyList<PendingAppend> group, int count, long recordedAtUs, StreamTags tags, FillRandom random)
    {
        var writer = new LeafWriter(count, random);
        salts.TypedValue = new byte[]?[group.Count];
        begun.Clear();
        var place = 0;
        for (var at = 0; at < group.Count; at++)
        {
            var append = group[at].Append;
            if (!tags.TryFind(append.Stream, out var tag))
                (tag, salts.TypedValue[at]) = NewTag(append, random);
            for (var number = 0; number < append.Events.Count; number++, place++)
            {
                var item = append.Events[number];
                writer.Add(
                    item.Kind, append.ExpectedVersion + number + 1, recordedAtUs, item.Id, tag,
                    envelopes.TypedValue![place], item.Payload);
            }
        }

        return writer;
    }

    /// <summary>An empty salt says that the stream should have had one.</summary>
    (Hash Tag, byte[] Salt) NewTag(Append append, FillRandom random)
    {
        if (append.ExpectedVersion > 0)
            return (default, []);
        var salt = new byte[StreamTag.SaltLength];
        random(salt);
        begun.Add((append.Stream, StreamTag.Of(salt, append.Stream)));
        return (begun[^1].Tag, salt);
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

    static async Task<AppendAnswer<AppendResult>> AnswerFromAsync(NpgsqlDataReader reader)
    {
        var objections = new List<(int, AppendResult)>();
        while (await reader.ReadAsync())
        {
            var outcome = reader.GetString(0);
            switch (outcome)
            {
                case "appended":
                    return new AppendAnswer<AppendResult>.Stored();
                case "stale":
                    return new AppendAnswer<AppendResult>.Stale(new(reader.GetInt64(6), reader.GetInt64(7)));
                case "askew":
                    return new AppendAnswer<AppendResult>.Askew(reader.GetInt64(7));
                default:
                    objections.Add(((int)reader.GetInt64(1) - 1, ObjectionFrom(reader, outcome)));
                    break;
            }
        }

        return new AppendAnswer<AppendResult>.Objections(objections);
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
