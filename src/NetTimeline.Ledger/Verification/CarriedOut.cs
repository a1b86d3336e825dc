namespace NetTimeline.Ledger.Verification;

/// <summary>
/// Whether what was to be erased is gone: rows that somebody put back from a backup are what their leaves committed to,
/// and nothing else tells.
/// </summary>
sealed class CarriedOut(
    IReadOnlyList<Erasure> erasures, KnownStreams streams, IReadOnlyList<Suspect> suspects)
{
    /// <summary>By the leaves, where rows do not say of themselves to which stream these belong.</summary>
    readonly Dictionary<long, Hash> tags = suspects
        .Where(each => (each.Faults & (RowFaults.StreamTag | RowFaults.StreamUnknown)) != RowFaults.None)
        .ToDictionary(each => each.Position, each => each.Tag);

    readonly ILookup<Guid, Erasure> byStream = erasures.ToLookup(each => each.Stream);
    readonly HashSet<long> positions = [.. erasures.Select(each => each.Position)];
    readonly List<Finding> findings = [];

    public IEnumerable<Guid> Streams => byStream.Select(each => each.Key);

    /// <summary>What says that something was erased stays.</summary>
    public void AddContent(Guid stream, long position, long version)
    {
        if (!positions.Contains(position)
            && byStream[stream].Any(
                each => each.Covers(position, tags.GetValueOrDefault(position, each.StreamTag), version)))
        {
            findings.Add(new(
                position, RecordClass.Tampered, LogPart.Payload, "It was erased, and its content is there."));
        }
    }

    public void AddKept(Guid stream, LogPart part, string what)
    {
        if (byStream[stream].FirstOrDefault(each => each.IsWhole) is { } erasure)
        {
            findings.Add(new(
                erasure.Position, RecordClass.Tampered, part, $"Its stream was erased, and its {what} is there."));
        }
    }

    public IEnumerable<Finding> Findings() =>
    [
        .. findings,
        .. erasures.Where(each => each.IsWhole && streams.Has(each.StreamTag)).Select(each => new Finding(
            each.Position, RecordClass.Tampered, LogPart.Salt, "Its stream was erased, and its salt is there.")),
    ];
}
