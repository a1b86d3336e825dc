namespace NetTimeline.EventStore;

/// <summary>The checkpoint is not where this keeper left it: another keeps the projection now.</summary>
sealed class PlaceLostException() : Exception("Another keeps this projection now.");
