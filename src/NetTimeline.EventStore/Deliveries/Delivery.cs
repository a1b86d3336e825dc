using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>An event to be delivered: where it stands, and nothing of what it says.</summary>
public sealed record DueEvent(long Position, Guid Stream, long Version, string Type, Instant RecordedAt);

/// <summary>An attempt to be made.</summary>
/// <param name="Subscription">Whose.</param>
/// <param name="Target">Where to.</param>
/// <param name="Secret">Signs.</param>
/// <param name="Due">The event.</param>
public sealed record Delivery(Guid Subscription, string Target, ReadOnlyMemory<byte> Secret, DueEvent Due)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{nameof(Delivery)} {Subscription} {Due.Position}";
}

/// <summary>What an attempt came to.</summary>
public abstract record DeliveryOutcome
{
    DeliveryOutcome() { }

    /// <summary>It was taken.</summary>
    public sealed record Delivered : DeliveryOutcome;

    /// <summary>The target said no to this event.</summary>
    /// <param name="Status">What it answered.</param>
    /// <param name="Failure">A short name without content.</param>
    public sealed record Rejected(int? Status, string Failure) : DeliveryOutcome;

    /// <summary>
    /// There was no answer, or one that says "not now". Whether it is about this event or about everything shows only
    /// beside others.
    /// </summary>
    /// <param name="Status">What it answered; null where it did not.</param>
    /// <param name="Failure">A short name without content.</param>
    public sealed record Unavailable(int? Status, string Failure) : DeliveryOutcome;

    /// <summary>The target wants nothing any more.</summary>
    public sealed record Gone : DeliveryOutcome;
}

/// <summary>Makes an attempt. Never throws but for cancellation; called from several threads.</summary>
public delegate Task<DeliveryOutcome> Deliver(Delivery delivery, CancellationToken cancellation);
