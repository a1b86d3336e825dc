using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Management;

/// <summary>How many systemic therapies, and how many lines, a tumour was given.</summary>
static class TherapyLines
{
    const string Counting = "Therapies given, not planned ones. One whose target is not stated, or that may concern "
        + "another tumour, may be one: it is in the upper bound only.";

    public static Items<Measure> All { get; } =
    [
        new(
            Definitions.PerTumour(
                "systemic-therapies", "Systemic therapies of a tumour", "{therapies}", Counting, Definitions.Own),
            (course, definition) => Counts(course, definition, _ => Likelihood.Yes)),
        new(
            Definitions.PerTumour(
                "lines-of-therapy", "Lines of systemic therapy of a tumour", "{lines}",
                $"{Counting} Adjuvant, neoadjuvant, preventive and supportive therapies are no lines; one whose "
                    + "intent is not stated may be one.",
                new Citation("Lines counted without adjuvant and neoadjuvant therapy, general practice", null)),
            (course, definition) => Counts(course, definition, IsLine)),
    ];

    static Likelihood IsLine(SystemicTherapy therapy) => therapy.Intent switch
    {
        Intent.Adjuvant or Intent.Neoadjuvant or Intent.Preventive or Intent.Supportive => Likelihood.No,
        null => Likelihood.Maybe,
        _ => Likelihood.Yes,
    };

    static IEnumerable<MeasureValue> Counts(
        Course course, MeasureDefinition definition, Func<SystemicTherapy, Likelihood> counts)
    {
        var given = course.All<SystemicTherapy>()
            .Where(each => each.Content.Standing is ProcedureStanding.Performed).ToList();
        foreach (var tumour in course.Tumours.All)
        {
            var concerned = given.Select(each =>
                (each.Entry, each.Content, Concerns: Concerns(course, each, tumour.Key)))
                .Where(each => each.Concerns is not Likelihood.No).ToList();
            var counted = concerned.Select(each => Least(each.Concerns, counts(each.Content))).ToList();
            if (concerned.Count > 0)
            {
                yield return definition.Number(
                    Instance.Of(tumour.Key),
                    Bounds.Between(
                        counted.Count(each => each is Likelihood.Yes),
                            counted.Count(each => each is not Likelihood.No)),
                    null, [.. concerned.Select(each => each.Entry.As(EvidenceRole.Value))],
                    [.. concerned.Select(each => Said(each.Entry, each.Content, each.Concerns))]);
            }
        }
    }

    static Likelihood Concerns(Course course, Stated<SystemicTherapy> therapy, EntryKey tumour) =>
        therapy.Content.Targets.Count == 0 ? Likelihood.Maybe : course.Tumours.Concerns(therapy.Entry, tumour);

    static Likelihood Least(Likelihood a, Likelihood b) => a < b ? a : b;

    static string Said(Entry entry, SystemicTherapy therapy, Likelihood concerns)
    {
        var intent = therapy.Intent is { } stated ? Domain.Values.Words.Of(stated) : "intent not stated";
        var target = therapy.Targets.Count == 0 ? ", target not stated"
            : concerns is Likelihood.Maybe ? ", perhaps of another tumour" : "";
        return $"{entry.Key}: {intent}{target}.";
    }
}
