using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>What operators do with subscriptions. Whichever server delivers sees it within seconds.</summary>
/// <remarks>Safe to use from many threads. A database that is away throws <see cref="EventStoreException"/>.</remarks>
public sealed class Subscriptions(string connectionString) : IAsyncDisposable
{
    const string Columns = """
        s.subscription_id, s.target, s.kinds, s.description, s.state,
            (extract(epoch from s.created) * 1000000)::bigint, s.position,
            (select count(*) from deliveries.held h where h.subscription_id = s.subscription_id and not h.dead),
            (select count(*) from deliveries.owed o join deliveries.held h using (subscription_id, stream_id)
                where o.subscription_id = s.subscription_id and h.dead),
            (extract(epoch from s.failing_since) * 1000000)::bigint, s.last_status, s.last_failure
        """;

    const string Query = $"select {Columns} from deliveries.subscriptions s ";

    readonly NpgsqlDataSource source = Connections.ForSubscribing(connectionString);

    /// <summary>As it was made; null where there are as many already as there may be.</summary>
    public Task<Subscription?> AddAsync(
        NewSubscription added, int subscriptionsMax, CancellationToken cancellation) => UseAsync(
        async open =>
        {
            await using var transaction = await open.BeginTransactionAsync(cancellation);
            // One after the other: two at once would not count each other.
            await open.DoAsync("select pg_advisory_xact_lock(5642234187420130)", cancellation);
            var made = await open.RowsAsync(
                $"""
                insert into deliveries.subscriptions as s
                    (subscription_id, target, kinds, description, secret, position)
                select $1, $2, $3, $4, $5, $6 where (select count(*) from deliveries.subscriptions) < $7
                returning {Columns}
                """,
                From, cancellation, added.Id, added.Target, added.Kinds.ToArray(), added.Description,
                added.Secret.ToArray(), added.After, subscriptionsMax);
            await transaction.CommitAsync(cancellation);
            return made.SingleOrDefault();
        },
        cancellation);

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellation) => await UseAsync(
        open => open.RowsAsync(Query + "order by s.created, s.subscription_id", From, cancellation), cancellation);

    public async Task<Subscription?> FindAsync(Guid id, CancellationToken cancellation) =>
        (await UseAsync(
            open => open.RowsAsync(Query + "where s.subscription_id = $1", From, cancellation, id), cancellation))
        .SingleOrDefault();

    /// <summary>With all it was owed. False where there is none.</summary>
    public Task<bool> RemoveAsync(Guid id, CancellationToken cancellation) =>
        ChangeAsync(id, "delete from deliveries.subscriptions where subscription_id = $1", cancellation);

    /// <summary>What is under way is still delivered. False where there is none.</summary>
    public Task<bool> PauseAsync(Guid id, CancellationToken cancellation) => ChangeAsync(
        id, "update deliveries.subscriptions set state = 'paused' where subscription_id = $1", cancellation);

    /// <summary>
    /// Goes on where it was, also where the target wanted no more; whatever waits for another attempt is tried at
    /// once. False where there is none.
    /// </summary>
    public Task<bool> ResumeAsync(Guid id, CancellationToken cancellation) => ChangeAsync(
        id,
        """
        with woken as (
            update deliveries.held set due = clock_timestamp() where subscription_id = $1 and not dead)
        update deliveries.subscriptions
        set state = 'active', failing_since = null, last_status = null, last_failure = null
        where subscription_id = $1
        """,
        cancellation);

    /// <summary>In the order of the log, after a position; of one stream only, where it is given.</summary>
    public async Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(
        Guid id, Guid? stream, long afterPosition, int max, CancellationToken cancellation) =>
        await UseAsync(
            open => open.RowsAsync(
                $"""
                select {RoundReader.EventColumns},
                    case when e.seq_id = first.position then h.attempts else 0 end, h.status, h.failure
                from deliveries.held h
                join deliveries.owed o using (subscription_id, stream_id)
                join timeline.mt_events e on e.seq_id = o.position
                cross join lateral (
                    select min(f.position) as position from deliveries.owed f
                    where f.subscription_id = h.subscription_id and f.stream_id = h.stream_id) first
                where h.subscription_id = $1 and h.dead and o.position > $3 and h.stream_id = coalesce($2, h.stream_id)
                order by o.position limit $4
                """,
                row => new DeadLetter(
                    RoundReader.DueFrom(row), row.GetInt32(5), row.IsDBNull(6) ? null : row.GetInt32(6),
                    row.IsDBNull(7) ? null : row.GetString(7)),
                cancellation, id, stream, afterPosition, max),
            cancellation);

    /// <summary>Streams of dead letters are delivered again, each in its order.</summary>
    /// <returns>So many streams.</returns>
    public Task<int> ReplayAsync(Guid id, Guid? stream, CancellationToken cancellation) => UseAsync(
        open => open.DoAsync(
            """
            update deliveries.held set dead = false, attempts = 0, due = clock_timestamp()
            where subscription_id = $1 and dead and stream_id = coalesce($2, stream_id)
            """,
            cancellation, id, stream),
        cancellation);

    public ValueTask DisposeAsync() => source.DisposeAsync();

    async Task<bool> ChangeAsync(Guid id, string sql, CancellationToken cancellation) =>
        await UseAsync(open => open.DoAsync(sql, cancellation, id), cancellation) == 1;

    Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> use, CancellationToken cancellation) =>
        SqlStates.WithoutContentAsync(async () =>
        {
            await using var open = await source.OpenConnectionAsync(cancellation);
            return await use(open);
        });

    static Subscription From(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetFieldValue<string[]>(2), row.IsDBNull(3) ? null : row.GetString(3),
        row.GetString(4) switch
        {
            "active" => SubscriptionState.Active,
            "paused" => SubscriptionState.Paused,
            _ => SubscriptionState.Gone,
        },
        Microseconds.ToInstant(row.GetInt64(5)), row.GetInt64(6), row.GetInt64(7), row.GetInt64(8),
        row.IsDBNull(9) ? null : Microseconds.ToInstant(row.GetInt64(9)), row.IsDBNull(10) ? null : row.GetInt32(10),
        row.IsDBNull(11) ? null : row.GetString(11));
}
