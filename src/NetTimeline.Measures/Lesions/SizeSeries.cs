using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>The sizes of one lesion on images, by one dimension, in the order of the course.</summary>
/// <param name="Lesion">By its one name.</param>
/// <param name="Readings">One for each study.</param>
/// <param name="NotUsed">Readings of the lesion that give no such size, and sizes of something else beside it.</param>
sealed record SizeSeries(EntryKey Lesion, Items<SizeReading> Readings, Items<Evidence> NotUsed)
{
    /// <summary>One for each dimension that is stated of each lesion; none for what was never measured.</summary>
    public static IEnumerable<SizeSeries> In(Course course, Foci foci)
    {
        var all = course.All<ImagingReading>().SelectMany(reading => Of(foci, reading)).ToList();
        foreach (var lesion in foci.All.Where(key => foci.EntryOf(key).Content is Lesion))
        {
            var own = all.Where(each => each.Lesion == lesion).ToList();
            var sized = own.Select(each => each.Size).OfType<SizeReading>().ToList();
            foreach (var dimension in sized.GroupBy(each => each.Dimension))
            {
                yield return new SizeSeries(lesion, [.. LastOfEachStudy(dimension)],
                [
                    .. own.Where(each => each.Size?.Dimension != dimension.Key).Select(each => each.NotUsed).Distinct(),
                    .. ReadAgain(dimension), .. Beside(foci, lesion, all),
                ]);
            }
        }
    }

    /// <summary>What a reading says of single lesions: a size, or why there is none to reckon with.</summary>
    static IEnumerable<(EntryKey Lesion, SizeReading? Size, Evidence NotUsed)> Of(
        Foci foci, Stated<ImagingReading> reading) =>
        from seen in reading.Content.Lesions
        where seen.Lesion is not null && seen.Presence is Presence.Present
        let lesion = foci.NameOf(seen.Lesion!.Value)
        from size in seen.Sizes.Count == 0 ? [null] : Largest(seen.Sizes)
        let number = size is null ? null : Millimetres.Of(size)
        select (
            lesion,
            number is null ? null : new SizeReading(
                reading.Key, reading.Content.Study, size!.Dimension, number.Value.Size, number.Value.Point, $"{size}"),
            new Evidence(reading.Key, EvidenceRole.NotUsed,
                size is null ? "seen, and no size is stated" : $"{size} is no size to compare with"));

    /// <summary>Of several extents by one name the greatest is the diameter.</summary>
    static IEnumerable<Measurement?> Largest(Items<Measurement> sizes) => sizes
        .GroupBy(size => (size.Dimension, IsNumber: Millimetres.Of(size) is not null))
        .Select(group => group.MaxBy(size => Millimetres.Of(size)?.Size.Low ?? 0));

    static IEnumerable<SizeReading> LastOfEachStudy(IEnumerable<SizeReading> all) =>
        all.GroupBy(each => each.Study).Select(study => study.Last());

    static IEnumerable<Evidence> ReadAgain(IEnumerable<SizeReading> all) => all.GroupBy(each => each.Study)
        .SelectMany(study => study.SkipLast(1).Select(each => new Evidence(
            each.Reading, EvidenceRole.NotUsed, $"{each.Says}; the study was read again")));

    /// <summary>
    /// Sizes of other lesions of the same group, or of what it counts again: near by, and not this lesion.
    /// </summary>
    static IEnumerable<Evidence> Beside(
        Foci foci, EntryKey lesion, List<(EntryKey Lesion, SizeReading? Size, Evidence NotUsed)> all) => all
        .Where(each => each.Lesion != lesion && each.Size is not null && foci.AreBeside(lesion, each.Lesion))
        .Select(each => new Evidence(
            each.Size!.Reading, EvidenceRole.NotUsed, $"{each.Size.Says} of {each.Lesion}, which is another lesion"));
}
