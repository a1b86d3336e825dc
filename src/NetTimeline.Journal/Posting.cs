using NetTimeline.Domain;
using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Journal;

/// <summary>Who asks, and what names the request.</summary>
/// <param name="Actor">As the host authenticated it.</param>
/// <param name="Client">The program that asked; null where it does not say.</param>
/// <param name="Request">The request's id.</param>
/// <param name="ExpectedVersion">The version the patient must have, exactly; null appends to whatever there is.</param>
/// <param name="Command">The idempotency key; null where there is none.</param>
public sealed record Asking(string Actor, string? Client, string? Request, long? ExpectedVersion, CommandKey? Command);

/// <summary>What became of a post.</summary>
public abstract record Posting
{
    Posting() { }

    /// <summary>It is recorded, now or – where <paramref name="Replayed"/> – when it was first posted.</summary>
    /// <param name="Patient">The patient's id.</param>
    /// <param name="Version">The patient's version after it.</param>
    /// <param name="FirstPosition">Position of its first event.</param>
    /// <param name="LastPosition">Position of its last event; included.</param>
    /// <param name="RecordedAt">When the log got it.</param>
    /// <param name="Replayed">The same idempotency key and body were answered before.</param>
    /// <param name="Places">
    /// Of each of its events the place of its command in the list, from 0; the others had been recorded before. Empty
    /// where it was replayed.
    /// </param>
    public sealed record Recorded(
        Guid Patient, long Version, long FirstPosition, long LastPosition, Instant RecordedAt, bool Replayed,
        Items<int> Places) : Posting;

    /// <summary>Everything in it was recorded before, word for word: a retry, recognised by its keys.</summary>
    public sealed record AlreadyRecorded(Guid Patient, long Version) : Posting;

    /// <summary>Refused, with every fault; nothing is stored.</summary>
    public sealed record Refused(Items<Fault> Faults) : Posting;

    /// <summary>Part of it was erased before, and is not recorded again; nothing is stored.</summary>
    public sealed record Erased(Items<Fault> Faults) : Posting;

    /// <summary>There is no such patient.</summary>
    public sealed record NoSuchPatient : Posting;

    /// <summary>The patient is not at the expected version.</summary>
    public sealed record StaleVersion(long ActualVersion) : Posting;

    /// <summary>The idempotency key was used with another body.</summary>
    public sealed record CommandKeyReused : Posting;

    /// <summary>Others appended to the same patient at every attempt.</summary>
    public sealed record TooBusy : Posting;
}
