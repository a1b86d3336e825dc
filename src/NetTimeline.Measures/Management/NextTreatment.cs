using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Management;

/// <summary>From one treatment of a tumour to the next: from its start, and free of treatment from its end.</summary>
static class NextTreatment
{
    const string Rule = "Treatments are procedures done (but for diagnosis and staging), systemic therapies and "
        + "radiotherapies that concern the tumour for certain. Those whose target is not stated are named and not used. Where "
        + "the order of two treatments cannot be told, neither can the interval. ";

    public static Items<Measure> All { get; } =
    [
        new(
            Definitions.PerTumour(
                "time-to-next-treatment", "From the start of a treatment to the start of the next", "mo",
                Rule + "After the last treatment the time is censored at the last contact, or at the death.",
                Definitions.Own),
            (course, definition) => Values(course, definition, withLast: true, each => DatePoint.StartOf(each.Key))),
        new(
            Definitions.PerTumour(
                "treatment-free-interval", "From the end of a treatment to the start of the next", "mo",
                Rule + "A procedure ends on its day; a therapy whose end or duration is not stated has no such interval.",
                Definitions.Own),
            (course, definition) => Values(course, definition, withLast: false, EndOf)),
    ];

    static IEnumerable<MeasureValue> Values(
        Course course, MeasureDefinition definition, bool withLast, Func<Entry, DatePoint?> startOf)
    {
        foreach (var tumour in course.Tumours.All)
        {
            var treatments = TumourTreatments.Of(course, tumour.Key);
            foreach (var treatment in treatments.Certain)
            {
                var (before, reason) = treatments.Before(treatment);
                if (before is not null || reason is not null)
                {
                    yield return before is null
                        ? definition.NotComputable(
                            Instance.Of(tumour.Key, treatment.Key), reason!, [treatment.As(EvidenceRole.End)])
                        : Interval(definition, treatments, tumour.Key, (before, treatment), startOf(before));
                }
            }

            if (withLast && treatments.Last is { } last && Censored(definition, treatments, tumour.Key, last) is { } value)
            {
                yield return value;
            }
        }
    }

    static MeasureValue Interval(
        MeasureDefinition definition, TumourTreatments treatments, EntryKey tumour, (Entry From, Entry To) ends,
        DatePoint? start)
    {
        var of = Instance.Of(tumour, ends.From.Key, ends.To.Key);
        Items<Evidence> evidence =
        [
            ends.From.As(EvidenceRole.Start), ends.To.As(EvidenceRole.End),
            .. treatments.PossiblyBetween(ends.From, ends.To).Select(each => each.NotUsed("its target is not certainly this tumour")),
        ];
        if (start is not { } from)
        {
            return definition.NotComputable(of, $"The end of {ends.From.Key} is not stated.", evidence);
        }

        var to = DatePoint.StartOf(ends.To.Key);
        var months = treatments.Course.Between(from, to).Months;
        return definition.Number(
            of, months, months.Midpoint,
            [.. evidence, .. treatments.Course.Dating(from, to, ends.From.Key, ends.To.Key)]);
    }

    static MeasureValue? Censored(
        MeasureDefinition definition, TumourTreatments treatments, EntryKey tumour, Entry last)
    {
        var course = treatments.Course;
        if (Contacts.Last(course) is not { } contact || Occasion.First(course, [Candidate.Start(last.Key)]) is not { } start)
        {
            return null;
        }

        var watched = contact.Since(start).Months;
        return watched.IsCertainlyAtMost(0) ? null : definition.Censored(
            Instance.Of(tumour, last.Key), watched, watched.Midpoint, "No later treatment of the tumour is recorded.",
            [
                last.As(EvidenceRole.Start),
                .. contact.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.End, "last contact")),
                .. treatments.PossiblyBetween(last, null).Select(each => each.NotUsed("its target is not certainly this tumour")),
            ]);
    }

    static DatePoint? EndOf(Entry entry) => entry.Content is Procedure ? DatePoint.StartOf(entry.Key)
        : entry.Ended is not null || entry.Duration is not null ? DatePoint.EndOf(entry.Key)
        : null;
}
