using System.Collections.Concurrent;
using System.Diagnostics;
using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// Delivers to one subscription, round by round. Of what a round delivered nothing is repeated once it is written
/// down; killed before, the server that takes over delivers that round again.
/// </summary>
sealed class Courier(
    Guid subscription, DeliverySession session, Deliver deliver, AppendedSignal appended, DeliveryOptions options)
{
    readonly RoundReader reader = new(subscription, options);
    readonly RoundWriter writer = new(subscription);
    readonly Settling settling = new(options);

    /// <summary>Ends when there is nothing to deliver to any more, or by cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // Taken before looking: what is appended in between completes it.
            var more = appended.Next;
            var read = await session.UseAsync(open => reader.ReadAsync(open, cancellation), cancellation);
            if (read is not var (subscriber, round))
                return;
            if (round is { Lanes: [], Behind: [] } && round.Position == round.Expected)
                await Task.WhenAny(more, Task.Delay(options.LookEvery.ToTimeSpan(), cancellation));
            else if (!await MakeAsync(subscriber, round, cancellation))
                return;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>False where there is nobody to deliver to any more.</summary>
    async Task<bool> MakeAsync(Subscriber subscriber, Round round, CancellationToken cancellation)
    {
        var results = await DeliverAsync(subscriber, round, cancellation);
        var settled = settling.Of(round, results, subscriber.FailingFor ?? Duration.Zero);
        if (settled.Outage is { } outage && subscriber.FailingFor is null)
            options.Troubled(subscription, outage.Failure);
        // Even when the server is asked to stop: what was not tried is owed then, and nothing is repeated.
        return await session.UseAsync(
            open => writer.WriteAsync(open, round, settled, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Streams beside each other, each in its order. Cancelled, or late, what was not tried yet is not.</summary>
    async Task<IReadOnlyList<LaneResult>> DeliverAsync(
        Subscriber subscriber, Round round, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var results = new ConcurrentBag<LaneResult>();
        var spent = Stopwatch.StartNew();
        using var turns = new SemaphoreSlim(options.StreamsAtOnceMax);
        await Task.WhenAll(round.Lanes.Select(async lane =>
        {
            await turns.WaitAsync(CancellationToken.None);
            try
            {
                results.Add(await DeliverAsync(subscriber, lane, spent, enough));
            }
            finally
            {
                turns.Release();
            }
        }));
        return [.. results];
    }

    async Task<LaneResult> DeliverAsync(
        Subscriber subscriber, Lane lane, Stopwatch spent, CancellationTokenSource enough)
    {
        var delivered = 0;
        try
        {
            while (delivered < lane.Events.Count && !enough.IsCancellationRequested
                && spent.Elapsed < options.RoundMax.ToTimeSpan())
            {
                var attempt = new Delivery(subscription, subscriber.Target, subscriber.Secret, lane.Events[delivered]);
                var outcome = await deliver(attempt, enough.Token);
                if (outcome is DeliveryOutcome.Gone)
                    await enough.CancelAsync();
                if (outcome is not DeliveryOutcome.Delivered)
                    return new(lane, delivered, outcome);
                delivered++;
            }
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested)
        {
            // Not known to be taken, so it is owed.
        }

        return new(lane, delivered, Stopped: null);
    }
}
