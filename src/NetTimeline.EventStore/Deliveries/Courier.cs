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
    readonly Stopwatch sinceWritten = Stopwatch.StartNew();

    /// <summary>Up to here nothing is left that anybody wants, written down or not.</summary>
    long passed;

    /// <summary>Ends when there is nothing to deliver to any more, or by cancellation.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (true)
        {
            // Taken before looking: what is appended in between completes it.
            var more = appended.Next;
            var read = await session.UseAsync(open => reader.ReadAsync(open, passed, cancellation), cancellation);
            if (read is not var (subscriber, round))
                return;
            passed = round.Position;
            if (!IsWorthWriting(round))
                await RestAsync(round, more, cancellation);
            else if (!await MakeAsync(subscriber, round, cancellation))
                return;
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Where nobody wanted what was appended only the position moves, and need not be written down each time: read
    /// again after all, the same would be passed over again.
    /// </summary>
    bool IsWorthWriting(Round round) => round is not { Lanes: [], Behind: [] }
        || (round.Position > round.Expected && sinceWritten.Elapsed >= options.PassedOverEvery.ToTimeSpan());

    async Task RestAsync(Round round, Task more, CancellationToken cancellation)
    {
        if (round.AtEnd)
        {
            await more.WaitAsync(options.LookEvery.ToTimeSpan(), cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>False where there is nobody to deliver to any more.</summary>
    async Task<bool> MakeAsync(Subscriber subscriber, Round round, CancellationToken cancellation)
    {
        var results = await DeliverAsync(subscriber, round, cancellation);
        var settled = settling.Of(round, results, subscriber.FailingFor ?? Duration.Zero);
        if (settled.Outage is { } outage && subscriber.FailingFor is null)
            options.Troubled(subscription, outage.Failure);
        sinceWritten.Restart();
        // Even when the server is asked to stop: what was not tried is owed then, and nothing is repeated.
        return await session.UseAsync(
            open => writer.WriteAsync(open, round, settled, CancellationToken.None), CancellationToken.None);
    }

    /// <summary>Streams beside each other, each in its order; once cancelled or late, nothing more is tried.</summary>
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
