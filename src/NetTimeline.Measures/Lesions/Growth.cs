using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>Two sizes of one lesion and the time between them; or one size alone, from which nothing follows.</summary>
/// <param name="Lesion">By its one name.</param>
/// <param name="From">The earlier size.</param>
/// <param name="To">The later size; null where there is none.</param>
/// <param name="Name">Of pairs that do not follow each other: "first to last", "from nadir".</param>
/// <param name="Interval">Between the studies; null where there is one alone.</param>
/// <param name="NotUsed">Considered and not used.</param>
sealed record Growth(
    EntryKey Lesion, SizeReading From, SizeReading? To, string? Name, StudyInterval? Interval,
    Items<Evidence> NotUsed)
{
    Bounds? logOfVolumes;

    /// <summary>Of each lesion: one size after the other, first to last, and the smallest before the last to the last.
    /// </summary>
    public static IReadOnlyList<Growth> In(Course course) => course.Once<IReadOnlyList<Growth>>(
        _ => [.. SizeSeries.In(course, Foci.Of(course)).SelectMany(series => Of(course, series))]);

    static IEnumerable<Growth> Of(Course course, SizeSeries series)
    {
        var sizes = series.Readings;
        if (sizes.Count == 1)
        {
            return [new Growth(series.Lesion, sizes[0], null, null, null, series.NotUsed)];
        }

        var pairs = Enumerable.Range(1, sizes.Count - 1)
            .Select(at => (From: sizes[at - 1], To: sizes[at], Name: (string?)null)).ToList();
        var nadir = sizes.SkipLast(1).MinBy(size => size.Size.Low ?? 0)!;
        if (sizes.Count > 2)
        {
            pairs.Add((sizes[0], sizes[^1], "first to last"));
        }

        if (pairs.All(pair => (pair.From, pair.To) != (nadir, sizes[^1])))
        {
            pairs.Add((nadir, sizes[^1], "from nadir"));
        }

        var intervals = course.Once(each => new StudyIntervals(each));
        return pairs.Select(pair => new Growth(
            series.Lesion, pair.From, pair.To, pair.Name, intervals.Between(pair.From, pair.To), series.NotUsed));
    }

    /// <summary>Between two sizes; there is none beside one alone.</summary>
    public TimeBetween Time => Interval!.Time;

    public Instance Of() => To is null
        ? Instance.Of(Lesion, From.Reading)
        : new Instance([Lesion, From.Reading, To.Reading], Name);

    /// <summary>Why nothing can be said of how it grew; null where something can.</summary>
    public string? Obstacle => To is null ? "Only one size of this lesion is stated."
        : From.Size is { High: 0 } ? "The earlier size is zero."
        : Interval!.Order is DateOrder.Same ? "Both sizes are of the same day."
        : Interval.Order is null ? $"Whether {From.Study} was before {To.Study} cannot be told."
        : null;

    /// <summary>Kept, because reckoning it is slow and several rates rest on it.</summary>
    public Bounds LogOfVolumes => logOfVolumes ??= GrowthRates.LogOfVolumes(From.Size, To!.Size, From.Dimension);

    /// <summary>Null where a size is no single number.</summary>
    public decimal? PointLogOfVolumes => From.Point is > 0 and var before && To!.Point is > 0 and var after
        ? GrowthRates.LogOfVolumes(Bounds.Exactly(before), Bounds.Exactly(after), From.Dimension).Low
        : null;

    /// <param name="withTime">Whether the time between them enters the value.</param>
    public Items<Evidence> Evidence(bool withTime) => To is null
        ? [new Evidence(From.Reading, EvidenceRole.Value, From.Says), .. NotUsed]
        :
        [
            new Evidence(From.Reading, EvidenceRole.Start, From.Says),
            new Evidence(To.Reading, EvidenceRole.End, To.Says),
            .. withTime ? Interval!.Dating : [],
            .. NotUsed,
        ];
}
