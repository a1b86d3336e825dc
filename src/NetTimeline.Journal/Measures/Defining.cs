using NetTimeline.Domain;
using NodaTime;

namespace NetTimeline.Journal.Measures;

/// <summary>What became of a definition that was posted.</summary>
public abstract record Defining
{
    Defining() { }

    /// <summary>It is recorded, now or – where <paramref name="Replayed"/> – when it was first posted.</summary>
    /// <param name="Definitions">The version of the stream of own definitions after it.</param>
    /// <param name="Position">Of its event.</param>
    /// <param name="RecordedAt">When the log got it.</param>
    /// <param name="Replayed">The same idempotency key and body were answered before.</param>
    public sealed record Recorded(long Definitions, long Position, Instant RecordedAt, bool Replayed) : Defining;

    /// <summary>The same definition, word for word, is there.</summary>
    /// <param name="Definitions">The version of the stream of own definitions.</param>
    public sealed record AlreadyRecorded(long Definitions) : Defining;

    /// <summary>Refused, with every fault; nothing is stored.</summary>
    public sealed record Refused(Items<Fault> Faults) : Defining;

    /// <summary>The idempotency key was used with another body.</summary>
    public sealed record CommandKeyReused : Defining;

    /// <summary>Others defined measures at every attempt.</summary>
    public sealed record TooBusy : Defining;
}
