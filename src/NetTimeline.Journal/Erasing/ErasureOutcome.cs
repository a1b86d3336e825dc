using NetTimeline.Domain;
using NodaTime;

namespace NetTimeline.Journal;

/// <summary>What became of an order to erase.</summary>
public abstract record ErasureOutcome
{
    ErasureOutcome() { }

    /// <summary>It is erased, now or when the same was first asked.</summary>
    /// <param name="Patient">The patient's id; it stays.</param>
    /// <param name="Version">The patient's version with the event that says so.</param>
    /// <param name="Position">Of that event.</param>
    /// <param name="RecordedAt">When the log got it.</param>
    /// <param name="Events">So many events gave way to tombstones.</param>
    /// <param name="Unsaid">
    /// Keys of what was not erased and is not shown any more, since it could not be said without what was.
    /// </param>
    /// <param name="Replayed">It had been erased before; nothing is told then of events and what is unsaid.</param>
    public sealed record Done(
        Guid Patient, long Version, long Position, Instant RecordedAt, int Events, Items<EntryKey> Unsaid,
        bool Replayed) : ErasureOutcome;

    /// <summary>There is no such patient.</summary>
    public sealed record NoSuchPatient : ErasureOutcome;

    /// <summary>There is no such entry or correction.</summary>
    public sealed record NoSuchEntry : ErasureOutcome;

    /// <summary>The idempotency key was used with another body.</summary>
    public sealed record CommandKeyReused : ErasureOutcome;

    /// <summary>Others appended to the same patient at every attempt.</summary>
    public sealed record TooBusy : ErasureOutcome;
}

/// <summary>What of the erasures that were written down had to be made again.</summary>
/// <param name="Again">So many, those among them that the database never had.</param>
/// <param name="Left">
/// Those that were not, since nobody knows that they were carried out and more was recorded of the patient since.
/// </param>
public sealed record Reapplied(int Again, Items<ErasureNote> Left);
