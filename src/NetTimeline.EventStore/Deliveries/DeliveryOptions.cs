using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>How a <see cref="DeliveryEngine"/> behaves. The defaults try for about a day.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Streams that are never delivered.</summary>
    public IReadOnlySet<Guid> LeftOut { get; init; } = new HashSet<Guid>();

    /// <summary>Types of events that everybody gets, whatever was asked for: such as tell to forget.</summary>
    public IReadOnlySet<string> ToAll { get; init; } = new HashSet<string>();

    /// <summary>
    /// At most so many events are under way for a subscription; up to half of them are such as were not taken before.
    /// </summary>
    public int EventsPerRoundMax { get; init; } = 64;

    /// <summary>
    /// So long after a round began no further attempt is made in it, so that one slow stream does not keep others
    /// waiting. What was not tried comes first in the next.
    /// </summary>
    public Duration RoundMax { get; init; } = Duration.FromSeconds(1);

    /// <summary>So many streams of a subscription at the same time.</summary>
    public int StreamsAtOnceMax { get; init; } = 8;

    /// <summary>
    /// An event that was not taken so often becomes a dead letter, with all that follow in its stream.
    /// </summary>
    public int AttemptsMax { get; init; } = 11;

    /// <summary>After the first attempt; three times as long after each further one.</summary>
    public Duration RetryAfter { get; init; } = Duration.FromSeconds(5);

    /// <summary>Never longer than this.</summary>
    public Duration RetryAfterMax { get; init; } = Duration.FromHours(8);

    /// <summary>
    /// What was not answered while nothing else was either is tried again after so long, and later after as long as
    /// nothing has got through.
    /// </summary>
    public Duration OutagePause { get; init; } = Duration.FromSeconds(1);

    /// <summary>Never longer than this.</summary>
    public Duration OutagePauseMax { get; init; } = Duration.FromMinutes(5);

    /// <summary>With so many streams waiting for another attempt nothing new is taken from the log.</summary>
    public int HeldMax { get; init; } = 1000;

    /// <summary>
    /// How often it is looked by itself what is due and what operators want; appends wake in between.
    /// </summary>
    public Duration LookEvery { get; init; } = Duration.FromSeconds(1);

    /// <summary>How often a position is written down that moved past events which nobody wanted.</summary>
    public Duration PassedOverEvery { get; init; } = Duration.FromSeconds(3);

    /// <summary>
    /// From 0 up to 1, exclusive: spreads attempts, so that not all come at once. Called from several threads.
    /// </summary>
    public required Func<double> Chance { get; init; }

    /// <summary>
    /// Told when a subscription (null for all of them) begins to get nothing through, and why, without content. It
    /// goes on by itself. Called on any thread; must not throw.
    /// </summary>
    public Action<Guid?, string> Troubled { get; init; } = static (_, _) => { };
}
