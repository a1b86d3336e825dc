using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>The grade of a neuroendocrine tumour: the highest of its primary.</summary>
static class PrimaryGrade
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "primary-grade", 1, "Highest WHO grade of a primary", MeasureGroup.GradingStaging, Per.Tumour, null,
            "The highest who-grade among lesions of the tumour that are its primary: called so, or, where nobody says "
            + "what sort of focus they are, in the organ where it arises. An index of a metastasis or lymph node does "
            + "not grade the primary; it is named and not used, and so is a lesion that only may belong to the tumour.",
            HistologyGrade.Papers),
        (course, definition) => course.Tumours.All.Select(tumour => Of(course, definition, tumour))
            .OfType<MeasureValue>());

    static MeasureValue? Of(Course course, MeasureDefinition definition, Stated<Tumour> tumour)
    {
        var all = Graded.All(course).Where(each => each.Found.Lesion is not null)
            .Select(each => (Graded: each, Why: WhyNot(course, tumour, each.Found.Lesion!.Value)))
            .Where(each => each.Why is not NotOfIt).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var used = all.Where(each => (each.Why ?? each.Graded.Reason) is null).Select(each => each.Graded).ToList();
        Items<Evidence> evidence =
        [
            .. used.SelectMany(each => each.Evidence),
            .. all.Where(each => (each.Why ?? each.Graded.Reason) is not null).Select(each => new Evidence(
                each.Graded.Report.Key, EvidenceRole.NotUsed,
                $"{each.Graded.Found.Lesion}: {each.Why ?? each.Graded.Reason}")),
        ];
        var instance = Instance.Of(tumour.Key);
        return used.Count == 0
            ? definition.NotComputable(instance, "No specimen of the primary has an index or a count.", evidence)
            : definition.Category(instance, used.Select(each => each.Grades).Aggregate(WhoGrade.Higher), evidence);
    }

    const string NotOfIt = "it does not belong to the tumour.";

    /// <summary>Why a lesion does not grade the primary; null where it does.</summary>
    static string? WhyNot(Course course, Stated<Tumour> tumour, EntryKey lesion) =>
        course.Tumours.Belongs(lesion, tumour.Key) switch
        {
            Likelihood.No => NotOfIt,
            Likelihood.Maybe => "it only may belong to the tumour.",
            _ when !PrimaryLesions.Are(course, lesion, tumour.Content) => "it does not grade the primary.",
            _ => null,
        };
}
