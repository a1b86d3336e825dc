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
        Lesions.SelectMany((seen, at) => seen.References().Select(each => each.Below($"/lesions/{at}")))
            .Prepend(new Reference("/study", Study, EntryKinds.ImagingStudy));

    public override IEnumerable<Fault> Faults()
    {
        if (Lesions.Count == 0 && Findings.Count == 0 && Impression is null)
        {
            yield return Wrong("", "A reading says something: lesions, findings or an impression.");
        }

        foreach (var fault in Lesions.SelectMany((seen, at) => seen.Faults().Select(f => f.Below($"/lesions/{at}")))
                     .Concat(Findings.SelectMany(
                         (found, at) => found.Faults().Select(f => f.Below($"/findings/{at}")))))
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
/// <param name="Sizes">As measured.</param>
/// <param name="Findings">Signal, enhancement, uptake.</param>
/// <param name="Relations">To structures beside it.</param>
public sealed record LesionSeen(
    EntryKey? Lesion,
    Items<EntryKey> OneOf,
    Presence Presence,
    Items<Measurement> Sizes,
    Items<Finding> Findings,
    Items<Relation> Relations)
{
    public IEnumerable<Reference> References() => Reference.Of("/lesion", Lesion, EntryKinds.Lesions)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions));

    public IEnumerable<Fault> Faults() => Subjects.Faults(Lesion, OneOf)
        .Concat(Findings.SelectMany((found, at) => found.Faults().Select(f => f.Below($"/findings/{at}"))));

    public override string ToString()
    {
        var said = new List<string>();
        if (Presence is not Presence.Present)
        {
            said.Add(Words.Of(Presence).Replace('-', ' '));
        }

        said.AddRange(Sizes.Select(size => size.ToString()));
        said.AddRange(Findings.Select(finding => finding.ToString()));
        said.AddRange(Relations.Select(relation => relation.ToString()));
        return said.Count == 0
            ? $"{Subjects.Text(Lesion, OneOf)} seen"
            : $"{Subjects.Text(Lesion, OneOf)} {string.Join(", ", said)}";
    }
}

/// <summary>"This lesion" or "one of these", never both and never neither.</summary>
static class Subjects
{
    public static IEnumerable<Fault> Faults(EntryKey? lesion, Items<EntryKey> oneOf)
    {
        if (lesion is null == (oneOf.Count == 0))
        {
            yield return new Fault(
                Refusal.Malformed, "/lesion", "Name either one lesion or group, or in oneOf the candidates.");
        }

        if (oneOf.Count == 1)
        {
            yield return new Fault(Refusal.Malformed, "/oneOf", "One of these means at least two candidates.");
        }
    }

    public static string Text(EntryKey? lesion, Items<EntryKey> oneOf) =>
        lesion is { } one ? one.Value : $"one of {string.Join(", ", oneOf)}";
}
