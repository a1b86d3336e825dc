using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>The tumours of the liver that one reading or one pathology report tells of.</summary>
/// <param name="Told">The reading or report.</param>
/// <param name="Number">A member of a group that is told of is not counted beside it.</param>
/// <param name="Sizes">
/// Diameters of single tumours, in millimetres, taken as exact; by the words they are stated in.
/// </param>
sealed record LiverBurden(EntryKey Told, Count Number, Items<(string Of, Bounds Mm, string Says)> Sizes)
{
    /// <summary>Every tumour told of has a size.</summary>
    public bool IsComplete => Number.AtMost == Sizes.Count;

    public IEnumerable<Evidence> Evidence =>
    [
        new Evidence(Told, EvidenceRole.Value, $"{Number} in the liver"),
        .. Sizes.Select(each => new Evidence(Told, EvidenceRole.Value, $"{each.Of} {each.Says}")),
    ];

    public static IReadOnlyList<LiverBurden> In(Course course) =>
        course.Once<IReadOnlyList<LiverBurden>>(each => [.. Find(each)]);

    static IEnumerable<LiverBurden> Find(Course course)
    {
        var foci = Foci.Of(course);
        var read = course.All<ImagingReading>().Select(reading => Of(foci, reading.Key, reading.Content.Lesions
            .Where(seen => seen.Presence is Presence.Present).Select(seen => (seen.Lesion, seen.OneOf, seen.Sizes))));
        var examined = course.All<PathologyReport>()
            .Where(report => report.Content.Specimens.Any(key => course.Find(key)?.Content is Specimen))
            .Select(report => Of(foci, report.Key, report.Content.Lesions
                .Select(found => (found.Lesion, found.OneOf, found.Sizes))));
        return read.Concat(examined).Where(each => each.Number != Count.Zero);
    }

    static LiverBurden Of(
        Foci foci, EntryKey told, IEnumerable<(EntryKey? Lesion, Items<EntryKey> OneOf, Items<Measurement> Sizes)> all)
    {
        var own = all.Where(each => Subjects(each).Any()
            && Subjects(each).All(key => foci.Knows(key) && foci.IsIn(key, "liver") is Likelihood.Yes)).ToList();
        var named = own.Where(each => each.Lesion is not null).Select(each => foci.NameOf(each.Lesion!.Value))
            .Distinct().ToList();
        var counted = named.Where(key => !foci.WithGroups(key).Skip(1).Any(named.Contains)).ToList();
        var count = counted.Aggregate(Count.Zero, (sum, key) => sum + foci.CountOf(key));
        return new LiverBurden(told, count == Count.Zero && own.Count > 0 ? new Count(1, null) : count,
        [
            .. from each in own
               where each.Lesion is null || foci.EntryOf(each.Lesion.Value).Content is Lesion
               let largest = each.Sizes
                   .Where(size => size.Dimension is not Dimension.Volume && Millimetres.Of(size) is not null)
                   .MaxBy(size => Millimetres.Of(size)!.Value.Size.Low ?? 0)
               where largest is not null
               select (string.Join(" or ", Subjects(each)), Millimetres.Of(largest)!.Value.Size, $"{largest}"),
        ]);
    }

    static IEnumerable<EntryKey> Subjects((EntryKey? Lesion, Items<EntryKey> OneOf, Items<Measurement> Sizes) each) =>
        each.Lesion is { } one ? [one] : each.OneOf;
}
