using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Survival;

/// <summary>What disease is told by. The three are kept apart: a marker can stay high where nothing is seen.</summary>
enum DiseaseAxis
{
    Structural,
    Biochemical,
    Symptomatic,
}

/// <summary>How a tumour stands on one axis at a moment.</summary>
enum DiseaseState
{
    /// <summary>
    /// Structural: every lesion on record was resected, no margin is said to be involved. Biochemical: a marker became
    /// normal. Symptomatic: the symptom resolved.
    /// </summary>
    DiseaseFree,

    /// <summary>There is disease, and freedom from it was never established.</summary>
    Persistent,

    /// <summary>There is disease after an established freedom from it.</summary>
    Recurrent,

    /// <summary>The record does not say. Never read as free.</summary>
    NotEstablished,
}

/// <summary>A state with its reason in a sentence and the entries it rests on.</summary>
sealed record StateFound(DiseaseAxis Axis, DiseaseState State, string Why, Items<Evidence> Evidence)
{
    public bool IsDisease => State is DiseaseState.Persistent or DiseaseState.Recurrent;

    public string Word => Words.Of(State);
}
