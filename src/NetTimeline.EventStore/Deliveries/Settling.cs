using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// What follows from how the lanes of a round came through. Silence counts against an event only where the target
/// has answered to something else, in this round or since the event was tried before: nobody pays for an outage of
/// everything, and what only ever fails by itself ends as a dead letter.
/// </summary>
sealed class Settling(DeliveryOptions options)
{
    const int Steepness = 3;

    /// <param name="round">As it was read.</param>
    /// <param name="results">Of all its lanes.</param>
    /// <param name="outageSoFar">How long nothing got through already.</param>
    public SettledRound Of(Round round, IReadOnlyList<LaneResult> results, Duration outageSoFar)
    {
        var answered = results.Any(each =>
            each.Delivered > 0 || each.Stopped is DeliveryOutcome.Rejected or DeliveryOutcome.Gone);
        return new(
            [
                // Those that were not tried come first the next time.
                .. results.Where(each => each.Lane.Earlier is not null || Remains(each)).OrderByDescending(IsUntried)
                    .Select(each => Held(each, answered, outageSoFar)),
            ],
            [.. results.Where(each => each.Lane.Earlier is null).SelectMany(Remaining), .. round.Behind],
            [.. results.Where(each => each.Lane.Earlier is not null).SelectMany(Taken)],
            results.Any(each => each.Stopped is DeliveryOutcome.Gone),
            results.Any(each => each.Delivered > 0),
            answered,
            results.Where(each => !Counts(each, answered)).Select(each => each.Stopped)
                .OfType<DeliveryOutcome.Unavailable>().FirstOrDefault());
    }

    /// <summary>Until the next attempt; up to a fifth less or more.</summary>
    public Duration PauseAfter(int attempts) => Spread(Duration.FromTicks(Math.Min(
        options.RetryAfterMax.TotalTicks,
        options.RetryAfter.TotalTicks * Math.Pow(Steepness, Math.Min(attempts - 1, 30)))));

    /// <summary>Until a target that is away is asked again: as long as it has been away.</summary>
    public Duration PauseOfOutage(Duration soFar) =>
        Spread(Duration.Min(options.OutagePauseMax, Duration.Max(options.OutagePause, soFar)));

    static bool Remains(LaneResult result) => result.Delivered < result.Lane.Events.Count;

    static bool IsUntried(LaneResult result) => result is { Delivered: 0, Stopped: null };

    static IEnumerable<DueEvent> Remaining(LaneResult result) => result.Lane.Events.Skip(result.Delivered);

    static IEnumerable<DueEvent> Taken(LaneResult result) => result.Lane.Events.Take(result.Delivered);

    static bool Counts(LaneResult result, bool answered) =>
        answered || result.Lane.Earlier is { OthersAnswered: true };

    HeldStream Held(LaneResult result, bool answered, Duration outageSoFar)
    {
        var before = result.Delivered > 0 ? 0 : result.Lane.Earlier?.Counted ?? 0;
        var (status, failure) = result.Stopped switch
        {
            DeliveryOutcome.Rejected no => (no.Status, no.Failure),
            DeliveryOutcome.Unavailable away => (away.Status, away.Failure),
            _ => ((int?)null, (string?)null),
        };
        if (failure is null)
            return new(result.Lane.Stream, before, Duration.Zero, Dead: false, Status: null, Failure: null);
        if (!Counts(result, answered))
            return new(result.Lane.Stream, before, PauseOfOutage(outageSoFar), Dead: false, status, failure);
        var attempts = before + 1;
        return new(
            result.Lane.Stream, attempts, PauseAfter(attempts), attempts >= options.AttemptsMax, status, failure);
    }

    Duration Spread(Duration pause) => pause * (0.8 + (0.4 * options.Chance()));
}
