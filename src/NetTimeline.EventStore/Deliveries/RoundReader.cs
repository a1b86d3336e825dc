using NodaTime;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>Reads what is to be delivered to a subscription next.</summary>
sealed class RoundReader(Guid subscription, DeliveryOptions options)
{
    const int ReadAtOnce = 512;

    /// <summary>To be read by <see cref="DueFrom"/>.</summary>
    public const string EventColumns = """
        e.seq_id, e.stream_id, e.version, e.type, (extract(epoch from e.timestamp) * 1000000)::bigint
        """;

    /// <summary>Null where the subscription is not to be delivered to any more.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="passed">What was read up to here was not wanted, though the position may lie before it.</param>
    /// <param name="cancellation">Gives up reading.</param>
    public async Task<(Subscriber Subscriber, Round Round)?> ReadAsync(
        NpgsqlConnection connection, long passed, CancellationToken cancellation)
    {
        var found = await connection.RowsAsync(
            """
            select s.target, s.kinds, s.secret, s.position,
                (extract(epoch from clock_timestamp() - s.failing_since) * 1000)::bigint,
                (select count(*) from deliveries.held h where h.subscription_id = $1 and not h.dead)
            from deliveries.subscriptions s
            where s.subscription_id = $1 and s.state = 'active'
            """,
            row => new Subscriber(
                row.GetString(0), row.GetFieldValue<string[]>(1), row.GetFieldValue<byte[]>(2), row.GetInt64(3),
                row.IsDBNull(4) ? null : Duration.FromMilliseconds(Math.Max(0, row.GetInt64(4))), row.GetInt64(5)),
            cancellation, subscription);
        if (found is not [var subscriber])
            return null;
        var owed = await OwedAsync(connection, subscriber, cancellation);
        var (position, events, atEnd) = await NewAsync(
            connection, subscriber, Math.Max(passed, subscriber.Position),
            options.EventsPerRoundMax - owed.Sum(lane => lane.Events.Count), cancellation);
        var held = await HeldAsync(connection, events, cancellation);
        var lanes = events.Where(each => !held.Contains(each.Stream)).GroupBy(each => each.Stream)
            .Select(stream => new Lane(stream.Key, [.. stream], Earlier: null));
        return (subscriber, new(
            subscriber.Position, position, [.. owed, .. lanes],
            [.. events.Where(each => held.Contains(each.Stream))], atEnd));
    }

    public static DueEvent DueFrom(NpgsqlDataReader row) =>
        new(
            row.GetInt64(0), row.GetGuid(1), row.GetInt64(2), row.GetString(3),
            Microseconds.ToInstant(row.GetInt64(4)));

    /// <summary>
    /// What streams owe whose time has come, from each as much as from the others; half a round at most, so that what
    /// is new goes on beside it.
    /// </summary>
    async Task<IReadOnlyList<Lane>> OwedAsync(
        NpgsqlConnection connection, Subscriber subscriber, CancellationToken cancellation)
    {
        const string query = $"""
            select {EventColumns}, h.attempts, h.others_answered
            from (
                select h.stream_id, h.attempts,
                    h.failure is not null and h.answers < s.answers as others_answered
                from deliveries.held h join deliveries.subscriptions s using (subscription_id)
                where subscription_id = $1 and not h.dead and h.due <= clock_timestamp()
                order by h.due limit $2) h
            cross join lateral (
                select position, row_number() over (order by o.position) as turn from deliveries.owed o
                where o.subscription_id = $1 and o.stream_id = h.stream_id
                order by o.position limit $3) o
            join timeline.mt_events e on e.seq_id = o.position
            order by o.turn, e.seq_id limit $3
            """;
        if (subscriber.Held == 0)
            return [];
        var rows = await connection.RowsAsync(
            query, row => (Due: DueFrom(row), Earlier: new EarlierAttempts(row.GetInt32(5), row.GetBoolean(6))),
            cancellation, subscription, options.StreamsAtOnceMax, Math.Max(1, options.EventsPerRoundMax / 2));
        return
        [
            .. rows.GroupBy(row => row.Due.Stream).Select(stream =>
                new Lane(stream.Key, [.. stream.Select(row => row.Due)], stream.First().Earlier)),
        ];
    }

    async Task<(long Position, IReadOnlyList<DueEvent> Events, bool AtEnd)> NewAsync(
        NpgsqlConnection connection, Subscriber subscriber, long after, int eventsMax, CancellationToken cancellation)
    {
        if (eventsMax == 0 || subscriber.Held >= options.HeldMax)
            return (after, [], AtEnd: true);
        var page = await connection.RowsAsync(
            $"select {EventColumns} from timeline.mt_events e where e.seq_id > $1 order by e.seq_id limit $2",
            DueFrom, cancellation, after, ReadAtOnce);
        var wanted = page
            .Where(each => !options.LeftOut.Contains(each.Stream)
                && (subscriber.Kinds.Count == 0 || subscriber.Kinds.Contains(each.Type)
                    || options.ToAll.Contains(each.Type)))
            .Take(eventsMax).ToList();
        var position = wanted.Count == eventsMax ? wanted[^1].Position : page.Count > 0 ? page[^1].Position : after;
        return (position, wanted, page.Count < ReadAtOnce);
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
/// <param name="Target">Where to.</param>
/// <param name="Kinds">Stored names; empty for all.</param>
/// <param name="Secret">Signs.</param>
/// <param name="Position">Everything up to here was delivered, or is owed.</param>
/// <param name="FailingFor">So long nothing got through; null where that is not so.</param>
/// <param name="Held">So many streams wait for another attempt.</param>
sealed record Subscriber(
    string Target, IReadOnlyList<string> Kinds, byte[] Secret, long Position, Duration? FailingFor, long Held)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => nameof(Subscriber);
}
