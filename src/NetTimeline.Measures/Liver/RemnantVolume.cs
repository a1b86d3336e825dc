using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>The future liver remnant: its share, its volume, and the liver volume that both together imply.</summary>
static class RemnantVolume
{
    static readonly Citation Review = new(
        "Future liver remnant volumetry and its minimum by the state of the liver, review", "PMC6422720");

    public static Measure Share { get; } = new(
        new MeasureDefinition(
            "future-liver-remnant", 1, "Future liver remnant in percent", MeasureGroup.Liver, Per.Entry, "%",
            "The share as stated, with its denominator as stated or \"not stated\". Where only volumes are stated: "
                + "100 × remnant / (total liver − tumour), or of the total liver where no tumour volume is stated. "
                + "Numbers stand for what rounds to them (26 is [25.5, 26.5)). Of several shares in one volumetry "
                + "each is given, by its denominator.",
            [Review]),
        (course, definition) => Remnant.In(course).SelectMany(remnant => Shares(definition, remnant)));

    public static Measure ImpliedTotal { get; } = new(
        new MeasureDefinition(
            "implied-total-liver-volume", 1, "Liver volume that a remnant's volume and share imply", MeasureGroup.Liver,
            Per.Entry, "mL",
            "Volume / share of one volumetry that states both. It is the denominator that was used: total or "
                + "tumour-free liver as the volumetry says, else unstated. Numbers stand for what rounds to them.",
            [new Citation("Own definition: the share's formula solved for its denominator", null)]),
        (course, definition) => Remnant.In(course)
            .Where(remnant => remnant.Volume is not null)
            .SelectMany(remnant => remnant.Shares.Where(share => share.IsStated)
                .Select(share => Total(definition, remnant, share))));

    public static Measure Volume { get; } = new(
        new MeasureDefinition(
            "future-liver-remnant-volume", 1, "Future liver remnant in millilitres", MeasureGroup.Liver, Per.Entry,
                "mL",
            "As stated; where only a share is stated, volume × share / earlier share of the last earlier volumetry "
                + "that states both, as if the denominator had not changed. Numbers stand for what rounds to them.",
            [new Citation("Own definition", null)]),
        Volumes);

    static IEnumerable<MeasureValue> Shares(MeasureDefinition definition, Remnant remnant)
    {
        if (remnant.Shares.Count == 0)
        {
            return
            [
                definition.NotComputable(
                    Instance.Of(remnant.Key), "Neither a percentage nor a total liver volume is stated as a number.",
                    [Used(remnant)]),
            ];
        }

        return remnant.Shares.Select(share => definition.Number(
            Of(remnant, share), share.Percent.Bounds, share.Percent.Point, [Used(remnant)],
            [share.DenominatorRemark, .. share.IsStated ? Items<string>.None : ["Computed from the volumes stated."]]));
    }

    static Instance Of(Remnant remnant, RemnantShare share) =>
        remnant.Shares.Count > 1 && share.Denominator is { } denominator
            ? Instance.Named(denominator, remnant.Key)
            : Instance.Of(remnant.Key);

    static MeasureValue Total(MeasureDefinition definition, Remnant remnant, RemnantShare share)
    {
        var total = remnant.Volume!.Value / share.Percent * 100;
        return definition.Number(
            Of(remnant, share), total.Bounds, total.Point, [Used(remnant)],
            share.Denominator is { } denominator
                ? $"Implied: {denominator}."
                : "Implied denominator; whether total or tumour-free liver is not stated.");
    }

    static IEnumerable<MeasureValue> Volumes(Course course, MeasureDefinition definition)
    {
        var all = Remnant.In(course);
        foreach (var remnant in all)
        {
            yield return remnant.Volume is { } volume
                ? definition.Number(Instance.Of(remnant.Key), volume.Bounds, volume.Point, [Used(remnant)],
                    "As stated.")
                : remnant.Shares is [var share, ..]
                    ? Implied(course, definition, share, all)
                    : definition.NotComputable(
                        Instance.Of(remnant.Key), "Neither a volume nor a share is stated as a number.",
                            [Used(remnant)]);
        }
    }

    static MeasureValue Implied(
        Course course, MeasureDefinition definition, RemnantShare share, IReadOnlyList<Remnant> all)
    {
        var both = all.Where(each => each.Volume is not null && course.IsNotAfter(each.Key, share.Key))
            .Select(each => each.Shares.FirstOrDefault(other => other.IsStated && other.IsComparableWith(share)))
            .OfType<RemnantShare>().ToList();
        if (course.Last(both, each => each.Key) is not { } scale)
        {
            return definition.NotComputable(
                Instance.Of(share.Key),
                both.Count == 0
                    ? "No volume in millilitres is stated, neither here nor in an earlier volumetry with its share."
                    : "Which earlier volumetry is the last cannot be told.",
                [Used(share.Of), .. both.Select(each => NotUsed(each.Of, "not certainly the last before"))]);
        }

        var volume = scale.Of.Volume!.Value * share.Percent / scale.Percent;
        return definition.Number(
            Instance.Of(share.Key), volume.Bounds, volume.Point, [Used(share.Of), Used(scale.Of)],
            $"If the denominator was still that of {scale.Key}; the volume itself is not stated.");
    }

    internal static Evidence Used(Remnant remnant) => new(remnant.Key, EvidenceRole.Value, remnant.Says);

    internal static Evidence NotUsed(Remnant remnant, string why) => new(remnant.Key, EvidenceRole.NotUsed, why);
}
