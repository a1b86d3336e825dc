namespace NetTimeline.EventStore;

/// <summary>
/// The checkpoint is not where this keeper left it, since another keeps the projection now; or the new generation was
/// abandoned by an operator.
/// </summary>
sealed class PlaceLostException()
    : Exception("Another keeps this projection now, or its new generation was abandoned.");
