namespace NetTimeline.Journal.Json;

/// <summary>
/// A stored event that this program cannot read: written by a newer one, or broken. Its message names the event and
/// quotes nothing of it.
/// </summary>
/// <param name="type">The stored name.</param>
/// <param name="schema">The version of the stored form.</param>
/// <param name="isNewer">A newer program reads it; otherwise none does.</param>
/// <param name="what">Ends the sentence that the stored event begins.</param>
/// <param name="position">Among all events; null where it is not known.</param>
public sealed class UnreadableEventException(string type, int schema, bool isNewer, string what, long? position)
    : Exception($"The stored event {type}, version {schema},{(position is { } at ? $" at position {at}" : "")} {what}")
{
    readonly string what = what;

    public string Type { get; } = type;

    public int Schema { get; } = schema;

    /// <summary>Its name or version is none that this program knows. Else it is broken, and no program helps.</summary>
    public bool IsNewer { get; } = isNewer;

    /// <summary>Null as long as only the form is known, not where it lies.</summary>
    public long? Position { get; } = position;

    /// <summary>The same, with where it lies.</summary>
    public UnreadableEventException At(long found) => new(Type, Schema, IsNewer, what, found);

    internal static UnreadableEventException Newer(string type, int schema) =>
        new(type, schema, isNewer: true, "was recorded by a newer program than this one.", position: null);

    internal static UnreadableEventException Broken(string type, int schema, Reading reading) => new(
        type, schema, isNewer: false,
        $"does not fit its form at {string.Join(", ", reading.Faults.Select(fault => fault.Pointer))}.",
        position: null);
}
