namespace NetTimeline.EventStore;

/// <summary>Where the rows of read models are found. Safe to use from many threads.</summary>
public interface IReadModels
{
    /// <summary>
    /// The generation that readers of this projection's format use now; null where none was ever finished. Its tables
    /// stay for a minute at least after another took its place: ask anew for each query.
    /// </summary>
    Task<ReadGeneration?> CurrentAsync(IProjection projection, CancellationToken cancellation);
}

/// <summary>A finished set of tables of a read model.</summary>
/// <param name="Schema">The schema of the tables.</param>
/// <param name="Suffix">What follows a <see cref="ReadTable.Name"/> in the table's name.</param>
/// <param name="Rules">The version of the rules by which its rows were made.</param>
/// <param name="Position">
/// Every event up to here, included, has done its work in the rows, except of streams that were set aside.
/// </param>
/// <param name="Parked">
/// How many streams were set aside: their rows are those of before, also of the generation before and then by its
/// rules; there are none where the stream was set aside in the first generation that was ever made.
/// </param>
/// <param name="Settled">
/// Every event up to here, included, has done its work, also of streams that were set aside and are tried again by
/// themselves; whoever waits for an event of his own waits for this. A stream that stays aside holds nobody up.
/// </param>
public sealed record ReadGeneration(
    string Schema, string Suffix, long Rules, long Position, int Parked, long Settled)
{
    /// <summary>Ready for SQL.</summary>
    public string Table(string name) => $"{Schema}.{name}{Suffix}";
}
