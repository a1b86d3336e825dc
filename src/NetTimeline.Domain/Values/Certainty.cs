namespace NetTimeline.Domain.Values;

/// <summary>How sure whoever states it is.</summary>
public enum Certainty
{
    Suspected,
    Probable,
    Confirmed,

    /// <summary>Considered and ruled out.</summary>
    Excluded,
}

/// <summary>Whether something is there. "Not stated" is an answer and never becomes "absent".</summary>
public enum Presence
{
    Present,
    Absent,
    NotAssessed,
    NotStated,
}

/// <summary>What a belief or a claim rests on.</summary>
public enum Basis
{
    Clinical,
    Imaging,
    Laboratory,
    Cytology,
    Histology,
    Immunohistochemistry,
    FunctionalImaging,
    Course,
    Exclusion,

    /// <summary>The source does not say what it rests on.</summary>
    NotStated,
}

/// <summary>Side of a paired organ.</summary>
public enum Laterality
{
    Left,
    Right,
    Bilateral,
    Midline,
}
