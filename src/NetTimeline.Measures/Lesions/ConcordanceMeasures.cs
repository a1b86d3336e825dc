using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>What images showed and were held for, set against pathology.</summary>
static class ConcordanceMeasures
{
    static Citation Own { get; } = new("own definition", null);

    public static Items<Measure> All { get; } =
    [
        new(
            new MeasureDefinition(
                "imaging-detection", 1, "Whether a lesion that pathology found was seen, by technique",
                MeasureGroup.Lesions, Per.Lesion, null,
                "Seen: a reading of a study by this technique calls it, or a group that counts it, present. Not "
                + "seen: one calls it absent and none present, or another reading says that it is not \"visible "
                + "on\" the technique. Not assessed: so said. Not stated: the technique showed other lesions of "
                + "the organ, and of this one nothing is said. No number and no date enters.", [Own]),
            Detection),
        new(
            new MeasureDefinition(
                "imaged-share-of-pathology", 1, "Foci seen on images for every hundred that pathology counted",
                MeasureGroup.Lesions, Per.Entry, "%",
                "100 · foci seen / foci counted by pathology, for counts that count again what images showed: by "
                + "technique and by all together, before the first procedure that took any of them, and at any "
                + "time. A ratio of counts: which foci were found again is not claimed, so it is the most that "
                + "detection can be. A study counts as before where that is certain; counts are bounded as stated.",
                [Own]),
            Share),
        new(
            new MeasureDefinition(
                "imaging-opinion", 1, "Whether an attribution without tissue was borne out", MeasureGroup.Lesions,
                Per.Lesion, null,
                "An attribution that rests on no tissue against the attributions of the same lesion that stand "
                + "and do: concordant, discordant, or not comparable where there is no histology of it or several "
                + "candidates. No number and no date enters.", [Own]),
            Opinion),
        new(
            new MeasureDefinition(
                "imaging-opinion-wrong", 1,
                "Share of the foci of an opinion that histology showed to be something else",
                MeasureGroup.Lesions, Per.Entry, "%",
                "100 · discordant foci / foci the opinion was about; those not comparable widen the bounds "
                + "upwards.", [Own]),
            Wrong),
    ];

    static IEnumerable<MeasureValue> Detection(Course course, MeasureDefinition definition)
    {
        var foci = Foci.Of(course);
        var looks = new Looks(course, foci);
        return from found in Examined(course, foci).GroupBy(each => each.Lesion)
               from modality in looks.Modalities(foci.OrganOf(found.Key))
               let look = looks.At(found.Key, modality)
               select definition.Category(
                   Instance.Named(Words.Of(modality), found.Key), [look.Answer],
                   [
                       .. found.Select(each => each.Report).Distinct()
                           .Select(key => new Evidence(key, EvidenceRole.Condition, "pathology found it")),
                       .. look.By.Select(key => new Evidence(key, EvidenceRole.Value, look.Answer)),
                   ]);
    }

    static IEnumerable<(EntryKey Lesion, EntryKey Report)> Examined(Course course, Foci foci) =>
        from report in course.All<PathologyReport>()
        from found in report.Content.Lesions
        where found.Lesion is not null
        select (foci.NameOf(found.Lesion!.Value), report.Key);

    static IEnumerable<MeasureValue> Share(Course course, MeasureDefinition definition)
    {
        var foci = Foci.Of(course);
        var treatments = new Treatments(course, foci);
        var examined = Examined(course, foci).Select(each => each.Lesion).ToHashSet();
        return course.Timeline.Groups
            .Where(group => group.Includes.Count > 0 && examined.Contains(group.Entry.Key))
            .SelectMany(group => Shares(course, definition, foci, treatments, group));
    }

    static IEnumerable<MeasureValue> Shares(
        Course course, MeasureDefinition definition, Foci foci, Treatments treatments, GroupKnown group)
    {
        Items<EntryKey> claims = [.. group.Includes.Select(foci.NameOf)];
        var first = foci.All.Where(key => foci.WithGroups(key).Contains(group.Entry.Key)).Concat(claims)
            .SelectMany(treatments.Of).Where(each => each.Certain && each.State is LesionState.Resected)
            .SelectMany(each => each.By).Distinct().ToList();
        var seen = Seen.On(course, foci).Where(each => foci.Covers(claims, each.Focus)).ToList();
        var before = seen.Where(each => first.All(act => course.IsNotAfter(each.Study, act))).ToList();
        return before.GroupBy(each => each.Modality)
            .Select(technique => (Name: $"{Words.Of(technique.Key)} before resection", Seen: technique.ToList()))
            .Append((Name: "all imaging before resection", Seen: before)).Append((Name: "all imaging", Seen: seen))
            .Where(each => each.Seen.Count > 0)
            .Select(each => ShareOf(definition, foci, group, claims, each.Name, each.Seen));
    }

    static MeasureValue ShareOf(
        MeasureDefinition definition, Foci foci, GroupKnown group, Items<EntryKey> claims, string name, List<Seen> seen)
    {
        var keys = seen.Select(each => each.Focus).Distinct().ToList();
        var counted = keys.Where(key => !foci.WithGroups(key).Skip(1).Any(keys.Contains)).ToList();
        var count = counted.Aggregate(Count.Zero, (sum, key) => sum + foci.CountOf(key));
        return definition.Number(
            Instance.Named(name, group.Entry.Key), count.Bounds() / group.Count.Bounds() * 100, null,
            [
                new Evidence(group.Entry.Key, EvidenceRole.Value, $"{group.Count} counted by pathology"),
                .. counted.Select(key => new Evidence(key, EvidenceRole.Value, $"{foci.CountOf(key)} seen")),
                .. seen.Select(each => each.Reading).Distinct()
                    .Select(key => new Evidence(key, EvidenceRole.Condition, "calls them present")),
                .. claims.Except(keys)
                    .Select(key => new Evidence(key, EvidenceRole.NotUsed, "not seen by it, or only later")),
            ],
            $"{count} seen, {group.Count} counted; which were found again is not claimed.");
    }

    static IEnumerable<MeasureValue> Opinion(Course course, MeasureDefinition definition)
    {
        var opinions = new Opinions(course, Foci.Of(course));
        return from opinion in opinions.WithoutTissue
               from focus in opinions.About(opinion.Content)
               select definition.Category(
                   new Instance([focus.Key, opinion.Key], focus.IsRest ? "not told apart" : null),
                   [Words.Of(opinions.Of(opinion.Content, focus.Key)).Replace('-', ' ')],
                   [
                       new Evidence(opinion.Key, EvidenceRole.Claim, $"{opinion.Content.Tumour}"),
                       .. opinions.ByTissue(focus.Key).Select(each => new Evidence(
                           each.Key, EvidenceRole.Value, $"{each.Content.Tumour}")),
                   ]);
    }

    static IEnumerable<MeasureValue> Wrong(Course course, MeasureDefinition definition)
    {
        var opinions = new Opinions(course, Foci.Of(course));
        foreach (var opinion in opinions.WithoutTissue)
        {
            var about = opinions.About(opinion.Content).ToLookup(
                each => opinions.Of(opinion.Content, each.Key), each => each);
            var (wrong, right, open) = (
                Sum(about[Concordance.Discordant]), Sum(about[Concordance.Concordant]),
                Sum(about[Concordance.NotComparable]));
            if (wrong + right == Count.Zero)
            {
                continue;
            }

            var least = FociCounts.Share(wrong, right + open);
            var most = FociCounts.Share(wrong + open, right);
            yield return definition.Number(
                Instance.Of(opinion.Key), least with { High = most.High, HighIncluded = most.HighIncluded }, null,
                [
                    new Evidence(opinion.Key, EvidenceRole.Claim, $"{opinion.Content.Tumour}"),
                    .. about.SelectMany(group => group.Select(each => new Evidence(
                        each.Key, EvidenceRole.Value, $"{each.Count} {Words.Of(group.Key).Replace('-', ' ')}"))),
                ],
                $"{wrong} of {wrong + right + open}.");
        }
    }

    static Count Sum(IEnumerable<CountedFocus> foci) => foci.Aggregate(Count.Zero, (sum, each) => sum + each.Count);
}
