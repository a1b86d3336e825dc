using NodaTime;

namespace NetTimeline.EventStore;

/// <summary>
/// The access records of one answer, which wait to be stored together. Answered with the first one's position.
/// </summary>
/// <param name="ids">One for each record.</param>
/// <param name="records">At least one.</param>
sealed class PendingAccess(IReadOnlyList<Guid> ids, IReadOnlyList<AccessRecord> records) : Pending<long>
{
    /// <summary>Most are shorter.</summary>
    const int BytesEach = 512;

    public IReadOnlyList<Guid> Ids { get; } = ids;

    public IReadOnlyList<AccessRecord> Records { get; } = records;

    public override Guid Id => Ids[0];

    public override int Count => Records.Count;

    public override long Bytes => (long)BytesEach * Records.Count;

    /// <summary>Nothing that is shown decides about anything else.</summary>
    public override bool AddNames(HashSet<object> names) => true;

    public override void AnswerStored(long firstPosition, Instant recordedAt) => Answer(firstPosition);

    public override void AnswerDuplicate(bool isStored) =>
        Fail(new InvalidOperationException("The id of an access record was used before."));
}
