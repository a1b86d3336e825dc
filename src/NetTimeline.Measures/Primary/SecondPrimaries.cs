using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Primary;

/// <summary>Two tumours of one patient: in time beside each other, and whether a registry counts them as two.</summary>
static class SecondPrimaries
{
    public static Items<Measure> All { get; } =
    [
        Within(2, "2-months", new Citation(
            "Time limit of SEER's kind, as in a 25-year study of multiple primaries (BMC Cancer 2021)",
            "https://doi.org/10.1186/s12885-021-08766-9")),
        Within(6, "6-months", new Citation("General practice: 6 months", null)),
        new(new MeasureDefinition(
            "multiple-primaries.iarc", 1, "One or two primaries (IARC)", MeasureGroup.Primary, Per.Tumour, null,
            "Time plays no part. Two primaries: of different groups of sites, or of one group of sites with different "
            + "specific groups of histology; else one. Sites and histology are told by their names as recorded, not by "
            + "ICD-O codes; a histology that is not stated or not recognised leaves both possible within one group of "
            + "sites.",
            [new Citation("IARC rules for multiple primaries, as coded in the registry algorithms "
            + "of IMS", null)]), Iarc),
    ];

    static Measure Within(decimal months, string name, Citation citation) => new(
        new MeasureDefinition(
            $"second-primary-synchrony.{name}", 1, $"Synchronous or metachronous primaries ({months} months)",
            MeasureGroup.Primary, Per.Tumour, null,
            $"Synchronous: the two tumours' days on record lie at most {months} months apart, whichever is first; else "
            + "metachronous. Months of the calendar between two days, else nominal ones. Where the dates leave it "
            + "open, both.",
            [citation]),
        (course, definition) => Pairs(course).Select(pair => Timed(course, definition, pair.A, pair.B, months)));

    /// <summary>Each pair once, in the order of the course.</summary>
    static IEnumerable<(Stated<Tumour> A, Stated<Tumour> B)> Pairs(Course course)
    {
        var tumours = Primaries.Standing(course).ToList();
        return tumours.SelectMany((a, at) => tumours.Skip(at + 1), (a, b) => (a, b));
    }

    static MeasureValue Timed(
        Course course, MeasureDefinition definition, Stated<Tumour> a, Stated<Tumour> b, decimal limit)
    {
        var (from, to) = (DatePoint.StartOf(a.Key), DatePoint.StartOf(b.Key));
        var months = course.Between(from, to).Months;
        var (later, earlier) = (Chance.AtMost(months, limit), Chance.AtMost(-months, limit));
        var within = later < earlier ? later : earlier;
        return definition.Category(
            Instance.Of(a.Key, b.Key),
            [.. Chance.FirstOf(("synchronous", within), ("metachronous", Likelihood.Yes))],
            [
                new(a.Key, EvidenceRole.Start, null), new(b.Key, EvidenceRole.End, null),
                .. course.Dating(from, to, a.Key, b.Key), .. Claims(course, a, b),
            ],
            [.. Hypotheses(a, b)]);
    }

    static IEnumerable<MeasureValue> Iarc(Course course, MeasureDefinition definition)
    {
        foreach (var (a, b) in Pairs(course))
        {
            var of = Instance.Of(a.Key, b.Key);
            var (one, other) = (a.Content.PrimarySite?.Organ, b.Content.PrimarySite?.Organ);
            if (one is null || other is null)
            {
                yield return definition.NotComputable(
                    of, "A primary site is not known.", [new((one is null ? a : b).Key, EvidenceRole.Condition, null)]);
                continue;
            }

            var types = (IarcGroups.OfHistology(course, a), IarcGroups.OfHistology(course, b));
            yield return definition.Category(
                of,
                IarcGroups.OfSite(one) != IarcGroups.OfSite(other) ? ["two-primaries"]
                : types is ({ } first, { } second) ? [first == second ? "one-primary" : "two-primaries"]
                : ["one-primary", "two-primaries"],
                [
                    new(a.Key, EvidenceRole.Value, $"{one}; {types.Item1 ?? "histology not recognised"}"),
                    new(b.Key, EvidenceRole.Value, $"{other}; {types.Item2 ?? "histology not recognised"}"),
                ],
                [.. Hypotheses(a, b)]);
        }
    }

    static IEnumerable<string> Hypotheses(params Stated<Tumour>[] tumours) => tumours
        .Where(each => each.Content.Standing is not PrimaryStanding.Established)
        .Select(each => $"That {each.Key} is a primary of its own is a hypothesis.");

    /// <summary>What somebody noted about both.</summary>
    static IEnumerable<Evidence> Claims(Course course, Stated<Tumour> a, Stated<Tumour> b) => course.All<Note>()
        .Where(note => note.Content.About.Contains(a.Key) && note.Content.About.Contains(b.Key))
        .Select(note => new Evidence(note.Key, EvidenceRole.Claim, $"{note.Entry.By}: {note.Entry.Text}"));
}
