namespace NetTimeline.EventStore;

/// <summary>Why a stream could not be folded: what operators see of it.</summary>
/// <param name="Error">The name of an exception's type.</param>
/// <param name="Explanation">A sentence without content.</param>
readonly record struct FoldFault(string Error, string Explanation)
{
    /// <summary>Both, for a log.</summary>
    public string Sentence => $"{Error}: {Explanation}";

    public static FoldFault Of(Exception error) => new(
        error.GetType().Name,
        error is UnfoldableException or EventStoreException
            ? error.Message
            : "The fold threw; what it said is not kept, since it may quote an event.");

    public static FoldFault TooSlow(NodaTime.Duration limit) =>
        new(nameof(TimeoutException), $"The fold took longer than {limit.TotalSeconds:0.###} s.");

    public static FoldFault TooMany(long events, int eventsMax) =>
        new("TooLarge", $"The stream has {events} events or more; {eventsMax} are the limit.");

    public static FoldFault TooLarge(long bytesMax) =>
        new("TooLarge", $"The stream's payloads are larger than {bytesMax} bytes.");
}
