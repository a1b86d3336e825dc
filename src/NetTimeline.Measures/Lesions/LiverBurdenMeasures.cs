using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>How much tumour is in the liver.</summary>
static class LiverBurdenMeasures
{
    const string Rule =
        "Of the tumours of the liver that one reading, or one report on a resected specimen, tells of; it may "
        + "not tell of all. Reported sizes are taken as exact, the greatest diameter of each tumour counts. Where "
        + "some have no size the number is a lower bound. No date enters.";

    static readonly string[] Tumours =
        ["tumour volume", "tumor volume", "liver tumour", "liver tumor", "tumour", "tumor"];

    static readonly string[] Livers = ["total liver volume", "total liver", "liver volume", "liver"];

    static Citation Own { get; } = new("own definition", null);

    public static Items<Measure> All { get; } =
    [
        Of("liver-tumour-number", "Tumours of the liver", "foci", (definition, burden) => definition.Number(
            Instance.Of(burden.Told), burden.Number.Bounds(), null, [.. burden.Evidence])),
        Of("liver-tumour-largest-diameter", "Largest tumour of the liver", "mm", (definition, burden) =>
            Sized(definition, burden, (all, size) => Bounds.Greatest(all, size))),
        Of("liver-tumour-diameter-sum", "Sum of the diameters of the liver's tumours", "mm", (definition, burden) =>
            Sized(definition, burden, (all, size) => all + size)),
        new(
            new MeasureDefinition(
                "liver-tumour-volume-share", 1, "Share of the liver that is tumour", MeasureGroup.Lesions, Per.Patient,
                "%",
                "100 · tumour volume / liver volume of one volumetry that states both, in volumes as rounded to "
                + "their last digit; never from diameters. Several of one volumetry are not chosen among.", [Own]),
            VolumeShare),
    ];

    static Measure Of(
        string name, string title, string unit, Func<MeasureDefinition, LiverBurden, MeasureValue> compute) => new(
        new MeasureDefinition(name, 1, title, MeasureGroup.Lesions, Per.Entry, unit, Rule, [Own]),
        (course, definition) => LiverBurden.In(course).Select(burden => compute(definition, burden)));

    static MeasureValue Sized(MeasureDefinition definition, LiverBurden burden, Func<Bounds, Bounds, Bounds> add)
    {
        if (burden.Sizes.Count == 0)
        {
            return definition.NotComputable(
                Instance.Of(burden.Told), "No size of a tumour of the liver is stated.", [.. burden.Evidence]);
        }

        var known = burden.Sizes.Select(each => each.Mm).Aggregate(add);
        return burden.IsComplete
            ? definition.Number(Instance.Of(burden.Told), known, null, [.. burden.Evidence])
            : definition.Number(
                Instance.Of(burden.Told), known with { High = null, HighIncluded = false }, null, [.. burden.Evidence],
                $"A size is stated of {burden.Sizes.Count} of {burden.Number}.");
    }

    static IEnumerable<MeasureValue> VolumeShare(Course course, MeasureDefinition definition)
    {
        var all = course.All<Volumetry>().ToList();
        var stated = all.Where(each => VolumesOf(each.Content, Tumours).Count == 1
            && VolumesOf(each.Content, Livers).Count == 1).ToList();
        if (stated.Count > 0)
        {
            return stated.Select(each => Share(definition, each.Key, each.Content));
        }

        var missing = all.Any(each => VolumesOf(each.Content, Livers).Count > 0) ? "No tumour volume"
            : all.Any(each => VolumesOf(each.Content, Tumours).Count > 0) ? "No liver volume"
            : "Neither a tumour volume nor a liver volume";
        return HasLiverTumour(course.Timeline)
            ?
            [
                definition.NotComputable(
                    Instance.Patient, $"{missing} is stated.",
                    [
                        .. all.Select(each => new Evidence(
                            each.Key, EvidenceRole.NotUsed, "does not state both volumes")),
                    ]),
            ]
            : [];
    }

    static MeasureValue Share(MeasureDefinition definition, EntryKey key, Volumetry volumetry)
    {
        var (tumour, liver) = (VolumesOf(volumetry, Tumours)[0], VolumesOf(volumetry, Livers)[0]);
        return definition.Number(
            Instance.Of(key), tumour.Bounds / liver.Bounds * 100,
            liver.Point > 0 ? 100 * tumour.Point / liver.Point : null,
            [new Evidence(key, EvidenceRole.Value, $"{tumour.Says}, {liver.Says}")]);
    }

    static List<(Bounds Bounds, decimal? Point, string Says)> VolumesOf(Volumetry volumetry, string[] names) =>
    [
        .. from volume in volumetry.Volumes
           where names.Contains(volume.Of, StringComparer.OrdinalIgnoreCase) && volume.Value.UnitNamed is "mL" or "cm3"
           let bounds = volume.Value.AsRounded(0)
           where bounds is not null && bounds.Value.High is not 0
           select (bounds.Value, volume.Value.Point(), $"{volume}"),
    ];

    static bool HasLiverTumour(Timeline timeline) => timeline.Tallies.Any(tally => tally.Organ == "liver");
}
