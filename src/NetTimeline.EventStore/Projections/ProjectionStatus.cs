using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>How a projection stands, as the database has it; every server says the same.</summary>
/// <param name="Projection">Its name.</param>
/// <param name="Format">Of the rows that this program reads.</param>
/// <param name="State">What is being done.</param>
/// <param name="AsOf">When that was, by the database's clock, as all moments here.</param>
/// <param name="Position">Up to here every event has done its work; 0 where there is no generation yet.</param>
/// <param name="Head">The newest event of the log.</param>
/// <param name="Lag">How long ago the oldest event was recorded that has not done its work; zero if all have.</param>
/// <param name="EventsPerSecond">Of late.</param>
/// <param name="Keeper">The server that keeps it; null where none has said anything for a while.</param>
/// <param name="KeeperHeard">When a keeper last said anything.</param>
/// <param name="Generation">The number of the tables that readers use; null where there are none.</param>
/// <param name="RebuildAsked">Another generation is wanted, and is not in use yet.</param>
/// <param name="Rules">The version of the rules of the rows that readers see; null where there are none.</param>
/// <param name="LastError">A sentence without content.</param>
/// <param name="LastErrorAt">When that was.</param>
/// <param name="Parked">Streams that are set aside, the oldest first; not all, if there are many.</param>
/// <param name="ParkedCount">All of them.</param>
/// <param name="FailedCount">Of these, those that failed more than once: one failure is tried again at once.</param>
/// <param name="Rebuild">The generation that is being made; null where none is.</param>
public sealed record ProjectionStatus(
    string Projection,
    string Format,
    ProjectionState State,
    Instant AsOf,
    long Position,
    long Head,
    Duration Lag,
    double EventsPerSecond,
    string? Keeper,
    Instant? KeeperHeard,
    int? Generation,
    bool RebuildAsked,
    long? Rules,
    string? LastError,
    Instant? LastErrorAt,
    IReadOnlyList<ParkedSince> Parked,
    long ParkedCount,
    long FailedCount,
    RebuildStatus? Rebuild)
{
    /// <summary>Longer than a batch takes, and a keeper's place to change hands.</summary>
    static readonly Duration LagMax = Duration.FromSeconds(15);

    /// <summary>Longer than the first attempt aside takes, whose outcome then counts.</summary>
    static readonly Duration AsideMax = Duration.FromSeconds(15);

    /// <summary>What went wrong is seen by whoever looks once a minute.</summary>
    static readonly Duration ErrorIsRecent = Duration.FromMinutes(1);

    /// <summary>Readers see everything but what was only just recorded, or what an operator holds back.</summary>
    public bool IsHealthy =>
        FailedCount == 0
        && State is not (ProjectionState.Unkept or ProjectionState.Building)
        && (Lag <= LagMax || State is ProjectionState.Paused)
        && !(AsOf - LastErrorAt < ErrorIsRecent)
        && !Parked.Any(parked => AsOf - parked.Since > AsideMax);
}

/// <summary>What is being done with a projection.</summary>
public enum ProjectionState
{
    /// <summary>It follows the log.</summary>
    Following,

    /// <summary>It follows the log, and another generation is being made.</summary>
    Rebuilding,

    /// <summary>Its first generation is being made; readers find nothing.</summary>
    Building,

    /// <summary>An operator holds it.</summary>
    Paused,

    /// <summary>No server keeps it.</summary>
    Unkept,
}

/// <summary>A stream that is set aside, and since when.</summary>
public sealed record ParkedSince(Parked Stream, Instant Since);

/// <summary>A generation that is being made.</summary>
/// <param name="Generation">Its number.</param>
/// <param name="Begun">When.</param>
/// <param name="StreamsDone">Folded and stored.</param>
/// <param name="StreamsTotal">0 where they are not counted yet.</param>
/// <param name="EventsDone">Of the streams that are done.</param>
/// <param name="EventsTotal">0 where they are not counted yet.</param>
/// <param name="Position">0 while it is filled; then it follows the log.</param>
/// <param name="Remaining">About how long the filling will still take; null where that cannot be said.</param>
/// <param name="Verify">It is compared with the one that readers see before it takes its place.</param>
/// <param name="Differing">So many streams have other rows in it; null where they were not compared.</param>
/// <param name="DifferingStreams">Not all, if there are many.</param>
public sealed record RebuildStatus(
    int Generation,
    Instant Begun,
    long StreamsDone,
    long StreamsTotal,
    long EventsDone,
    long EventsTotal,
    long Position,
    Duration? Remaining,
    bool Verify,
    long? Differing,
    IReadOnlyList<Guid> DifferingStreams)
{
    /// <summary>It is finished, differs, and waits for an operator to use or abandon it.</summary>
    public bool Waits => Differing > 0;
}
