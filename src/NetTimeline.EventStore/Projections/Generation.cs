namespace NetTimeline.EventStore;

/// <summary>A set of a read model's tables, as it stood when it was read.</summary>
/// <param name="Number">Counts over all projections.</param>
/// <param name="Rules">The version of the rules by which its rows are made.</param>
/// <param name="Position">Its checkpoint.</param>
sealed record Generation(int Number, long Rules, long Position);
