namespace NetTimeline.EventStore;

/// <summary>
/// A fold throws it to say why it cannot go on, in words that an operator may read. Of any other exception only the
/// name of its type leaves the engine, since its message may quote an event.
/// </summary>
/// <param name="message">A sentence without anything of an event's payload.</param>
public sealed class UnfoldableException(string message) : Exception(message);
