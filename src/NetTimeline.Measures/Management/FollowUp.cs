using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NodaTime;

namespace NetTimeline.Measures.Management;

/// <summary>The last contact, and how much of the time that could have been watched was.</summary>
static class FollowUp
{
    static readonly Citation Clark = new(
        "Clark, Altman and De Stavola, Lancet 2002;359:1309–1310", "https://doi.org/10.1016/S0140-6736(02)08272-7");

    public static Items<Measure> All { get; } =
    [
        new(
            Definitions.PerPatient(
                "last-contact", "Last contact with the patient", null,
                "The key of the last entry that shows the patient alive (a visit, examination, laboratory value, "
                    + "treatment, symptom or status), or of the death; every one that may be the last where their "
                    + "order cannot be told.",
                Definitions.Own),
            Contact),
        new(
            Definitions.PerPatient(
                "completeness-of-follow-up", "Share of the time to the closing day that the patient was watched", "%",
                "Clark's C of one patient: 100 × (last contact − start) / (closing day − start), 100 after a death. "
                    + "The start is the first diagnosis, the closing day the day as of which the timeline is asked "
                    + "for; without one there is none. Days by the calendar; imprecise ones give bounds.",
                Clark),
            Completeness),
    ];

    static IEnumerable<MeasureValue> Contact(Course course, MeasureDefinition definition)
    {
        if (Contacts.Last(course) is { } last)
        {
            yield return definition.Category(
                Instance.Patient, [.. last.Candidates.Select(each => each.Entry.Value)],
                [.. last.Candidates.Select(each => course.Find(each.Entry)!.As(EvidenceRole.Value))],
                [.. last.Candidates.Select(each => course.Dates.FixedDay(each.Point)).OfType<LocalDate>()
                    .Select(day => $"On {CalendarDate.OfDay(day)}.")]);
        }
    }

    static IEnumerable<MeasureValue> Completeness(Course course, MeasureDefinition definition)
    {
        var start = Occasion.First(course, course.All<Diagnosis>().Select(each => Candidate.Start(each.Key)));
        if (start is null || Contacts.Last(course) is not { } last)
        {
            yield break;
        }

        Items<Evidence> evidence =
        [
            .. start.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.Start, "first diagnosis")),
            .. last.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.End, "last contact")),
        ];
        var (began, ended) = (CalendarOf(course, start), CalendarOf(course, last));
        yield return course.Timeline.AsOf.Known is not KnownAt.OnDay { Day: var closing }
            ? definition.NotComputable(
                Instance.Patient, "There is no closing day; ask for the timeline as known on a day.", evidence)
            : course.All<Death>().Any()
                ? definition.Number(Instance.Patient, Bounds.Exactly(100), null, evidence, "Followed until death.")
                : began is not { } from || ended is not { } to || from.High >= DateNetwork.Number(closing)
                    ? definition.NotComputable(
                        Instance.Patient, "The days of the first diagnosis and of the last contact are not known.",
                            evidence)
                    : definition.Number(
                        Instance.Patient, Share(from, to, DateNetwork.Number(closing)), null, evidence,
                        $"Closing day {CalendarDate.OfDay(closing)}.");
    }

    /// <summary>Rises with the last contact and falls with the start; all as days of the calendar.</summary>
    internal static Bounds Share(Bounds start, Bounds contact, decimal closing) => Bounds.Between(
        Of(start.High!.Value, contact.Low!.Value, closing), Of(start.Low!.Value, contact.High!.Value, closing));

    static decimal Of(decimal start, decimal contact, decimal closing) =>
        Math.Clamp(100 * (contact - start) / (closing - start), 0, 100);

    /// <summary>Null where one of the candidates has no first or no last possible day.</summary>
    static Bounds? CalendarOf(Course course, Occasion occasion)
    {
        var days = occasion.Candidates.Select(each => Bounds.Of(course.Dates.DifferenceIn(
            DatePoint.Origin, each.Point, LengthUnit.Days))).ToList();
        return days.TrueForAll(each => each.IsFinite) ? days.Aggregate((all, each) => all.Or(each)) : null;
    }
}
