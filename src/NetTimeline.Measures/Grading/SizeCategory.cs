using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>The T category that the size of a neuroendocrine tumour of the pancreas gives.</summary>
static class SizeCategory
{
    const string Rule = "By size alone: T3 by duodenum or bile duct and T4 by neighbouring organs or great vessels "
        + "are not considered. One value for each reading or report that states a diameter of the primary (the "
        + "longest, where there are several), for well-differentiated tumours; a lesion that is only probably of the "
        + "tumour is left out. Millimetres and centimetres as stated are taken as exact.";

    public static Measure PancreasAjcc8 { get; } = Of(
        "t-by-size.pancreas-ajcc-8", "T by size of a pancreatic NET, AJCC 8",
        "T1 below 2 cm, T2 2–4 cm, T3 above 4 cm: 2.0 cm is T2.", StageTables.PancreasNet8.Citation,
        size => ByEdge(!size.IsCertainlyAtLeast(20), size.And(Bounds.Between(20, 40)), size));

    public static Measure PancreasUicc8 { get; } = Of(
        "t-by-size.pancreas-uicc-8", "T by size of a pancreatic NET, UICC 8",
        "T1 2 cm or less, T2 above 2 to 4 cm, T3 above 4 cm: 2.0 cm is T1.",
        new Citation("UICC 8, neuroendocrine tumours of the pancreas, as told by the Canadian Cancer Society", null),
        size => ByEdge(!size.IsCertainlyAbove(20), size.And(new Bounds(20, false, 40, true)), size));

    static Items<string> ByEdge(bool mayBeT1, Bounds? withinT2, Bounds size) =>
    [
        .. mayBeT1 ? ["T1"] : Items<string>.None,
        .. withinT2 is not null ? ["T2"] : Items<string>.None,
        .. !size.IsCertainlyAtMost(40) ? ["T3"] : Items<string>.None,
    ];

    static Measure Of(
        string name, string title, string edges, Citation citation, Func<Bounds, Items<string>> category) =>
        new(
            new MeasureDefinition(
                name, 1, title, MeasureGroup.GradingStaging, Per.Tumour, null, edges + Rule, [citation]),
            (course, definition) =>
                from tumour in course.Tumours.All
                where tumour.Content.PrimarySite?.Organ == "pancreas"
                    && StageRules.NeoplasmOf(course, tumour) is Neoplasm.Net
                from sized in Sizes(course, tumour)
                let size = sized.Sizes.Select(Millimetres).OfType<Bounds>().ToList()
                where size.Count > 0
                select definition.Category(
                    Instance.Of(tumour.Key, sized.Entry), category(size.Aggregate(Bounds.Greatest)),
                    [new Evidence(sized.Entry, EvidenceRole.Value, string.Join(", ", sized.Sizes))]));

    static IEnumerable<(EntryKey Entry, Items<Measurement> Sizes)> Sizes(Course course, Stated<Tumour> tumour) =>
        course.All<ImagingReading>().SelectMany(reading => reading.Content.Lesions
                .Select(seen => (reading.Key, seen.Lesion, seen.Sizes)))
            .Concat(course.All<PathologyReport>().SelectMany(report => report.Content.Lesions
                .Select(found => (report.Key, found.Lesion, found.Sizes))))
            .Where(each => each.Lesion is { } lesion && course.Tumours.Belongs(lesion, tumour.Key) is Likelihood.Yes
                && !course.Tumours.Of(lesion).Any(belonging => belonging.Certainty is Certainty.Probable)
                && PrimaryLesions.Are(course, lesion, tumour.Content))
            .GroupBy(each => each.Key, (key, all) => (key, all.SelectMany(each => each.Sizes).ToItems()));

    /// <summary>Null for what is no diameter.</summary>
    static Bounds? Millimetres(Measurement measured) => (measured.Dimension, measured.Size.UnitNamed) switch
    {
        (Dimension.Volume or Dimension.ShortAxis, _) => null,
        (_, "mm") => measured.Size.AsExact(0),
        (_, "cm") => measured.Size.AsExact(0) * 10,
        _ => null,
    };
}
