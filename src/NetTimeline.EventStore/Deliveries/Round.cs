using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>Events of one stream, to be delivered one after the other.</summary>
/// <param name="Stream">Whose.</param>
/// <param name="Events">In the order of the log.</param>
/// <param name="Earlier">What is known of the first of them; null where the stream was not held.</param>
sealed record Lane(Guid Stream, IReadOnlyList<DueEvent> Events, EarlierAttempts? Earlier);

/// <summary>How an event fared before.</summary>
/// <param name="Counted">So many attempts count against it.</param>
/// <param name="OthersAnswered">Since the last of them the target has answered to something else.</param>
sealed record EarlierAttempts(int Counted, bool OthersAnswered);

/// <summary>How far a lane came.</summary>
/// <param name="Delivered">So many of its events were taken.</param>
/// <param name="Stopped">What the next one came to; null where all were taken, or the next was not tried.</param>
sealed record LaneResult(Lane Lane, int Delivered, DeliveryOutcome? Stopped);

/// <summary>What is attempted before anything is written down.</summary>
/// <param name="Expected">The position that the round began at.</param>
/// <param name="Position">Where it will be when the round is written down.</param>
/// <param name="Lanes">Deliverable now.</param>
/// <param name="Behind">New events of streams that are held.</param>
/// <param name="AtEnd">Without a new event there is nothing more to be read for now.</param>
sealed record Round(
    long Expected, long Position, IReadOnlyList<Lane> Lanes, IReadOnlyList<DueEvent> Behind, bool AtEnd);

/// <summary>A stream that is held after a round.</summary>
/// <param name="Attempts">How often the first event it owes was tried, as far as it counts.</param>
/// <param name="Pause">Until the next attempt.</param>
/// <param name="Dead">There is no next attempt.</param>
sealed record HeldStream(Guid Stream, int Attempts, Duration Pause, bool Dead, int? Status, string? Failure);

/// <summary>What a round came to.</summary>
/// <param name="Held">Those that are held from now on, and those that were and may owe nothing any more.</param>
/// <param name="Owed">Events to be written down as owed.</param>
/// <param name="Paid">Owed events that were taken.</param>
/// <param name="IsGone">The target wants nothing any more.</param>
/// <param name="AnyDelivered">Something got through.</param>
/// <param name="AnyAnswered">Something got through, or was refused for its own sake.</param>
/// <param name="Outage">Null unless it looks as if the target is away as a whole: then what went wrong.</param>
sealed record SettledRound(
    IReadOnlyList<HeldStream> Held,
    IReadOnlyList<DueEvent> Owed,
    IReadOnlyList<DueEvent> Paid,
    bool IsGone,
    bool AnyDelivered,
    bool AnyAnswered,
    DeliveryOutcome.Unavailable? Outage);
