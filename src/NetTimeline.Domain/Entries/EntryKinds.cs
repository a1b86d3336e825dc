using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>The kinds of entry, one bit each, so that a reference can say which kinds it may point to.</summary>
[Flags]
public enum EntryKinds
{
    None = 0,
    Tumour = 1 << 0,
    Lesion = 1 << 1,
    LesionGroup = 1 << 2,
    Attribution = 1 << 3,
    Diagnosis = 1 << 4,
    ImagingStudy = 1 << 5,
    ImagingReading = 1 << 6,
    Biopsy = 1 << 7,
    Specimen = 1 << 8,
    PathologyReport = 1 << 9,
    Procedure = 1 << 10,
    Decision = 1 << 11,
    SystemicTherapy = 1 << 12,
    Radiotherapy = 1 << 13,
    LaboratoryValue = 1 << 14,
    Volumetry = 1 << 15,
    Observation = 1 << 16,
    Symptom = 1 << 17,
    Stage = 1 << 18,
    Recurrence = 1 << 19,
    Status = 1 << 20,
    Complication = 1 << 21,
    Encounter = 1 << 22,
    Death = 1 << 23,
    Note = 1 << 24,

    /// <summary>A focus of disease or a counted claim of some.</summary>
    Lesions = Lesion | LesionGroup,

    /// <summary>What a belief can be about.</summary>
    Disease = Tumour | Lesions,

    /// <summary>What days after an operation are counted from, and what yields a specimen.</summary>
    Procedures = Procedure | Biopsy,

    /// <summary>Tissue as a pathologist gets it; a biopsy stands for what it took.</summary>
    Tissue = Specimen | Biopsy,

    /// <summary>What is done to a patient and can have complications.</summary>
    Interventions = Procedures | SystemicTherapy | Radiotherapy,
    Any = (1 << 25) - 1,
}

/// <summary>A place in a statement that names another entry.</summary>
/// <param name="Pointer">Where, relative to the statement.</param>
/// <param name="Key">The entry named.</param>
/// <param name="Allowed">The kinds it may be of.</param>
public readonly record struct Reference(string Pointer, EntryKey Key, EntryKinds Allowed)
{
    public static IEnumerable<Reference> All(string pointer, Items<EntryKey> keys, EntryKinds allowed) =>
        keys.Count == 0 ? [] : keys.Select((key, at) => new Reference($"{pointer}/{at}", key, allowed));

    public static IEnumerable<Reference> Of(string pointer, EntryKey? key, EntryKinds allowed) =>
        key is { } named ? [new Reference(pointer, named, allowed)] : [];

    /// <summary>What a quantity names; nothing where none is stated.</summary>
    public static IEnumerable<Reference> Of(string pointer, Quantity? quantity) =>
        quantity?.References(pointer) ?? [];

    public Reference Below(string prefix) => this with { Pointer = prefix + Pointer };
}

/// <summary>
/// What the parts of a statement name and get wrong, with pointers from the whole. Of most statements most parts are
/// missing, and to join what is an empty array costs nothing.
/// </summary>
static class Parts
{
    public static IEnumerable<Reference> References<T>(
        string pointer, Items<T> parts, Func<T, IEnumerable<Reference>> of) =>
        Each(parts, (part, at) => of(part).Select(reference => reference.Below($"{pointer}/{at}")));

    public static IEnumerable<Fault> Faults<T>(string pointer, Items<T> parts, Func<T, IEnumerable<Fault>> of) =>
        Each(parts, (part, at) => of(part).Select(fault => fault.Below($"{pointer}/{at}")));

    public static IEnumerable<TSaid> Each<T, TSaid>(Items<T> parts, Func<T, int, IEnumerable<TSaid>> of) =>
        parts.Count == 0 ? [] : parts.SelectMany(of);
}
