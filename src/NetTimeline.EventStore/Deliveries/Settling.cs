using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>What follows from how the lanes of a round came through.</summary>
sealed class Settling(DeliveryOptions options)
{
    const int Steepness = 3;

    public RoundVerdict Of(Round round, IReadOnlyList<LaneResult> results)
    {
        var answered = results.Any(each =>
            each.Delivered > 0 || each.Stopped is DeliveryOutcome.Rejected or DeliveryOutcome.Gone);
        if (!answered && results.Select(each => each.Stopped).OfType<DeliveryOutcome.Unavailable>().FirstOrDefault()
            is { } away)
        {
            return new RoundVerdict.Outage(away.Status, away.Failure);
        }

        return new RoundVerdict.Settled(
            [.. results.Where(each => each.Lane.Attempts is not null || Remains(each)).Select(Held)],
            [.. results.Where(each => each.Lane.Attempts is null).SelectMany(Remaining), .. round.Behind],
            [.. results.Where(each => each.Lane.Attempts is not null).SelectMany(Taken)],
            results.Any(each => each.Stopped is DeliveryOutcome.Gone),
            results.Any(each => each.Delivered > 0));
    }

    /// <summary>Until the next attempt; up to a fifth less or more.</summary>
    public Duration PauseAfter(int attempts) =>
        Spread(Grown(options.RetryAfter, options.RetryAfterMax, Steepness, attempts));

    /// <summary>Until a target that takes nothing is asked again.</summary>
    public Duration PauseOfOutage(int times) => Spread(Grown(options.OutagePause, options.OutagePauseMax, 2, times));

    static bool Remains(LaneResult result) => result.Delivered < result.Lane.Events.Count;

    static IEnumerable<DueEvent> Remaining(LaneResult result) => result.Lane.Events.Skip(result.Delivered);

    static IEnumerable<DueEvent> Taken(LaneResult result) => result.Lane.Events.Take(result.Delivered);

    HeldStream Held(LaneResult result)
    {
        var before = result.Delivered > 0 ? 0 : result.Lane.Attempts ?? 0;
        var (status, failure) = result.Stopped switch
        {
            DeliveryOutcome.Rejected no => (no.Status, no.Failure),
            DeliveryOutcome.Unavailable away => (away.Status, away.Failure),
            _ => ((int?)null, (string?)null),
        };
        if (failure is null)
        {
            return new(result.Lane.Stream, before, Duration.Zero, Dead: false, Status: null, Failure: null);
        }

        var attempts = before + 1;
        return new(
            result.Lane.Stream, attempts, PauseAfter(attempts), attempts >= options.AttemptsMax, status, failure);
    }

    static Duration Grown(Duration first, Duration max, int steepness, int times) => Duration.FromTicks(
        Math.Min(max.TotalTicks, first.TotalTicks * Math.Pow(steepness, Math.Min(times - 1, 30))));

    Duration Spread(Duration pause) => pause * (0.8 + (0.4 * options.Chance()));
}
