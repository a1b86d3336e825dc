using NetTimeline.Domain;
using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Server.Projections;

/// <summary>All read models.</summary>
/// <param name="Status">"healthy" when each of them is, else "degraded".</param>
/// <param name="Projections">One by one.</param>
sealed record ProjectionsView(string Status, Items<ProjectionView> Projections)
{
    public static ProjectionsView Of(IEnumerable<ProjectionStatus> all)
    {
        Items<ProjectionView> views = [.. all.Select(ProjectionView.Of)];
        return new(
            views.All(view => view.Status == ProjectionView.Healthy) ? ProjectionView.Healthy : ProjectionView.Degraded,
            views);
    }
}

/// <summary>How a read model stands.</summary>
/// <param name="Lag">Seconds since the oldest event was recorded that it does not show; 0 where it shows all.</param>
/// <param name="Behind">Events that it does not show.</param>
/// <param name="Rate">Events applied in a second, of late.</param>
sealed record ProjectionView(
    string Name,
    string Status,
    ProjectionState State,
    string Format,
    long Position,
    long Head,
    long Behind,
    decimal Lag,
    decimal Rate,
    string? Keeper,
    Instant? KeeperHeard,
    long? Generation,
    bool RebuildAsked,
    long? Rules,
    string? LastError,
    Instant? LastErrorAt,
    long ParkedCount,
    Items<ParkedView> Parked,
    RebuildView? Rebuild)
{
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";

    public static ProjectionView Of(ProjectionStatus status) => new(
        status.Projection,
        status.IsHealthy ? Healthy : Degraded,
        status.State,
        status.Format,
        status.Position,
        status.Head,
        status.Head - status.Position,
        decimal.Round((decimal)status.Lag.TotalSeconds, 3),
        decimal.Round((decimal)status.EventsPerSecond, 1),
        status.Keeper,
        status.KeeperHeard,
        status.Generation,
        status.RebuildAsked,
        status.Rules,
        status.LastError,
        status.LastErrorAt,
        status.ParkedCount,
        [.. status.Parked.Select(ParkedView.Of)],
        status.Rebuild is { } rebuild ? RebuildView.Of(rebuild) : null);
}

/// <summary>A stream that is set aside: none of its events from this version on shows.</summary>
sealed record ParkedView(
    Guid Stream, long Version, long Position, long Attempts, string Error, string Explanation, Instant Since)
{
    public static ParkedView Of(ParkedSince parked) => new(
        parked.Stream.Stream, parked.Stream.Version, parked.Stream.Position, parked.Stream.Attempts,
        parked.Stream.Error, parked.Stream.Explanation, parked.Since);
}

/// <summary>A generation of tables that is being made.</summary>
/// <param name="Remaining">Seconds that filling it will still take, about.</param>
/// <param name="Waits">It is finished and has other rows: use it with switch, or drop it with abandon.</param>
sealed record RebuildView(
    long Generation,
    Instant Begun,
    long StreamsDone,
    long StreamsTotal,
    long EventsDone,
    long EventsTotal,
    long Position,
    long? Remaining,
    bool Verify,
    bool Waits,
    long? Differing,
    Items<Guid> DifferingStreams)
{
    public static RebuildView Of(RebuildStatus rebuild) => new(
        rebuild.Generation,
        rebuild.Begun,
        rebuild.StreamsDone,
        rebuild.StreamsTotal,
        rebuild.EventsDone,
        rebuild.EventsTotal,
        rebuild.Position,
        rebuild.Remaining is { } remaining ? (long)remaining.TotalSeconds : null,
        rebuild.Verify,
        rebuild.Waits,
        rebuild.Differing,
        [.. rebuild.DifferingStreams]);
}
