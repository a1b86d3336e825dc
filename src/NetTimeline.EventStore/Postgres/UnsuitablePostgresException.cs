namespace NetTimeline.EventStore;

/// <summary>
/// This database must not hold a timeline: it could lose what it has acknowledged, or it is not ours.
/// </summary>
/// <param name="message">A sentence for whoever runs the server.</param>
public sealed class UnsuitablePostgresException(string message) : Exception(message);
