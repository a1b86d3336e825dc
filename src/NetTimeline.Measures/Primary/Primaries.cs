using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Primary;

/// <summary>What the measures of this group ask of tumours.</summary>
static class Primaries
{
    /// <summary>
    /// Tumours that stand: established, or a hypothesis that some lesion still belongs to. What the patient was once
    /// believed to have, and no lesion belongs to any more, is not among them.
    /// </summary>
    public static IEnumerable<Stated<Tumour>> Standing(Course course) => course.Tumours.All.Where(tumour =>
        tumour.Content.Standing is PrimaryStanding.Established || course.Tumours.LesionsOf(tumour.Key).Any());

    /// <summary>A lesion or group where the tumour arises; a metastasis or node there is not meant.</summary>
    public static bool IsOfThePrimary(Stated<Tumour> tumour, Entry lesion) => FocusOf(lesion) switch
    {
        Focus.Primary => true,
        null or Focus.Uncertain => tumour.Content.PrimarySite is { } site && OrgansOf(lesion).Contains(site.Organ),
        _ => false,
    };

    /// <summary>
    /// A distant focus: said to be a metastasis, or of another organ where nobody said what it is. Nodes are not meant.
    /// </summary>
    public static bool IsMetastasis(Stated<Tumour> tumour, Entry lesion) => FocusOf(lesion) switch
    {
        Focus.Metastasis => true,
        null or Focus.Uncertain => tumour.Content.PrimarySite is { } site
            && !OrgansOf(lesion).Any(organ => organ == site.Organ || organ == "lymph node"),
        _ => false,
    };

    /// <summary>Operations on the primary: aimed at the tumour, or taking out a lesion where it arises.</summary>
    public static IEnumerable<Stated<Procedure>> OperationsOn(Course course, Stated<Tumour> tumour) =>
        course.Performed.Where(each => each.Content.Intent is not (Intent.Diagnostic or Intent.Staging)
            && (each.Content.Targets.Contains(tumour.Key) || each.Content.Removes.Any(key =>
                course.Tumours.Belongs(key, tumour.Key) is Likelihood.Yes
                && course.Find(key) is { } lesion && IsOfThePrimary(tumour, lesion))));

    /// <summary>Operations on the primary, and drugs or radiation aimed at it.</summary>
    public static IEnumerable<Entry> TreatmentsOf(Course course, Stated<Tumour> tumour) =>
        OperationsOn(course, tumour).Select(each => each.Entry)
            .Concat(course.All<SystemicTherapy>().Where(each =>
                each.Content.Standing is ProcedureStanding.Performed && each.Content.Targets.Contains(tumour.Key))
                .Select(each => each.Entry))
            .Concat(course.All<Radiotherapy>().Where(each =>
                each.Content.Standing is ProcedureStanding.Performed && each.Content.Targets.Contains(tumour.Key))
                .Select(each => each.Entry));

    static Focus? FocusOf(Entry lesion) => lesion.Content switch
    {
        Lesion one => one.Focus,
        LesionGroup group => group.Focus,
        _ => null,
    };

    static IEnumerable<string> OrgansOf(Entry lesion) => lesion.Content switch
    {
        Lesion one => [one.Site.Organ],
        LesionGroup group => group.Sites.Select(site => site.Organ),
        _ => [],
    };
}
