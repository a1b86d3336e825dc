using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>A laboratory result.</summary>
/// <param name="Test">What was measured: "calcitonin".</param>
/// <param name="Value">As stated: number, comparator, "elevated", "decreased".</param>
/// <param name="Specimen">"serum", "plasma", "24-h urine"; null where not stated.</param>
/// <param name="Assay">Method or kit: values of different assays do not make one series.</param>
/// <param name="Reference">Normal values; null where not stated.</param>
/// <param name="Flag">The laboratory's own interpretation: "elevated".</param>
public sealed record LaboratoryValue(
    string Test, Quantity Value, string? Specimen, string? Assay, Quantity? Reference, string? Flag) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.LaboratoryValue;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override IEnumerable<Reference> References() =>
        Value.References("/value").Concat(Reference?.References("/reference") ?? []);

    public override string Headline() => Join($"{Test} {Value}", SaidAlready ? null : Flag, Specimen, Assay,
        Reference is null ? null : $"normal {Reference}");

    /// <summary>"Elevated" needs no flag "elevated".</summary>
    bool SaidAlready => Flag is { } flag && $"{Value}".Contains(flag, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Measured liver volumes.</summary>
/// <param name="Volumes">At least one.</param>
/// <param name="Method">"CT volumetry"; null where not stated.</param>
public sealed record Volumetry(Items<VolumeMeasured> Volumes, string? Method) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Volumetry;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override IEnumerable<Reference> References() =>
        Parts.References("/volumes", Volumes, volume => volume.References());

    public override IEnumerable<Fault> Faults() =>
        NotEmpty("/volumes", Volumes, "A volumetry states at least one volume.")
            .Concat(Parts.Faults("/volumes", Volumes, volume => Amounts.VolumeOrShare("/value", volume.Value)));

    public override string Headline() => Join([.. Volumes, Method]);
}

/// <summary>One volume or share.</summary>
/// <param name="Of">What it is of: <c>future liver remnant</c>.</param>
/// <param name="Value">Millilitres or percent, as stated.</param>
/// <param name="Denominator">What a percentage is of: <c>total liver volume</c>; null where not stated.</param>
public sealed record VolumeMeasured(string Of, Quantity Value, string? Denominator)
{
    public IEnumerable<Reference> References() => Value.References("/value");

    public override string ToString() => $"{Of} {Value}{(Denominator is null ? "" : $" of {Denominator}")}";
}

/// <summary>A score, sign, measure or piece of history.</summary>
/// <param name="Category">Which of these.</param>
/// <param name="Name">What was observed.</param>
/// <param name="Value">As stated; null where presence is the answer.</param>
/// <param name="Presence">Present, absent, not assessed, not stated.</param>
/// <param name="Scope">What the answer holds for.</param>
/// <param name="About">Entries it concerns.</param>
public sealed record Observation(
    ObservationCategory Category,
    string Name,
    Quantity? Value,
    Presence? Presence,
    string? Scope,
    Items<EntryKey> About) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Observation;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override IEnumerable<Reference> References() => Reference.All("/about", About, EntryKinds.Any)
        .Concat(Reference.Of("/value", Value));

    public override string Headline() => Join($"{Name}{(Value is null ? "" : $" {Value}")}",
        Presence is { } presence ? Words.Of(presence).Replace('-', ' ') : null, Scope,
        About.Count > 0 ? $"about {List(About)}" : null);
}

/// <summary>Sorts of observation.</summary>
public enum ObservationCategory
{
    Score,
    Sign,
    Measure,
    History,
}

/// <summary>What the patient feels.</summary>
/// <param name="Name">"diarrhoea".</param>
/// <param name="Course">Where it is going; null where not stated.</param>
/// <param name="Presence">Present or absent, not assessed, not stated.</param>
/// <param name="Frequency">"3–5 per day".</param>
/// <param name="Onset">When it began, if this entry is about a later moment.</param>
public sealed record Symptom(
    string Name, SymptomCourse? Course, Presence? Presence, Quantity? Frequency, StatedDate? Onset) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Symptom;

    public override bool OnlyTheLiving => true;

    public override IEnumerable<Reference> References() => Reference.Of("/frequency", Frequency)
        .Concat(Onset?.References().Select(reference => reference.Below("/onset")) ?? []);

    public override IEnumerable<Fault> Faults() => DateFaults.Of("/onset", Onset);

    public override string Headline() => Join(Name, Course is { } course ? Words.Of(course) : null,
        Presence is { } presence ? Words.Of(presence).Replace('-', ' ') : null, Frequency);
}

/// <summary>Course of a symptom.</summary>
public enum SymptomCourse
{
    Started,
    Persisting,
    Worsened,
    Improved,
    Resolved,
}

/// <summary>
/// A stage that somebody assigned to a tumour; stage at diagnosis is never overwritten by a later one.
/// </summary>
/// <param name="Tumour">What was staged.</param>
/// <param name="System">"TNM"; or another by name.</param>
/// <param name="Edition">"UICC 7": the tables differ.</param>
/// <param name="T">With its own prefix.</param>
/// <param name="N">With its own prefix.</param>
/// <param name="M">With its own prefix.</param>
/// <param name="Group">"IIIB"; null where not stated.</param>
public sealed record Stage(
    EntryKey Tumour,
    string System,
    string? Edition,
    TnmCategory? T,
    TnmCategory? N,
    TnmCategory? M,
    string? Group) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Stage;

    public override IEnumerable<Reference> References() => [new Reference("/tumour", Tumour, EntryKinds.Tumour)];

    public override IEnumerable<Fault> Faults() => T is null && N is null && M is null && Group is null
        ? [Wrong("/group", "A stage states a category or a stage group.")]
        : [];

    public override string Headline() => Join($"{Tumour}: {T}{(N is null ? "" : $" {N}")}{(M is null ? "" : $" {M}")}",
        Group is null ? null : $"stage {Group}", $"{System}{(Edition is null ? "" : $" {Edition}")}");
}

/// <summary>The statement that a tumour came back.</summary>
/// <param name="Tumour">Which tumour.</param>
/// <param name="Extent">Local, regional or distant.</param>
/// <param name="Site">Where; null where only lesions are named.</param>
/// <param name="Lesions">The lesions it shows in.</param>
/// <param name="OneOf">
/// It shows in one of these, the source does not say which; perhaps beside lesions that it shows in for certain.
/// </param>
/// <param name="Basis">What the statement rests on.</param>
public sealed record Recurrence(
    EntryKey Tumour,
    RecurrenceExtent Extent,
    Site? Site,
    Items<EntryKey> Lesions,
    Items<EntryKey> OneOf,
    Items<Basis> Basis) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Recurrence;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override IEnumerable<Reference> References() =>
        Reference.All("/lesions", Lesions, EntryKinds.Lesions)
            .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions))
            .Prepend(new Reference("/tumour", Tumour, EntryKinds.Tumour));

    public override IEnumerable<Fault> Faults() => Subjects.Candidates(OneOf)
        .Concat(Site?.Faults().Select(fault => fault.Below("/site")) ?? []);

    public override string Headline() => Join($"{Tumour}: {Words.Of(Extent)}", Site, List(Lesions),
        OneOf.Count > 0 ? $"one of {List(OneOf)}" : null, Attribution.BasisText(Basis));
}

/// <summary>How far from the primary a tumour came back.</summary>
public enum RecurrenceExtent
{
    Local,
    Regional,
    Distant,
    NotStated,
}

/// <summary>
/// A claim about the state of disease, with its author: shown beside whatever is derived from the record, never
/// instead of it.
/// </summary>
/// <param name="Subject">What it is about; the patient as a whole where neither this nor the next says so.</param>
/// <param name="OneOf">It is about one of these lesions or groups and the source does not say which.</param>
/// <param name="Axis">Which state.</param>
/// <param name="Claim">In words: "recurrence-free".</param>
public sealed record Status(
    Items<EntryKey> Subject, Items<EntryKey> OneOf, StatusAxis Axis, string Claim) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Status;

    public override IEnumerable<Reference> References() => Reference.All("/subject", Subject, EntryKinds.Disease)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions));

    public override IEnumerable<Fault> Faults() => Subjects.NotBoth("/subject", Subject, OneOf)
        .Concat(Subjects.Candidates(OneOf));

    public override string Headline() => Join($"{Words.Of(Axis)}: {Claim}",
        Subject.Count + OneOf.Count > 0 ? $"of {Subjects.Text(Subject, OneOf)}" : null);
}

/// <summary>Structural, biochemical and symptomatic state are kept apart.</summary>
public enum StatusAxis
{
    Disease,
    Structural,
    Biochemical,
    Symptomatic,
    Vital,
}

/// <summary>The patient met the clinic, or left it.</summary>
/// <param name="Type">How.</param>
/// <param name="After">The procedure whose stay it ends or follows.</param>
/// <param name="Reason">"because of a rectal tumour".</param>
public sealed record Encounter(EncounterType Type, EntryKey? After, string? Reason) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Encounter;

    public override bool OnlyTheLiving => true;

    public override IEnumerable<Reference> References() => Reference.Of("/after", After, EntryKinds.Procedures);

    public override IEnumerable<EntryKey> NotBefore() => After is { } procedure ? [procedure] : [];

    public override string Headline() => Join(Words.Of(Type), After is { } after ? $"after {after}" : null, Reason);
}

/// <summary>Sorts of encounter.</summary>
public enum EncounterType
{
    Referral,
    Admission,
    Discharge,
    Readmission,
    Visit,
}

/// <summary>The patient died; known no earlier, since follow-up may learn of it late.</summary>
/// <param name="Cause">Null where not stated.</param>
/// <param name="Autopsy">Whether one was done; null where not stated.</param>
public sealed record Death(string? Cause, Presence? Autopsy) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Death;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override string Headline() => Join(Cause ?? "cause not stated",
        Autopsy is { } autopsy ? $"autopsy {Words.Of(autopsy).Replace('-', ' ')}" : null);
}

/// <summary>Words that no other kind holds; the text of the statement is what it says.</summary>
/// <param name="About">Entries it concerns.</param>
public sealed record Note(Items<EntryKey> About) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Note;

    public override IEnumerable<Reference> References() => Reference.All("/about", About, EntryKinds.Any);

    public override string Headline() => About.Count > 0 ? $"about {List(About)}" : "";
}
