using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Primary;

/// <summary>How long it took to the diagnosis that stands, from symptom, finding and first diagnosis.</summary>
static class TimeToDiagnosis
{
    const string Ends = " It ends when the diagnosis that stands was known: the first one, not merely suspected, of "
        + "the tumour or a lesion that is its own and that nothing replaced. A diagnosis that was right from the first "
        + "takes no time. In years: anniversaries between two days, else of 365.2425 days; bounds by the dates as "
        + "recorded, the point halfway between them.";

    public static Items<Measure> All { get; } =
    [
        Between(
            "time-to-diagnosis.from-finding", "First finding to the diagnosis that stands",
            "From the first day on which a lesion now held to be of the tumour was there to be seen, whenever it was "
            + "recognised.", Findings),
        Between(
            "time-to-diagnosis.from-first-diagnosis", "First diagnosis to the one that stands",
            "From when the first diagnosis of the tumour or of a lesion now held to be its own was "
            + "known, right or wrong.",
            FirstDiagnoses),
        Between(
            "time-to-diagnosis.from-symptom", "First symptom to the diagnosis that stands",
            "From the first symptom recorded. Symptoms are recorded of the patient: that they came of the tumour is "
            + "not in the record, and the value says so.", Symptoms),
    ];

    delegate IEnumerable<Candidate> Starts(Course course, EntryKey tumour);

    static Measure Between(string name, string title, string rule, Starts starts) => new(
        new MeasureDefinition(
            name, 1, title, MeasureGroup.Primary, Per.Tumour, "a", rule + Ends, [new Citation("Own definition", null)]),
        (course, definition) => Primaries.Standing(course)
            .SelectMany(tumour => Value(course, definition, tumour.Key, starts(course, tumour.Key))));

    static IEnumerable<MeasureValue> Value(
        Course course, MeasureDefinition definition, EntryKey tumour, IEnumerable<Candidate> starts)
    {
        if (Occasion.First(course, starts) is not { } from)
        {
            yield break;
        }

        var symptoms = from.Candidates.Any(each => course.Find(each.Entry)?.Content is Symptom);
        Items<string> remarks = symptoms ? ["That the symptom came of this tumour is not in the record."] : [];
        var start = from.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.Start, null));
        if (Occasion.First(course, Standing(course, tumour)) is not { } to)
        {
            yield return definition.NotComputable(
                Instance.Of(tumour), "No diagnosis of this tumour stands that is more than suspected.", [.. start],
                [.. remarks]);
            yield break;
        }

        var years = to.Since(from).Years;
        yield return definition.Number(
            Instance.Of(tumour), years.And(Bounds.AtLeast(0)) ?? years, years.Midpoint is >= 0 ? years.Midpoint : null,
            [
                .. start,
                .. to.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.End, Belief(course, each))),
                .. course.Dating(from.Candidates[0].Point, to.Candidates[0].Point,
                    [.. from.Candidates.Concat(to.Candidates).Select(each => each.Entry)]),
            ], [.. remarks]);
    }

    static IEnumerable<Candidate> Findings(Course course, EntryKey tumour) => course.Tumours.LesionsOf(tumour)
        .Select(each => new Candidate(
            each.Lesion, DatePoint.StartOf(each.Lesion), each.Belongs is Likelihood.Yes));

    static IEnumerable<Candidate> FirstDiagnoses(Course course, EntryKey tumour) => Diagnoses(course, tumour)
        .Select(each => new Candidate(each.Entry.Key, DatePoint.KnownOf(each.Entry.Key), each.Of is Likelihood.Yes));

    static IEnumerable<Candidate> Symptoms(Course course, EntryKey tumour) => course.All<Symptom>()
        .Where(each => each.Content.Presence is not (Presence.Absent or Presence.NotAssessed or Presence.NotStated))
        .Select(each => Candidate.Start(each.Key));

    static IEnumerable<Candidate> Standing(Course course, EntryKey tumour)
    {
        var replaced = course.Timeline.Diagnoses.Where(held => !held.Stands).Select(held => held.Entry.Key).ToHashSet();
        return Diagnoses(course, tumour)
            .Where(each => !replaced.Contains(each.Entry.Key) && each.Entry.Certainty is not Certainty.Suspected)
            .Select(each => new Candidate(
                each.Entry.Key, DatePoint.KnownOf(each.Entry.Key), each.Of is Likelihood.Yes));
    }

    static IEnumerable<(Entry Entry, Likelihood Of)> Diagnoses(Course course, EntryKey tumour) =>
        from each in course.All<Diagnosis>()
        let concerns = course.Tumours.Concerns(each.Entry, tumour)
        where concerns is not Likelihood.No
        select (each.Entry, concerns);

    static string? Belief(Course course, Candidate each) => (course.Find(each.Entry)?.Content as Diagnosis)?.Belief;
}
