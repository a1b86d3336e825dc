using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>What a pathologist reports of specimens.</summary>
/// <param name="Specimens">What was examined.</param>
/// <param name="Masses">How many masses were counted in all.</param>
/// <param name="Lesions">What was found in single lesions or groups.</param>
/// <param name="Findings">What holds for the whole, negative findings included.</param>
/// <param name="NodesExamined">Lymph nodes examined; null where not stated.</param>
/// <param name="NodesPositive">Lymph nodes with metastasis; null where not stated.</param>
/// <param name="Margin">Null where not stated, which is never R0.</param>
/// <param name="MarginDistance">From tumour to the nearest margin; null where not stated.</param>
/// <param name="Impression">The conclusion in words.</param>
public sealed record PathologyReport(
    Items<EntryKey> Specimens,
    Count? Masses,
    Items<LesionHistology> Lesions,
    Items<Finding> Findings,
    Count? NodesExamined,
    Count? NodesPositive,
    Margin? Margin,
    Quantity? MarginDistance,
    string? Impression) : EntryContent
{
    public override EntryKinds Kind => EntryKinds.PathologyReport;

    public override Knowledge Knowledge => Knowledge.NotBeforeItOccurs;

    public override IEnumerable<Reference> References() =>
        Reference.All("/specimens", Specimens, EntryKinds.Tissue)
            .Concat(Parts.References("/lesions", Lesions, found => found.References()))
            .Concat(Parts.References("/findings", Findings, found => found.References()))
            .Concat(Reference.Of("/marginDistance", MarginDistance));

    public override IEnumerable<EntryKey> NotBefore() => Specimens;

    public override IEnumerable<Fault> Faults() =>
        NotEmpty("/specimens", Specimens, "A pathology report says which specimen it is of.")
            .Concat(Parts.Faults("/lesions", Lesions, InWhatWasExamined))
            .Concat(Parts.Faults("/findings", Findings, found => found.Faults()))
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
        MarginDistance is null ? null : $"margin {MarginDistance}",
        Impression]);

    IEnumerable<Fault> InWhatWasExamined(LesionHistology found) => found.Faults()
        .Concat(found.Specimen is { } specimen && !Specimens.Contains(specimen)
            ? [Wrong("/specimen", "What was found is in a specimen that the report is of.")]
            : []);
}

/// <summary>What microscope and knife showed of one lesion or group, or of a specimen.</summary>
/// <param name="Lesion">The lesion or group; null where one of the next two says what was looked at.</param>
/// <param name="OneOf">One of these; the report does not say which. Never beside <paramref name="Lesion"/>.</param>
/// <param name="Specimen">The specimen itself, where no lesion is named; else the one the lesion was in.</param>
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
/// <param name="Relations">To structures beside it.</param>
public sealed record LesionHistology(
    EntryKey? Lesion,
    Items<EntryKey> OneOf,
    EntryKey? Specimen,
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
    Items<Finding> Findings,
    Items<Relation> Relations)
{
    public IEnumerable<Reference> References() => Reference.Of("/lesion", Lesion, EntryKinds.Lesions)
        .Concat(Reference.All("/oneOf", OneOf, EntryKinds.Lesions))
        .Concat(Reference.Of("/specimen", Specimen, EntryKinds.Tissue))
        .Concat(Parts.References("/sizes", Sizes, size => size.References()))
        .Concat(Reference.Of("/ki67", Ki67))
        .Concat(Reference.Of("/mitoses", Mitoses))
        .Concat(Parts.References("/immunohistochemistry", Immunohistochemistry, stain => stain.References()))
        .Concat(Parts.References("/findings", Findings, found => found.References()));

    public IEnumerable<Fault> Faults()
    {
        if (Ki67 is { IsPercentage: false })
        {
            yield return new Fault(Refusal.Malformed, "/ki67", "A Ki-67 index is a percentage from 0 to 100 %.");
        }

        if (Mitoses is { } mitoses && !mitoses.LiesWithin(0, decimal.MaxValue))
        {
            yield return new Fault(Refusal.Malformed, "/mitoses", "A mitotic count is not negative.");
        }

        foreach (var fault in SubjectFaults()
                     .Concat(Parts.Faults("/sizes", Sizes, size => Amounts.Size("", size)))
                     .Concat(Parts.Faults("/immunohistochemistry", Immunohistochemistry, stain => stain.Faults()))
                     .Concat(Parts.Faults("/findings", Findings, found => found.Faults())))
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
            .. Relations.Select(relation => relation.ToString()),
        ];
        return $"{SubjectText()} {string.Join(", ", said.Where(text => text is not null))}".TrimEnd();
    }

    /// <summary>A specimen may stand for what was looked at; a lesion and candidates exclude each other.</summary>
    IEnumerable<Fault> SubjectFaults() => Specimen is not null && Lesion is null && OneOf.Count == 0
        ? []
        : Subjects.Faults(Lesion, OneOf);

    string SubjectText() => (Subjects.Text(Lesion, OneOf), Specimen) switch
    {
        ("", var specimen) => $"{specimen}",
        (var subject, { } specimen) => $"{subject} in {specimen}",
        (var subject, null) => subject,
    };
}
