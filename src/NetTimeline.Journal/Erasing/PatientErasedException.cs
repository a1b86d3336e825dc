using NodaTime;

namespace NetTimeline.Journal;

/// <summary>
/// Whoever asks for a patient that was erased gets nothing but this: whatever he asked, it is the answer.
/// </summary>
/// <param name="at">When it was erased; null where a restored database never had the patient.</param>
/// <param name="by">Who erased it; null likewise.</param>
public sealed class PatientErasedException(Instant? at, string? by) : Exception("The patient was erased.")
{
    public Instant? At { get; } = at;

    public string? By { get; } = by;
}
