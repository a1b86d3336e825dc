using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>Taking tissue. What it showed is a pathology report.</summary>
/// <param name="Lesion">What was biopsied; null where not stated or <paramref name="OneOf"/>.</param>
/// <param name="OneOf">One of these was biopsied and the source does not say which.</param>
/// <param name="Site">Where the needle or knife went.</param>
/// <param name="Method">"percutaneous transhepatic", "surgical".</param>
/// <param name="During">The procedure in which it was taken.</param>
public sealed record Biopsy(
    EntryKey? Lesion, Items<EntryKey> OneOf, Site Site, string? Method, EntryKey? During) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Biopsy;

    public override bool OnlyTheLiving => true;

    public override IEnumerable<Reference> References() => Reference.Of("/lesion", Lesion, EntryKinds.Lesions)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions))
        .Concat(Reference.Of("/during", During, EntryKinds.Procedure));

    public override IEnumerable<EntryKey> NotBefore() => During is { } procedure ? [procedure] : [];

    public override IEnumerable<Fault> Faults() => Site.Faults().Select(fault => fault.Below("/site"))
        .Concat(Lesion is not null && OneOf.Count > 0
            ? [Wrong("/oneOf", "Name either one lesion or the candidates, not both.")]
            : []);

    public override string Headline() => Join($"{Site}", Method, Lesion?.Value,
        OneOf.Count > 0 ? $"one of {List(OneOf)}" : null, During is { } during ? $"during {during}" : null);
}

/// <summary>Tissue that left the body: what pathologists look at and what their words refer to.</summary>
/// <param name="TakenIn">The procedures or biopsies it comes from; more than one when a report pools them.</param>
/// <param name="Description">What it is: "left trisectionectomy specimen".</param>
/// <param name="Contains">Lesions and groups known to be in it.</param>
public sealed record Specimen(
    Items<EntryKey> TakenIn, string Description, Items<EntryKey> Contains) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.Specimen;

    public override IEnumerable<Reference> References() =>
        Reference.All("/takenIn", TakenIn, EntryKinds.Procedures)
            .Concat(Reference.All("/contains", Contains, EntryKinds.Lesions));

    public override IEnumerable<EntryKey> NotBefore() => TakenIn;

    public override IEnumerable<Fault> Faults() =>
        NotEmpty("/takenIn", TakenIn, "A specimen comes from a procedure or a biopsy.");

    public override string Headline() => Join(Description, $"from {List(TakenIn)}",
        Contains.Count > 0 ? $"contains {List(Contains)}" : null);
}

/// <summary>What a pathologist reports of specimens.</summary>
/// <param name="Specimens">What was examined.</param>
/// <param name="Masses">How many masses were counted in all.</param>
/// <param name="Lesions">What was found in single lesions or groups.</param>
/// <param name="Findings">What holds for the whole, negative findings included.</param>
/// <param name="NodesExamined">Lymph nodes examined; null where not stated.</param>
/// <param name="NodesPositive">Lymph nodes with metastasis; null where not stated.</param>
/// <param name="Margin">Null where not stated, which is never R0.</param>
/// <param name="Impression">The conclusion in words.</param>
public sealed record PathologyReport(
    Items<EntryKey> Specimens,
    Count? Masses,
    Items<LesionHistology> Lesions,
    Items<Finding> Findings,
    Count? NodesExamined,
    Count? NodesPositive,
    Margin? Margin,
    string? Impression) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.PathologyReport;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override IEnumerable<Reference> References() =>
        Reference.All("/specimens", Specimens, EntryKinds.Specimen | EntryKinds.Biopsy)
            .Concat(Lesions.SelectMany((found, at) => found.References().Select(r => r.Below($"/lesions/{at}"))));

    public override IEnumerable<EntryKey> NotBefore() => Specimens;

    public override IEnumerable<Fault> Faults() =>
        NotEmpty("/specimens", Specimens, "A pathology report says which specimen it is of.")
            .Concat(Lesions.SelectMany((found, at) => found.Faults().Select(f => f.Below($"/lesions/{at}"))))
            .Concat(Findings.SelectMany((found, at) => found.Faults().Select(f => f.Below($"/findings/{at}"))))
            .Concat(NodesPositive?.AtLeast > NodesExamined?.AtMost
                ? [Wrong("/nodesPositive", "More nodes are positive than were examined.")]
                : []);

    public override string Headline() => Join([
        $"of {List(Specimens)}", Masses is { } masses ? $"{masses} {(masses == Count.One ? "mass" : "masses")}" : null,
        .. Lesions, .. Findings,
        NodesPositive is { } positive
            ? $"nodes: {positive} positive, examined {NodesExamined?.ToString() ?? "not stated"}"
            : NodesExamined is { } examined ? $"nodes: examined {examined}" : null,
        Margin is { } margin ? Words.Of(margin) : null,
        Impression]);
}

/// <summary>What microscope and knife showed of one lesion or group.</summary>
/// <param name="Lesion">The lesion or group; null where <paramref name="OneOf"/> names the candidates.</param>
/// <param name="OneOf">One of these; the report does not say which.</param>
/// <param name="Sizes">Macroscopic sizes.</param>
/// <param name="Macroscopy">How it looked.</param>
/// <param name="HistologicType">By the WHO's name or in the report's words.</param>
/// <param name="Differentiation">"well to moderately differentiated".</param>
/// <param name="Pattern">"tubular or cribriform".</param>
/// <param name="Grade">As stated.</param>
/// <param name="Ki67">Labelling index in percent, with its comparator: <c>&lt; 1 %</c>.</param>
/// <param name="Mitoses">Per 2 mm².</param>
/// <param name="Immunohistochemistry">The panel; empty where not stated.</param>
/// <param name="ImmunohistochemistryDone">"absent" or "not assessed" where the source says that none was done.</param>
/// <param name="Findings">Invasion, necrosis, calcification.</param>
public sealed record LesionHistology(
    EntryKey? Lesion,
    Items<EntryKey> OneOf,
    Items<Measurement> Sizes,
    string? Macroscopy,
    string? HistologicType,
    string? Differentiation,
    string? Pattern,
    Grade? Grade,
    Quantity? Ki67,
    Quantity? Mitoses,
    Items<Stain> Immunohistochemistry,
    Presence? ImmunohistochemistryDone,
    Items<Finding> Findings)
{
    public IEnumerable<Reference> References() => Reference.Of("/lesion", Lesion, EntryKinds.Lesions)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions));

    public IEnumerable<Fault> Faults()
    {
        if (Ki67 is { } index && (index.UnitNamed is not (null or "%") || !index.LiesWithin(0, 100)))
        {
            yield return new Fault(Refusal.Malformed, "/ki67", "A Ki-67 index is a percentage from 0 to 100 %.");
        }

        if (Mitoses is { } mitoses && !mitoses.LiesWithin(0, decimal.MaxValue))
        {
            yield return new Fault(Refusal.Malformed, "/mitoses", "A mitotic count is not negative.");
        }

        foreach (var fault in Subjects.Faults(Lesion, OneOf)
                     .Concat(Findings.SelectMany(
                         (found, at) => found.Faults().Select(f => f.Below($"/findings/{at}")))))
        {
            yield return fault;
        }
    }

    public override string ToString()
    {
        IEnumerable<string?> said =
        [
            .. Sizes.Select(size => size.ToString()), Macroscopy, HistologicType, Differentiation, Pattern,
            Grade is { } grade ? Words.Of(grade) : null,
            Ki67 is null ? null : $"Ki-67 {Ki67}",
            Mitoses is null ? null : $"mitoses {Mitoses}",
            .. Immunohistochemistry.Select(stain => stain.ToString()),
            ImmunohistochemistryDone switch
            {
                null => null,
                Presence.Absent => "no immunohistochemistry done",
                Presence.Present => "immunohistochemistry done",
                { } other => $"immunohistochemistry {Words.Of(other).Replace('-', ' ')}",
            },
            .. Findings.Select(finding => finding.ToString()),
        ];
        return $"{Subjects.Text(Lesion, OneOf)} {string.Join(", ", said.Where(text => text is not null))}".TrimEnd();
    }
}
