using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Reads what is to be delivered to a subscription next.</summary>
sealed class RoundReader(Guid subscription, DeliveryOptions options)
{
    const int ReadAtOnce = 512;

    const string EventColumns = """
        e.seq_id, e.stream_id, e.version, e.type, (extract(epoch from e.timestamp) * 1000000)::bigint
        """;

    /// <summary>Null where the subscription is not to be delivered to any more.</summary>
    public async Task<(Subscriber Subscriber, Round Round)?> ReadAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var found = await connection.RowsAsync(
            """
            select target, kinds, secret, position from deliveries.subscriptions
            where subscription_id = $1 and state = 'active'
            """,
            row => new Subscriber(
                row.GetString(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3)),
            cancellation, subscription);
        if (found is not [var subscriber])
            return null;
        var owed = await OwedAsync(connection, cancellation);
        var (position, events) = await NewAsync(connection, subscriber, cancellation);
        var held = await HeldAsync(connection, events, cancellation);
        var lanes = events.Where(each => !held.Contains(each.Stream)).GroupBy(each => each.Stream)
            .Select(stream => new Lane(stream.Key, [.. stream], Attempts: null));
        return (subscriber, new(
            subscriber.Position, position, [.. owed, .. lanes],
            [.. events.Where(each => held.Contains(each.Stream))]));
    }

    public static DueEvent DueFrom(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0), row.GetGuid(1), row.GetInt64(2), row.GetString(3),
            Microseconds.ToInstant(row.GetInt64(4)));

    /// <summary>What streams owe whose time has come.</summary>
    async Task<IEnumerable<Lane>> OwedAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string query = $"""
            select {EventColumns}, h.attempts
            from (
                select stream_id, attempts from deliveries.held
                where subscription_id = $1 and not dead and due <= clock_timestamp()
                order by due limit $2) h
            cross join lateral (
                select position from deliveries.owed o
                where o.subscription_id = $1 and o.stream_id = h.stream_id
                order by o.position limit $3) o
            join timeline.mt_events e on e.seq_id = o.position
            order by e.seq_id
            """;
        var rows = await connection.RowsAsync(
            query, row => (Due: DueFrom(row), Attempts: row.GetInt32(5)), cancellation,
            subscription, options.StreamsAtOnceMax, options.EventsPerRoundMax);
        return rows.GroupBy(row => row.Due.Stream)
            .Select(stream => new Lane(stream.Key, [.. stream.Select(row => row.Due)], stream.First().Attempts));
    }

    async Task<(long Position, IReadOnlyList<DueEvent> Events)> NewAsync(
        NpgsqlConnection connection, Subscriber subscriber, CancellationToken cancellation)
    {
        var held = await connection.NumberAsync(
            "select count(*) from deliveries.held where subscription_id = $1 and not dead", cancellation, subscription);
        if (held >= options.HeldMax)
            return (subscriber.Position, []);
        var page = await connection.RowsAsync(
            $"select {EventColumns} from timeline.mt_events e where e.seq_id > $1 order by e.seq_id limit $2",
            DueFrom, cancellation, subscriber.Position, ReadAtOnce);
        var wanted = page
            .Where(each => !options.LeftOut.Contains(each.Stream)
                && (subscriber.Kinds.Count == 0 || subscriber.Kinds.Contains(each.Type)))
            .Take(options.EventsPerRoundMax).ToList();
        var position = wanted.Count == options.EventsPerRoundMax ? wanted[^1].Position
            : page.Count > 0 ? page[^1].Position
            : subscriber.Position;
        return (position, wanted);
    }

    async Task<HashSet<Guid>> HeldAsync(
        NpgsqlConnection connection, IReadOnlyList<DueEvent> events, CancellationToken cancellation) =>
        events.Count == 0
            ? []
            : [.. await connection.RowsAsync(
                "select stream_id from deliveries.held where subscription_id = $1 and stream_id = any($2)",
                row => row.GetGuid(0), cancellation,
                subscription, events.Select(each => each.Stream).Distinct().ToArray())];
}

/// <summary>What has to be known to deliver.</summary>
sealed record Subscriber(string Target, IReadOnlyList<string> Kinds, byte[] Secret, long Position)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => nameof(Subscriber);
}
