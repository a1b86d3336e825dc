using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>An examination that made images. What was seen on them is a reading of its own.</summary>
/// <param name="Modality">The technique.</param>
/// <param name="Region">What was imaged; null where not stated.</param>
/// <param name="Contrast">Agent or tracer: <c>gadoxetate</c>, <c>18F-FDG</c>.</param>
/// <param name="Repeated">A series of studies told as one: how many, bounded.</param>
public sealed record ImagingStudy(Modality Modality, string? Region, string? Contrast, Count? Repeated) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.ImagingStudy;

    public override bool OnlyTheLiving => true;

    public override EntryContent BeforeItsEnd() => this with { Repeated = null };

    public override string Headline() => Join(Technique, Region, Contrast,
        Repeated is { } times ? $"repeated, {times} studies" : null);

    string Technique => Modality switch
    {
        Modality.Ct => "CT",
        Modality.Mri => "MRI",
        Modality.Pet => "PET",
        Modality.PetCt => "PET/CT",
        Modality.SomatostatinReceptorPet => "somatostatin receptor PET",
        Modality.NotStated => "technique not stated",
        _ => Words.Of(Modality).Replace('-', ' '),
    };
}

/// <summary>Techniques of imaging.</summary>
public enum Modality
{
    Ct,
    Mri,
    Pet,
    PetCt,
    Ultrasound,
    EndoscopicUltrasound,
    SomatostatinReceptorScintigraphy,
    SomatostatinReceptorPet,
    Endoscopy,
    Radiography,
    NotStated,
}

/// <summary>
/// What somebody saw on a study. A later look at an old study is a second reading: it occurs when the study was
/// made and is known when it was looked at.
/// </summary>
/// <param name="Study">The study that was read.</param>
/// <param name="Lesions">What was seen of single lesions or groups, sizes included.</param>
/// <param name="Findings">What else was looked for, negative findings included.</param>
/// <param name="Impression">The reader's conclusion in words.</param>
public sealed record ImagingReading(
    EntryKey Study, Items<LesionSeen> Lesions, Items<Finding> Findings, string? Impression) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.ImagingReading;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override IEnumerable<EntryKey> NotBefore() => [Study];

    public override IEnumerable<Reference> References() =>
        Parts.References("/lesions", Lesions, seen => seen.References())
            .Concat(Parts.References("/findings", Findings, found => found.References()))
            .Prepend(new Reference("/study", Study, EntryKinds.ImagingStudy));

    public override IEnumerable<Fault> Faults()
    {
        if (Lesions.Count == 0 && Findings.Count == 0 && Impression is null)
        {
            yield return Wrong("", "A reading says something: lesions, findings or an impression.");
        }

        foreach (var fault in Parts.Faults("/lesions", Lesions, seen => seen.Faults())
                     .Concat(Parts.Faults("/findings", Findings, found => found.Faults())))
        {
            yield return fault;
        }
    }

    public override string Headline() => Join([$"of {Study}", .. Lesions, .. Findings, Impression]);
}

/// <summary>What a reading says of one lesion or group.</summary>
/// <param name="Lesion">The lesion or group; null where <paramref name="OneOf"/> names the candidates.</param>
/// <param name="OneOf">The report means one of these and does not say which.</param>
/// <param name="Presence">Seen, or looked for and not seen.</param>
/// <param name="Certainty">How sure the reader was of this lesion; null where not stated.</param>
/// <param name="Sizes">As measured.</param>
/// <param name="Findings">Signal, enhancement, uptake.</param>
/// <param name="Relations">To structures beside it.</param>
public sealed record LesionSeen(
    EntryKey? Lesion,
    Items<EntryKey> OneOf,
    Presence Presence,
    Certainty? Certainty,
    Items<Measurement> Sizes,
    Items<Finding> Findings,
    Items<Relation> Relations)
{
    public IEnumerable<Reference> References() => Reference.Of("/lesion", Lesion, EntryKinds.Lesions)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions))
        .Concat(Parts.References("/sizes", Sizes, size => size.References()))
        .Concat(Parts.References("/findings", Findings, found => found.References()));

    public IEnumerable<Fault> Faults() => Subjects.Faults(Lesion, OneOf)
        .Concat(Parts.Faults("/sizes", Sizes, size => Amounts.Size("", size)))
        .Concat(Parts.Faults("/findings", Findings, found => found.Faults()));

    public override string ToString()
    {
        var said = new List<string>();
        if (Presence is not Presence.Present)
        {
            said.Add(Words.Of(Presence).Replace('-', ' '));
        }

        if (Certainty is { } certainty)
        {
            said.Add(Words.Of(certainty));
        }

        said.AddRange(Sizes.Select(size => size.ToString()));
        said.AddRange(Findings.Select(finding => finding.ToString()));
        said.AddRange(Relations.Select(relation => relation.ToString()));
        return said.Count == 0
            ? $"{Subjects.Text(Lesion, OneOf)} seen"
            : $"{Subjects.Text(Lesion, OneOf)} {string.Join(", ", said)}";
    }
}
