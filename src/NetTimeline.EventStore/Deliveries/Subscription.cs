using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>Somebody to whom the events of the log are delivered.</summary>
/// <param name="Id">Chosen by whoever subscribed.</param>
/// <param name="Target">Where to; opaque here.</param>
/// <param name="Kinds">Stored names; empty for all.</param>
/// <param name="Description">In the operator's words.</param>
/// <param name="State">Whether it is delivered to now.</param>
/// <param name="CreatedAt">When it was made, by the database's clock.</param>
/// <param name="Position">Everything up to here, included, was delivered or is held.</param>
/// <param name="Held">So many streams wait for another attempt.</param>
/// <param name="DeadLetters">So many events wait until they are replayed.</param>
/// <param name="FailingSince">Nothing was delivered from then on, though there was something; null otherwise.</param>
/// <param name="LastStatus">What the target answered last, where that was no success; null where it did not.</param>
/// <param name="LastFailure">What went wrong last; a short name without content.</param>
public sealed record Subscription(
    Guid Id,
    string Target,
    IReadOnlyList<string> Kinds,
    string? Description,
    SubscriptionState State,
    Instant CreatedAt,
    long Position,
    long Held,
    long DeadLetters,
    Instant? FailingSince,
    int? LastStatus,
    string? LastFailure);

/// <summary>Whether a subscription is delivered to.</summary>
public enum SubscriptionState
{
    Active,

    /// <summary>An operator wanted it so.</summary>
    Paused,

    /// <summary>The target said that it wants no more.</summary>
    Gone,
}

/// <summary>A subscription to be made.</summary>
/// <param name="Id">Unique.</param>
/// <param name="Target">Where to.</param>
/// <param name="Kinds">Stored names; empty for all.</param>
/// <param name="Description">In the operator's words.</param>
/// <param name="Secret">24 to 64 bytes that sign; kept as they are, and never given out again.</param>
/// <param name="After">Events after this position.</param>
public sealed record NewSubscription(
    Guid Id, string Target, IReadOnlyList<string> Kinds, string? Description, ReadOnlyMemory<byte> Secret, long After)
{
    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{nameof(NewSubscription)} {Id}";
}

/// <summary>An event that was not taken, or that waits behind one.</summary>
/// <param name="Due">The event.</param>
/// <param name="Attempts">How often it was tried; 0 where it waits behind another of its stream.</param>
/// <param name="LastStatus">What was answered last; null where nothing was.</param>
/// <param name="LastFailure">What went wrong last; a short name without content.</param>
public sealed record DeadLetter(DueEvent Due, int Attempts, int? LastStatus, string? LastFailure);
