using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// Child–Pugh score and class of a work-up: as a range where components are missing, since what is not stated is not
/// taken to be normal.
/// </summary>
static class ChildPugh
{
    const int StatedMin = 2;

    static readonly Citation Table = new(
        "Child–Pugh classification as printed in the Cleveland Clinic Journal of Medicine and the MSD Manual", null);

    static readonly Citation Harrison = new("Variant with albumin 3.0 instead of 2.8 g/dL, after Harrison", null);

    static readonly Items<Band> Classes =
    [
        new("A", Bounds.HalfOpen(5, 7)), new("B", Bounds.HalfOpen(7, 10)), new("C", Bounds.Between(10, 15)),
    ];

    public static Items<Measure> All { get; } =
    [
        Score("child-pugh-score", 28, "2.8", Table), Class("child-pugh-class", 28, "2.8", Table),
        Score("child-pugh-score.albumin-3.0", 30, "3.0", Harrison),
            Class("child-pugh-class.albumin-3.0", 30, "3.0", Harrison),
    ];

    static Measure Score(string name, decimal albuminLow, string printed, Citation source) => new(
        new MeasureDefinition(
            name, 1, $"Child–Pugh score (albumin {printed} g/dL)", MeasureGroup.Liver, Per.Entry, "points",
            $"Sum of 1 to 3 points each for bilirubin (< 2, 2–3, > 3 mg/dL), albumin (> 3.5, {printed}–3.5, < "
                + $"{printed} g/dL), INR (< 1.7, 1.7–2.3, > 2.3), ascites (none, slight, more) and encephalopathy "
                + "(none, grade 1–2, 3–4). Components are those of one work-up (certainly within 7 days, or told by "
                + "the same offset), counted from the albumin, else the bilirubin. One that is missing has 1 to 3 "
                + $"points; with fewer than {StatedMin} there is no score. Numbers are taken as exactly those "
                + "reported; 1 mg/dL of bilirubin is 17.1 µmol/L.",
            [source]),
        (course, definition) => Each(course, definition, albuminLow, (anchor, sum, evidence, remarks) =>
            definition.Number(Instance.Of(anchor), sum, null, evidence, [.. remarks])));

    static Measure Class(string name, decimal albuminLow, string printed, Citation source) => new(
        new MeasureDefinition(
            name, 1, $"Child–Pugh class (albumin {printed} g/dL)", MeasureGroup.Liver, Per.Entry, null,
            $"A 5–6, B 7–9, C 10–15 points of the score with albumin {printed} g/dL; every class that its range "
                + "leaves.",
            [source]),
        (course, definition) => Each(course, definition, albuminLow, (anchor, sum, evidence, remarks) =>
            definition.Category(Instance.Of(anchor), Band.Possible(sum, Classes), evidence, [.. remarks])));

    static IEnumerable<MeasureValue> Each(
        Course course, MeasureDefinition definition, decimal albuminLow,
        Func<EntryKey, Bounds, Items<Evidence>, Items<string>, MeasureValue> of)
    {
        foreach (var (anchor, components) in course.Once(each => new ChildPughWorkUps(each)).Of(albuminLow))
        {
            var stated = components.Count(each => each.Missing is null);
            Items<Evidence> evidence = [.. components.SelectMany(each => each.Evidence)];
            Items<string> missing = [.. components.Select(each => each.Missing).OfType<string>()];
            yield return stated < StatedMin
                ? definition.NotComputable(
                    Instance.Of(anchor), $"Of five components only {stated} is stated as a number.", evidence,
                    [.. missing])
                : of(
                    anchor, Bounds.Between(components.Sum(each => each.Least), components.Sum(each => each.Most)),
                    evidence, missing);
        }
    }
}
