using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.Measures.Vocabulary;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Primary;

/// <summary>
/// When a primary became detectable after its metastases were: some time after the last work-up that did not find it
/// and not after the image that did. Apart from when it was detected, which is an event with a day.
/// </summary>
static class Detectability
{
    delegate Occasion? Start(Course course, Stated<Tumour> tumour);

    public static Items<Measure> All { get; } =
    [
        Of(
            "hepatectomy-to-primary-detectability", "From the first liver resection until the primary could be seen",
            "the first performed liver resection for the tumour", FirstResection),
        Of(
            "first-metastasis-to-primary-detectability", "From the first metastasis until the primary could be seen",
            "the day of the first distant lesion of the tumour", FirstMetastasis),
    ];

    static Measure Of(string name, string title, string from, Start start) => new(
        new MeasureDefinition(
            name, 1, title, MeasureGroup.Primary, Per.Tumour, "a",
            $"Interval-censored: above the time from {from} to the last work-up before the detection that found no "
            + "tumour, at its end; at most the time to the first image that shows a lesion of the tumour in the organ "
            + "in which it arises. A work-up is a reading that states a tumour or mass to be absent, or a lesion of "
            + "the primary to be. Without one the lower bound is zero. There is no value where the primary was seen "
            + "before. There is no point: nothing says where between the two it lies. Nominal years unless both ends "
            + "are days.",
            [new Citation("Own definition: interval censoring between last negative and first "
            + "positive work-up", null)]),
        (course, definition) => Primaries.Standing(course)
            .Select(tumour => Value(course, definition, tumour, start(course, tumour))).OfType<MeasureValue>());

    static Occasion? FirstResection(Course course, Stated<Tumour> tumour) =>
        First(course, course.Performed.Where(each => Concepts.Is(each.Entry, "liver-resection"))
            .Select(each => (each.Key, course.Tumours.Concerns(each.Entry, tumour.Key))));

    static Occasion? FirstMetastasis(Course course, Stated<Tumour> tumour) =>
        First(course, course.Tumours.LesionsOf(tumour.Key)
            .Where(each => course.Find(each.Lesion) is { } entry && Primaries.IsMetastasis(tumour, entry))
            .Select(each => (each.Lesion, each.Belongs)));

    static Occasion? First(Course course, IEnumerable<(EntryKey Key, Likelihood Concerns)> all) =>
        Occasion.First(course, all.Where(each => each.Concerns is not Likelihood.No)
            .Select(each => Candidate.Start(each.Key) with { Certain = each.Concerns is Likelihood.Yes }));

    static MeasureValue? Value(
        Course course, MeasureDefinition definition, Stated<Tumour> tumour, Occasion? start)
    {
        if (start is not { Happened: true })
        {
            return null;
        }

        var shown = course.All<ImagingReading>().Where(each => Shows(course, tumour, each.Content))
            .Select(each => Candidate.Start(each.Key)).ToList();
        return !shown.Exists(each => IsBefore(course, each.Point, start))
            && Occasion.First(course, shown.Where(each => IsNotBefore(course, start, each.Point))) is { } seen
                ? Between(course, definition, tumour.Key, start, seen)
                : null;
    }

    static MeasureValue Between(
        Course course, MeasureDefinition definition, EntryKey tumour, Occasion start, Occasion seen)
    {
        var negative = (
            from each in course.All<ImagingReading>()
            where FoundNone(course, tumour, each.Content) && IsOver(course, each.Entry, seen)
            let over = new Candidate(each.Key, Course.EndOf(each.Entry), true)
            let since = Occasion.First(course, [over])!.Since(start).Years
            where since.Low >= 0
            select (each.Key, Since: since)).ToList();
        var latest = negative.Select(each => each.Since.Low).DefaultIfEmpty(0).Max();
        var last = negative.Where(each => each.Since.Low == latest).ToList();
        var lowIncluded = last.Count == 0 || last.Exists(each => each.Since.LowIncluded);
        var high = seen.Since(start).Years;
        return definition.Number(
            Instance.Of(tumour), new Bounds(latest, lowIncluded, high.High, high.HighIncluded), null,
            [
                .. start.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.Start, null)),
                .. last.Select(each => new Evidence(each.Key, EvidenceRole.Condition, "last work-up that found none")),
                .. seen.Candidates.Select(each => new Evidence(each.Entry, EvidenceRole.End, "shows the primary")),
                .. course.Dating(start.Candidates[0].Point, seen.Candidates[0].Point,
                    start.Candidates[0].Entry, seen.Candidates[0].Entry),
                .. negative.Except(last).Select(each =>
                    new Evidence(each.Key, EvidenceRole.NotUsed, "found none; another work-up was later")),
            ]);
    }

    /// <summary>Done with when the primary was seen, or told before that image was.</summary>
    static bool IsOver(Course course, Entry reading, Occasion seen) => seen.Candidates.All(each =>
        course.Dates.Difference(Course.EndOf(reading), each.Point) is { Low: >= 0 }
        || course.Dates.Difference(DatePoint.KnownOf(reading.Key), DatePoint.KnownOf(each.Entry)) is { Low: >= 0 });

    /// <summary>What was looked at and held for no tumour did not show it, whatever it was held for later.</summary>
    static bool Shows(Course course, Stated<Tumour> tumour, ImagingReading said) => !StatesNone(said)
        && said.Lesions.Any(each => each.Presence is Presence.Present && each.Lesion is { } lesion
            && IsOfThePrimary(course, tumour, lesion));

    static bool StatesNone(ImagingReading said) => said.Findings.Any(each => each.Presence is Presence.Absent
        && (each.Name.Contains("tumour", StringComparison.OrdinalIgnoreCase)
            || each.Name.Contains("tumor", StringComparison.OrdinalIgnoreCase)
            || each.Name.Contains("mass", StringComparison.OrdinalIgnoreCase)));

    static bool FoundNone(Course course, EntryKey tumour, ImagingReading said) => StatesNone(said)
        || said.Lesions.Any(each => each.Presence is Presence.Absent && each.Lesion is { } lesion
            && course.Find(tumour) is { } entry && IsOfThePrimary(course, new(entry, (Tumour)entry.Content), lesion));

    static bool IsOfThePrimary(Course course, Stated<Tumour> tumour, EntryKey lesion) =>
        course.Tumours.Belongs(lesion, tumour.Key) is Likelihood.Yes
        && course.Find(lesion) is { } entry && Primaries.IsOfThePrimary(tumour, entry);

    static bool IsNotBefore(Course course, Occasion from, DatePoint point) =>
        from.Candidates.All(each => course.Dates.Difference(each.Point, point) is { Low: >= 0 });

    static bool IsBefore(Course course, DatePoint point, Occasion start) =>
        start.Candidates.All(each => course.Dates.Difference(point, each.Point).IsPositive);
}
