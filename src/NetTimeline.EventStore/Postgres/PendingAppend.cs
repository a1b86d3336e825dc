using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>An append of events that waits for its answer.</summary>
sealed class PendingAppend(Append append) : Pending<AppendResult>
{
    public Append Append { get; } = append;

    public override Guid Id => Append.Id;

    public override int Count => Append.Events.Count;

    /// <summary>Of the payloads.</summary>
    public override long Bytes { get; } = append.Events.Sum(item => (long)item.Payload.Length);

    public override bool AddNames(HashSet<object> names) =>
        names.Add(Append.Stream)
        & (Append.StreamKey is null || names.Add(Append.StreamKey))
        & (Append.Command is not { } command || names.Add((command.Scope, command.Key)));

    public override void AnswerStored(long firstPosition, Instant recordedAt) => Answer(new AppendResult.Appended(
        Append.Stream, Append.ExpectedVersion + 1, Append.ExpectedVersion + Count, firstPosition,
        firstPosition + Count - 1, recordedAt, Replayed: false));

    public override void AnswerDuplicate(bool isStored)
    {
        if (isStored)
            Fail(WellFormed.AppendIdUsedBefore());
        else
            Answer(new AppendResult.EventIdTaken());
    }
}
