using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>Events of one stream, to be delivered one after the other.</summary>
/// <param name="Stream">Whose.</param>
/// <param name="Events">In the order of the log.</param>
/// <param name="Attempts">How often the first of them was tried before; null where the stream was not held.</param>
sealed record Lane(Guid Stream, IReadOnlyList<DueEvent> Events, int? Attempts);

/// <summary>How far a lane came.</summary>
/// <param name="Delivered">So many of its events were taken.</param>
/// <param name="Stopped">What the next one came to; null where all were taken, or the next was not tried.</param>
sealed record LaneResult(Lane Lane, int Delivered, DeliveryOutcome? Stopped);

/// <summary>What is attempted before anything is written down.</summary>
/// <param name="Expected">The position that the round began at.</param>
/// <param name="Position">Where it will be when the round is written down.</param>
/// <param name="Lanes">Deliverable now.</param>
/// <param name="Behind">New events of streams that are held.</param>
sealed record Round(long Expected, long Position, IReadOnlyList<Lane> Lanes, IReadOnlyList<DueEvent> Behind);

/// <summary>A stream that is held after a round.</summary>
/// <param name="Attempts">How often the first event it owes was tried.</param>
/// <param name="Pause">Until the next attempt.</param>
/// <param name="Dead">There is no next attempt.</param>
sealed record HeldStream(Guid Stream, int Attempts, Duration Pause, bool Dead, int? Status, string? Failure);

/// <summary>What a round came to.</summary>
abstract record RoundVerdict
{
    RoundVerdict() { }

    /// <summary>Nothing at all got through: nobody's attempts are counted, and the round is made again later.</summary>
    public sealed record Outage(int? Status, string Failure) : RoundVerdict;

    /// <param name="Held">Those that are held from now on, and those that were and may owe nothing any more.</param>
    /// <param name="Owed">Events to be written down as owed.</param>
    /// <param name="Paid">Owed events that were taken.</param>
    /// <param name="IsGone">The target wants nothing any more.</param>
    /// <param name="AnyDelivered">Something got through.</param>
    public sealed record Settled(
        IReadOnlyList<HeldStream> Held,
        IReadOnlyList<DueEvent> Owed,
        IReadOnlyList<DueEvent> Paid,
        bool IsGone,
        bool AnyDelivered) : RoundVerdict;
}
