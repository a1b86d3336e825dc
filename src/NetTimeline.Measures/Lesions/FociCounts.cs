using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// How many foci were ever identified: in all, by technique and by attribution, and those no image shows.
/// </summary>
static class FociCounts
{
    const string Rule =
        "Foci ever identified, resected ones among them, as the timeline tallies them: each once, earlier claims "
        + "in the later one that counts them again. Counts are bounded as stated.";

    static Citation Own { get; } = new("own definition", null);

    public static Items<Measure> All { get; } =
    [
        Of("foci-identified", "Foci ever identified in an organ", "foci", Rule, Identified),
        Of("foci-by-attribution", "Foci of an organ by what they were believed to be", "foci", Rule, ByAttribution),
        Of(
            "foci-share-by-tumour", "Share of a tumour among the foci of an organ", "%",
            $"100 · foci attributed to the tumour / foci identified. {Rule}", ShareByTumour),
        Of(
            "foci-by-modality", "Foci of an organ seen by a technique", "foci",
            "Lesions and groups that readings of studies by this technique call present; a member of such a "
            + "group is not counted beside it, and a later claim that counts some of them again bounds how many they "
            + "are. Counts are bounded as stated.", ByModality),
        Of(
            "foci-matched-to-no-image", "Foci of a count that match nothing seen before", "foci",
            "The count less everything it counts again: at least so many, since how many were found again is not "
            + "claimed.",
            MatchedToNone),
    ];

    static Measure Of(
        string name, string title, string unit, string rule,
        Func<Course, MeasureDefinition, IEnumerable<MeasureValue>> compute) => new(
        new MeasureDefinition(name, 1, title, MeasureGroup.Lesions, Per.Patient, unit, rule, [Own]), compute);

    public static Bounds Bounds(this Count count) => count.AtMost is { } most
        ? Values.Bounds.Between(count.AtLeast, most)
        : Values.Bounds.AtLeast(count.AtLeast);

    static IEnumerable<MeasureValue> Identified(Course course, MeasureDefinition definition) =>
        from tally in course.Timeline.Tallies
        select definition.Number(
            Instance.Named(tally.Organ), tally.Identified.Bounds(), null,
            EvidenceIn(course, tally.Organ, null));

    static IEnumerable<MeasureValue> ByAttribution(Course course, MeasureDefinition definition) =>
        from tally in course.Timeline.Tallies
        from share in tally.Shares
        select definition.Number(
            OfShare(tally.Organ, share), share.Count.Bounds(), null, EvidenceIn(course, tally.Organ, share));

    static Instance OfShare(string organ, TallyShare share) => share switch
    {
        { Tumour: { } tumour, Certainty: { } certainty } => Instance.Named($"{organ}, {Words.Of(certainty)}", tumour),
        { Tumour: { } tumour } => Instance.Named(organ, tumour),
        { Unresolved: true } => Instance.Named($"{organ}, unresolved"),
        _ => Instance.Named($"{organ}, attributed to none"),
    };

    static IEnumerable<MeasureValue> ShareByTumour(Course course, MeasureDefinition definition) =>
        from tally in course.Timeline.Tallies
        from tumour in tally.Shares.GroupBy(share => share.Tumour)
        where tumour.Key is not null
        let own = Sum(tumour)
        let others = Sum(tally.Shares.Where(share => share.Tumour != tumour.Key))
        select definition.Number(
            Instance.Named(tally.Organ, tumour.Key!.Value), Share(own, others), null,
            [.. tumour.SelectMany(share => EvidenceIn(course, tally.Organ, share)).Distinct()],
            $"{own} of {tally.Identified}; {string.Join(" and ", tumour.Select(share => Sure(share.Certainty)))}.");

    static string Sure(Certainty? certainty) => certainty is { } sure ? Words.Of(sure) : "how sure is not stated";

    static Count Sum(IEnumerable<TallyShare> shares) =>
        shares.Aggregate(Count.Zero, (sum, share) => sum + share.Count);

    /// <summary>Own against all: the bounds lie where one is least and the other most.</summary>
    public static Bounds Share(Count own, Count others)
    {
        var low = own.AtLeast == 0 || others.AtMost is null ? 0 : Percent(own.AtLeast, others.AtMost.Value);
        var high = others.AtLeast == 0 || own.AtMost is null ? 100 : Percent(own.AtMost.Value, others.AtLeast);
        return new Bounds(
            low, own.AtLeast == 0 || others.AtMost is not null, high, others.AtLeast == 0 || own.AtMost is not null);

        static decimal Percent(int part, int rest) => 100m * part / (part + rest);
    }

    static IEnumerable<MeasureValue> ByModality(Course course, MeasureDefinition definition)
    {
        var foci = Foci.Of(course);
        var seen = Seen.On(course, foci).ToList();
        return from technique in seen.GroupBy(each => each.Modality)
               from organ in technique.GroupBy(each => foci.OrganOf(each.Focus))
               let present = organ.Select(each => each.Focus).Distinct().ToList()
               let counted = present.Where(key => !foci.WithGroups(key).Skip(1).Any(present.Contains)).ToList()
               select definition.Number(
                   Instance.Named($"{organ.Key}, {Words.Of(technique.Key)}"),
                   counted.GroupBy(foci.LastClaimOf).Select(claim => Within(foci, claim.Key, claim))
                       .Aggregate(Count.Zero, (sum, count) => sum + count).Bounds(), null,
                   [
                       .. counted.Select(key => new Evidence(key, EvidenceRole.Value, $"{foci.CountOf(key)}")),
                       .. organ.Select(each => each.Reading).Distinct()
                           .Select(key => new Evidence(key, EvidenceRole.Condition, "calls them present")),
                   ]);
    }

    /// <summary>A mass and the calcification in it are one focus where one is all that was claimed.</summary>
    static Count Within(Foci foci, EntryKey claim, IEnumerable<EntryKey> seen)
    {
        var sum = seen.Aggregate(Count.Zero, (all, key) => all + foci.CountOf(key));
        return foci.CountOf(claim).AtMost is { } most
            ? new Count(Math.Min(sum.AtLeast, most), Math.Min(sum.AtMost ?? most, most))
            : sum;
    }

    static IEnumerable<MeasureValue> MatchedToNone(Course course, MeasureDefinition definition) =>
        from @group in course.Timeline.Groups
        where @group.MatchedToNone is not null
        select definition.Number(
            Instance.Of(@group.Entry.Key), @group.MatchedToNone!.Value.Bounds(), null,
            [
                new Evidence(@group.Entry.Key, EvidenceRole.Value, $"{@group.Count}"),
                .. @group.Includes.Select(key => new Evidence(
                    key, EvidenceRole.Value, "counted again as far as found again")),
            ],
            $"Exactly {@group.MatchedToNone.Value.AtLeast} if everything seen before was found again.");

    static Items<Evidence> EvidenceIn(Course course, string organ, TallyShare? share)
    {
        var (foci, counted) = (Foci.Of(course), CountedFoci.Of(course));
        return
        [
            .. counted.All.Where(each => foci.OrganOf(each.Key) == organ && IsOf(course, each.Key, share))
                .Select(each => new Evidence(each.Key, EvidenceRole.Value, $"{each.Count}")),
            .. counted.CountedAgain.Where(each => foci.OrganOf(each.Entry) == organ),
        ];
    }

    static bool IsOf(Course course, EntryKey key, TallyShare? share) => share is null
        || (share.Tumour is { } tumour
            ? course.Tumours.Of(key).Any(each => each.Tumour == tumour)
            : course.Tumours.Of(key).Count == 0 || share.Unresolved);
}
