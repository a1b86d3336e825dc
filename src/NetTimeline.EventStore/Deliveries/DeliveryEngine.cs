using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// Delivers the events of the log to those who subscribed: at least once, and each stream in its order. Any number of
/// engines may work on a database, in any number of servers: a subscription is delivered to by one of them at a time,
/// and another takes over within seconds.
/// </summary>
public sealed class DeliveryEngine : IAsyncDisposable
{
    readonly CancellationTokenSource ending = new();
    readonly NpgsqlDataSource delivering;
    readonly AppendedSignal appended;
    readonly Deliver deliver;
    readonly DeliveryOptions options;
    readonly Task running;

    /// <summary>Begins at once, and goes on until it is disposed.</summary>
    /// <param name="connectionString">Names the database, which must be up to date; whoever logs in must be a member
    /// of its projector role, which whoever applied the migrations is.</param>
    /// <param name="deliver">Makes the attempts.</param>
    /// <param name="options">See there.</param>
    public DeliveryEngine(string connectionString, Deliver deliver, DeliveryOptions options)
    {
        (this.deliver, this.options) = (deliver, options);
        delivering = Connections.ForDelivering(connectionString);
        appended = new(Connections.ForListening(connectionString));
        running = Task.Run(RunAsync);
    }

    /// <summary>What was delivered is written down, and others may take over.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested)
            return;
        await ending.CancelAsync();
        await running;
        await appended.DisposeAsync();
        await delivering.DisposeAsync();
        ending.Dispose();
    }

    [SuppressMessage("Design", "CA1031", Justification = "Whatever happened, the next session begins anew.")]
    async Task RunAsync()
    {
        while (!ending.IsCancellationRequested)
        {
            try
            {
                await using var session = new DeliverySession(await delivering.OpenConnectionAsync(ending.Token));
                await KeepAsync(session);
            }
            catch (Exception error)
            {
                Tell(null, error);
            }

            await Task.Delay(options.LookEvery.ToTimeSpan(), ending.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Delivers to whatever no other server delivers to, as long as the session lasts.</summary>
    async Task KeepAsync(DeliverySession session)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, session.Ended);
        var couriers = new Dictionary<Guid, Task>();
        try
        {
            while (true)
            {
                foreach (var (subscription, _) in couriers.Where(each => each.Value.IsCompleted).ToList())
                {
                    couriers.Remove(subscription);
                    await session.UseAsync(open => ReleaseAsync(open, subscription), either.Token);
                }

                var taken = await session.UseAsync(open => TakeAsync(open, couriers.Keys), either.Token);
                foreach (var subscription in taken)
                    couriers[subscription] = Task.Run(() => CarryAsync(session, subscription, either.Token));
                await Task.Delay(options.LookEvery.ToTimeSpan(), either.Token);
            }
        }
        finally
        {
            await either.CancelAsync();
            await Task.WhenAll(couriers.Values);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "One must not stop the others; it begins again.")]
    async Task CarryAsync(DeliverySession session, Guid subscription, CancellationToken cancellation)
    {
        try
        {
            await new Courier(subscription, session, deliver, appended, options).RunAsync(cancellation);
        }
        catch (Exception error)
        {
            Tell(subscription, error);
        }
    }

    void Tell(Guid? subscription, Exception error)
    {
        if (error is not OperationCanceledException && !ending.IsCancellationRequested)
        {
            options.Troubled(
                subscription, error.IsOfTheConnection() ? error.WithoutContent().Message : error.GetType().Name);
        }
    }

    /// <summary>Those that are active and that nobody delivers to, each locked by this session now.</summary>
    static Task<List<Guid>> TakeAsync(NpgsqlConnection open, IEnumerable<Guid> ours) => open.RowsAsync(
        """
        with free as materialized (
            select subscription_id from deliveries.subscriptions
            where state = 'active' and not subscription_id = any($1))
        select subscription_id from free
        where pg_try_advisory_lock(hashtextextended(subscription_id::text, 5642234187420129))
        """,
        row => row.GetGuid(0), CancellationToken.None, ours.ToArray());

    static Task<int> ReleaseAsync(NpgsqlConnection open, Guid subscription) => open.DoAsync(
        "select pg_advisory_unlock(hashtextextended($1::text, 5642234187420129))", CancellationToken.None,
        subscription);
}
