namespace NetTimeline.EventStore;

/// <summary>What operators ask of a keeper.</summary>
/// <param name="Paused">Nothing is applied until this is taken back.</param>
/// <param name="Rebuild">A new generation is wanted.</param>
/// <param name="Verify">It is compared with the old one before it is used.</param>
/// <param name="Switch">The new one is used whatever the comparison found.</param>
/// <param name="Abandoned">The new one is not wanted any more.</param>
/// <param name="Retry">Streams that are to be taken up again.</param>
sealed record Wishes(
    bool Paused, bool Rebuild, bool Verify, bool Switch, bool Abandoned, IReadOnlyList<Guid> Retry)
{
    public static readonly Wishes None = new(false, false, false, false, false, []);
}
