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
        + "radiotherapies that concern the tumour for certain. One whose target is not stated, or that may be of "
        + "another tumour, may have been the next: it moves the lower bound only. Where the order of two treatments "
        + "cannot be told, neither can the interval. ";

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
                Rule + "A procedure ends on its day; a therapy whose end or duration is not stated has no such "
                    + "interval. It is 0 where the next treatment began before the end.",
                Definitions.Own),
            (course, definition) => Values(course, definition, withLast: false, EndOf)),
    ];

    static IEnumerable<MeasureValue> Values(
        Course course, MeasureDefinition definition, bool withLast, Func<Entry, DatePoint?> startOf)
    {
        var contact = withLast ? Contacts.Last(course) : null;
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

            if (contact is not null && treatments.Last is { } last
                && Censored(definition, treatments, tumour.Key, last, contact) is { } value)
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
        var possible = treatments.PossiblyBetween(ends.From, ends.To);
        Items<Evidence> evidence =
        [
            ends.From.As(EvidenceRole.Start), ends.To.As(EvidenceRole.End),
            .. possible.Select(each => each.As(EvidenceRole.Condition)),
        ];
        if (start is not { } from)
        {
            return definition.NotComputable(of, $"The end of {ends.From.Key} is not stated.", evidence);
        }

        var months = Since(treatments.Course, from, ends.From,
            [Candidate.Start(ends.To.Key), .. possible.Select(Perhaps)]);
        var free = Bounds.Greatest(months, Bounds.Exactly(0));
        return definition.Number(
            of, free, free.Midpoint,
            [
                .. evidence,
                .. treatments.Course.Dating(from, DatePoint.StartOf(ends.To.Key), ends.From.Key, ends.To.Key),
            ],
            [.. possible.Select(Remark), .. months.IsCertainlyAtLeast(0) ? Items<string>.None : [Overlap(ends)]]);
    }

    /// <summary>Where another treatment may have followed, only the least time is told.</summary>
    static MeasureValue? Censored(
        MeasureDefinition definition, TumourTreatments treatments, EntryKey tumour, Entry last, Occasion contact)
    {
        var course = treatments.Course;
        var start = Occasion.First(course, [Candidate.Start(last.Key)])!;
        var (of, watched) = (Instance.Of(tumour, last.Key), contact.Since(start).Months);
        var possible = treatments.PossiblyBetween(last, null);
        Items<Evidence> evidence =
        [
            last.As(EvidenceRole.Start),
            .. contact.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.End, "last contact")),
            .. possible.Select(each => each.As(EvidenceRole.Condition)),
        ];
        return watched.IsCertainlyAtMost(0) ? null
            : possible.Count == 0
                ? definition.Censored(
                    of, watched, watched.Midpoint, "No later treatment of the tumour is recorded.", evidence)
                : Perhaps(
                    definition, of, Since(course, DatePoint.StartOf(last.Key), last, possible.Select(Perhaps)),
                    evidence, [.. possible.Select(Remark)]);
    }

    static MeasureValue Perhaps(
        MeasureDefinition definition, Instance of, Bounds until, Items<Evidence> evidence, Items<string> remarks) =>
        until.Low is null
            ? definition.NotComputable(
                of, $"Whether and when a treatment followed cannot be told. {string.Join(' ', remarks)}", evidence)
            : definition.Number(of, until with { High = null, HighIncluded = false }, null, evidence, [.. remarks]);

    static Bounds Since(Course course, DatePoint from, Entry entry, IEnumerable<Candidate> next) =>
        Occasion.First(course, next)!.Since(Occasion.First(course, [new Candidate(entry.Key, from, true)])!).Months;

    static Candidate Perhaps(Entry entry) => Candidate.Start(entry.Key) with { Certain = false };

    static string Overlap((Entry From, Entry To) ends) =>
        $"{ends.To.Key} may have begun before {ends.From.Key} had ended: no time is less than none.";

    static string Remark(Entry entry) => $"{entry.Key} may have been the next: it is not certainly of this tumour.";

    static DatePoint? EndOf(Entry entry) => entry.Content is Procedure ? DatePoint.StartOf(entry.Key)
        : entry.Lasts ? DatePoint.EndOf(entry.Key)
        : null;
}
