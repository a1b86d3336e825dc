using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Markers;

/// <summary>Whether and when a tumour marker became normal after an intervention.</summary>
static class MarkerNormalisation
{
    const string Rule = "After a procedure or the start of a therapy and until the next one begins: the first number "
        + "within the reference range that is stated with it, which the next number confirms by being within its own; "
        + "\"unconfirmed\" where no number follows it. One that the next does not confirm is passed over. Numbers are "
        + "taken as exact, ends of the range belong to it. Without a stated reference range it is not computable; "
        + "words (\"within the normal range\") are named and not used. ";

    static readonly Items<Citation> Citations =
    [
        new Citation(
            "Own definition; that normalisation is told with time and reference range after a study of medullary "
            + "thyroid carcinoma (PMID 33899100)",
            "https://pubmed.ncbi.nlm.nih.gov/33899100/"),
    ];

    public static Measure State { get; } = new(
        new MeasureDefinition(
            "marker-normalisation", 1, "Normalisation of a tumour marker", MeasureGroup.Markers, Per.Procedure, null,
            Rule + "\"not normalised\" speaks of the numbers there are.", Citations),
        (course, definition) => Compute(course, definition, StateOf));

    public static Measure Time { get; } = new(
        new MeasureDefinition(
            "marker-normalisation-time", 1, "Time to normalisation of a tumour marker", MeasureGroup.Markers,
            Per.Procedure, "d",
            Rule + "In days from the start of the intervention, with the bounds that the dates of both give; censored "
            + "at the last number where none is normal. The marker became normal somewhere between two values: the "
            + "time is that of the first normal one.",
            Citations),
        (course, definition) => Compute(course, definition, TimeOf));

    static IEnumerable<MeasureValue> Compute(
        Course course, MeasureDefinition definition,
        Func<Course, MeasureDefinition, Instance, Normal, MeasureValue> of) =>
        from series in MarkerSegments.Of(course)
        from segment in series.AfterInterventions
        let instance = new Instance(segment.After, series.Series.Name)
        let found = Normal.In(course, series, segment)
        select found.Reason is { } reason
            ? definition.NotComputable(instance, reason, found.Evidence)
            : of(course, definition, instance, found);

    static MeasureValue StateOf(Course course, MeasureDefinition definition, Instance instance, Normal found) =>
        definition.Category(
            instance,
            [found.First is null ? "not normalised" : found.Confirmed ? "normalised" : "unconfirmed"],
            found.Evidence);

    static MeasureValue TimeOf(Course course, MeasureDefinition definition, Instance instance, Normal found)
    {
        if (instance.Entries is not [var start])
        {
            return definition.NotComputable(
                instance, $"Which of {string.Join(", ", instance.Entries)} was the last cannot be told.",
                found.Evidence);
        }

        var end = found.First ?? found.Last!;
        var days = course.Between(start, end.Key).InDays;
        Items<Evidence> evidence =
        [
            .. found.Evidence, new Evidence(end.Key, EvidenceRole.End, end.Text),
            .. course.Dating(DatePoint.StartOf(start), DatePoint.StartOf(end.Key), start, end.Key),
        ];
        return found.First is null
            ? definition.Censored(
                instance, days, days.Midpoint, "No number was within the reference range.", evidence)
            : definition.Number(
                instance, days, days.Midpoint, evidence,
                found.Confirmed ? [] : ["Unconfirmed: no number follows."]);
    }
}

/// <summary>The first normal value of a segment.</summary>
/// <param name="First">Null where none is normal.</param>
/// <param name="Confirmed">By the next number.</param>
/// <param name="Last">The last number there is.</param>
/// <param name="Reason">Why it cannot be told.</param>
/// <param name="Evidence">What was looked at.</param>
sealed record Normal(MarkerValue? First, bool Confirmed, MarkerValue? Last, string? Reason, Items<Evidence> Evidence)
{
    public static Normal In(Course course, MarkerSegments series, MarkerSegment segment)
    {
        var numbers = segment.Numbers.ToList();
        Items<Evidence> evidence =
        [
            .. segment.After.Select(key => new Evidence(key, EvidenceRole.Start, null)),
            .. numbers.Select(Told),
            .. segment.Values.Where(value => !value.IsNumber).Select(value => value.NotUsed("a word and no number.")),
            .. series.MaybeIn(segment).Select(each => each.NotUsed),
        ];
        if (Fault(course, segment, numbers) is { } reason)
        {
            return new Normal(null, false, null, reason, evidence);
        }

        for (var at = 0; at < numbers.Count; at++)
        {
            if (IsNormal(numbers[at]) is true && (at == numbers.Count - 1 || IsNormal(numbers[at + 1]) is true))
            {
                return new Normal(numbers[at], at < numbers.Count - 1, numbers[^1], null, evidence);
            }
        }

        return new Normal(null, false, numbers[^1], null, evidence);
    }

    static string? Fault(Course course, MarkerSegment segment, List<MarkerValue> numbers) =>
        numbers.Count == 0 ? $"No number is certainly of the time after {segment.AfterText}."
        : numbers.Find(value => RangeOf(value) is null) is { } without
            ? $"No reference range in the same unit is stated with {without.Key}."
        : numbers.Find(value => IsNormal(value) is null) is { } open
            ? $"Whether {open.Key} ({open.Text}) is within its reference range cannot be told."
        : numbers.Zip(numbers.Skip(1))
            .Where(pair => course.Order(pair.First.Key, pair.Second.Key) is not DateOrder.Before)
            .Select(pair => $"Whether {pair.First.Key} was before {pair.Second.Key} cannot be told.").FirstOrDefault();

    static bool? IsNormal(MarkerValue value)
    {
        var (number, range) = (value.Bounds!.Value, RangeOf(value)!.Value);
        return IsWithin(number, range) ? true : number.And(range) is null ? false : null;
    }

    static bool IsWithin(Bounds number, Bounds range) => number.And(range) is { } both
        && both.Low == number.Low && both.High == number.High
        && (both.LowIncluded, both.HighIncluded) == (number.LowIncluded, number.HighIncluded);

    static Bounds? RangeOf(MarkerValue value) => value.Said.Reference is { } reference
        && reference.UnitNamed == value.Unit ? reference.AsExact(0) : null;

    static Evidence Told(MarkerValue value) => new(
        value.Key, EvidenceRole.Value,
        $"{value.Text}, normal {value.Said.Reference?.ToString() ?? "not stated"}");
}
