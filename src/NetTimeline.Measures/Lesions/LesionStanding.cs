using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// What has become of a lesion, by treatment alone: whether it answered to drugs is response, not state.
/// </summary>
enum LesionState
{
    /// <summary>The moment asked about is before it was first seen.</summary>
    NotYetSeen,

    /// <summary>Nothing is recorded that took it out or irradiated it.</summary>
    InSitu,

    /// <summary>Irradiated and not resected; whether it answered is another question.</summary>
    Irradiated,
    Resected,
}

/// <summary>How a lesion or group stood at a moment.</summary>
/// <param name="Lesion">By its one name.</param>
/// <param name="Possible">
/// The states the record leaves open, in the order of the enumeration; one alone is certain.
/// </param>
/// <param name="Margins">
/// Margins that pathology states for the specimens of its resection; empty is "not stated", which is never R0.
/// </param>
/// <param name="Evidence">What was done to it, what may have been, and where it was seen last.</param>
sealed record LesionStanding(
    EntryKey Lesion, Items<LesionState> Possible, Items<Margin> Margins, Items<Evidence> Evidence)
{
    /// <summary>The state, or null where the record leaves several open.</summary>
    public LesionState? Certain => Possible is [var only] ? only : null;

    public bool Is(LesionState state) => Certain == state;

    public bool MayBe(LesionState state) => Possible.Contains(state);
}
