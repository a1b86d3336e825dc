using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>A primary the patient is believed to have, perhaps only hypothetically.</summary>
/// <param name="Name">What it is called: "rectal cancer".</param>
/// <param name="PrimarySite">Where it arises; null for an unknown primary.</param>
/// <param name="Standing">How the primary itself stands.</param>
/// <param name="Behaviour">Null where the source does not say.</param>
public sealed record Tumour(
    string Name, Site? PrimarySite, PrimaryStanding Standing, Behaviour? Behaviour) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Tumour;

    public override IEnumerable<Fault> Faults() => PrimarySite?.Faults().Select(f => f.Below("/primarySite")) ?? [];

    public override string Headline() => Join(
        Name, PrimarySite is null ? "primary site unknown" : $"primary in {PrimarySite}",
        Standing is PrimaryStanding.Established ? null : Words.Of(Standing), Behaviour is { } b ? Words.Of(b) : null);
}

/// <summary>How a primary stands: shown, supposed, or sought.</summary>
public enum PrimaryStanding
{
    Established,
    Hypothetical,
    Unknown,
}

/// <summary>Behaviour after ICD-O's fifth digit.</summary>
public enum Behaviour
{
    Benign,
    Uncertain,
    InSitu,
    Malignant,
}

/// <summary>One focus of disease with an identity that outlives opinions about it.</summary>
/// <param name="Site">Where it is.</param>
/// <param name="Focus">What sort of focus; null where nobody has said.</param>
/// <param name="MemberOf">Groups whose count includes it.</param>
public sealed record Lesion(Site Site, Focus? Focus, Items<EntryKey> MemberOf) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Lesion;

    public override IEnumerable<Reference> References() =>
        Reference.All("/memberOf", MemberOf, EntryKinds.LesionGroup);

    public override IEnumerable<Fault> Faults() => Site.Faults().Select(fault => fault.Below("/site"));

    public override string Headline() => Join($"{Site}", Focus is { } focus ? Words.Of(focus) : null,
        MemberOf.Count > 0 ? $"of {List(MemberOf)}" : null);
}

/// <summary>Sorts of focus.</summary>
public enum Focus
{
    Primary,
    Metastasis,
    LymphNode,
    LocalRecurrence,
    Uncertain,
}

/// <summary>A counted claim: "six masses in the right lobe and segment 3".</summary>
/// <param name="Count">Bounded; what is not split into members remains visible.</param>
/// <param name="Sites">Where they are, together.</param>
/// <param name="Focus">What sort of foci; null where nobody has said.</param>
/// <param name="MemberOf">Wider groups whose count includes this one's.</param>
/// <param name="Includes">
/// Earlier lesions and groups that count the same foci over again, as far as they were found again: counted once,
/// in this group. How many were found again is not claimed, so "matched to none of them" is a lower bound.
/// </param>
public sealed record LesionGroup(
    Count Count, Items<Site> Sites, Focus? Focus, Items<EntryKey> MemberOf, Items<EntryKey> Includes) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.LesionGroup;

    public override IEnumerable<Reference> References() =>
        Reference.All("/memberOf", MemberOf, EntryKinds.LesionGroup)
            .Concat(Reference.All("/includes", Includes, EntryKinds.Lesions));

    public override IEnumerable<Fault> Faults() => NotEmpty("/sites", Sites, "A group says where its lesions are.")
        .Concat(Sites.SelectMany((site, at) => site.Faults().Select(fault => fault.Below($"/sites/{at}"))))
        .Concat(Count.AtMost is 0 ? [Wrong("/count", "A group counts at least one lesion.")] : []);

    public override string Headline() => Join($"{Count} in {List(Sites)}",
        Focus is { } focus ? Words.Of(focus) : null,
        MemberOf.Count > 0 ? $"of {List(MemberOf)}" : null,
        Includes.Count > 0 ? $"counts again {List(Includes)}" : null);
}

/// <summary>A dated belief that lesions belong to a tumour.</summary>
/// <param name="Lesions">Lesions or groups; a group's members follow it until one has a belief of its own.</param>
/// <param name="Tumour">The tumour they are believed to belong to.</param>
/// <param name="Alternatives">Tumours they may belong to instead.</param>
/// <param name="Basis">What the belief rests on.</param>
public sealed record Attribution(
    Items<EntryKey> Lesions, EntryKey Tumour, Items<EntryKey> Alternatives, Items<Basis> Basis) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Attribution;

    public override IEnumerable<Reference> References() =>
        Reference.All("/lesions", Lesions, EntryKinds.Lesions)
            .Append(new Reference("/tumour", Tumour, EntryKinds.Tumour))
            .Concat(Reference.All("/alternatives", Alternatives, EntryKinds.Tumour));

    public override IEnumerable<Fault> Faults() =>
        NotEmpty("/lesions", Lesions, "An attribution names the lesions it is about.")
            .Concat(NotEmpty("/basis", Basis, "An attribution says what it rests on."));

    public override string Headline() => Join($"{List(Lesions)} → {Tumour}",
        Alternatives.Count > 0 ? $"or {List(Alternatives)}" : null, BasisText(Basis));

    /// <summary>Null where the statement leaves its basis out.</summary>
    internal static string? BasisText(Items<Basis> basis) => basis switch
    {
        [] => null,
        [Values.Basis.NotStated] => "basis not stated",
        _ => $"by {string.Join(", ", basis.Select(b => Words.Of(b).Replace('-', ' ')))}",
    };
}

/// <summary>A dated belief about what a tumour or lesions are.</summary>
/// <param name="Subject">Tumours, lesions or groups; empty where <paramref name="OneOf"/> names the candidates.</param>
/// <param name="OneOf">The diagnosis is of one of these lesions or groups and the source does not say which.</param>
/// <param name="Belief">In the words of whoever holds it: "NET of the ileal mesentery".</param>
/// <param name="Axis">
/// A pathologist's and a clinician's diagnosis stand beside each other; a later one supersedes an earlier one of the
/// same axis and subject.
/// </param>
/// <param name="PrimarySite">Where the tumour is believed to arise.</param>
/// <param name="HistologicType">By the WHO's name.</param>
/// <param name="Grade">As stated.</param>
/// <param name="Alternatives">The rest of the differential diagnosis.</param>
/// <param name="Basis">What the belief rests on.</param>
public sealed record Diagnosis(
    Items<EntryKey> Subject,
    Items<EntryKey> OneOf,
    string Belief,
    DiagnosticAxis Axis,
    Site? PrimarySite,
    string? HistologicType,
    Grade? Grade,
    Items<string> Alternatives,
    Items<Basis> Basis) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Diagnosis;

    /// <summary>What the diagnosis is of, for a person.</summary>
    public string SubjectText => Subjects.Text(Subject, OneOf);

    public override IEnumerable<Reference> References() => Reference.All("/subject", Subject, EntryKinds.Disease)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions));

    public override IEnumerable<Fault> Faults() => (Subject.Count == 0 && OneOf.Count == 0
            ? [Wrong("/subject", "A diagnosis says what it is of, or in oneOf the candidates.")]
            : Subjects.NotBoth("/subject", Subject, OneOf))
        .Concat(Subjects.Candidates(OneOf))
        .Concat(PrimarySite?.Faults().Select(fault => fault.Below("/primarySite")) ?? []);

    public override string Headline() => Join($"{SubjectText}: {Belief}", Words.Of(Axis), HistologicType,
        Grade is { } grade ? Words.Of(grade) : null,
        Alternatives.Count > 0 ? $"or {List(Alternatives)}" : null,
        Attribution.BasisText(Basis));
}

/// <summary>Whose sort of diagnosis it is.</summary>
public enum DiagnosticAxis
{
    Clinical,
    Pathological,
}
