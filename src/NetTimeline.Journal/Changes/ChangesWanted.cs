using NetTimeline.Domain;
using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Journal.Changes;

/// <summary>Which lines of the change log somebody wants; whatever is null does not narrow them down.</summary>
/// <param name="Stream">One patient.</param>
/// <param name="Entry">Of that patient: an entry or correction, and all that is about it.</param>
/// <param name="Actor">Exactly so.</param>
/// <param name="Client">A program: exactly so, or any version of it.</param>
/// <param name="Change">What kind of act: creation, amendment, retraction.</param>
/// <param name="Type">A stored name.</param>
/// <param name="From">Recorded then or later.</param>
/// <param name="To">Recorded before then.</param>
/// <param name="LateDays">Entries recorded certainly more than so many days after they occurred.</param>
/// <param name="NewestFirst">In the order of positions otherwise.</param>
/// <param name="After">A position: lines that come after it in that order.</param>
/// <param name="Limit">At most so many lines.</param>
public sealed record ChangesWanted(
    Guid? Stream,
    EntryKey? Entry,
    string? Actor,
    string? Client,
    string? Change,
    string? Type,
    Instant? From,
    Instant? To,
    int? LateDays,
    bool NewestFirst,
    long? After,
    int Limit)
{
    /// <summary>As far as the envelope tells.</summary>
    internal bool MayFit(StoredEvent stored) =>
        (Stream ?? stored.Stream) == stored.Stream
        && (Actor ?? stored.Act.Actor) == stored.Act.Actor
        && (Client is null || stored.Act.Client == Client
            || stored.Act.Client?.StartsWith(Client + '/', StringComparison.Ordinal) is true)
        && (Change ?? stored.Act.Change) == stored.Act.Change
        && (Type ?? stored.Type) == stored.Type
        && !(stored.RecordedAt < From)
        && !(stored.RecordedAt >= To);

    internal bool IsAfter(long position) =>
        After is not { } after || (NewestFirst ? position < after : position > after);
}

/// <summary>Some lines of the change log.</summary>
/// <param name="Lines">In the order that was asked for.</param>
/// <param name="Next">
/// The position after which to go on; null where there are no more for now. There may be more although there is no
/// line: one request looks at so many events and no more.
/// </param>
public sealed record ChangeLogPage(Items<ChangeLine> Lines, long? Next);
