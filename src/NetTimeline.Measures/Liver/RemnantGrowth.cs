using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// A volumetry after the procedure that started hypertrophy, set against the last one before it; or why it cannot be.
/// </summary>
/// <param name="After">The later share.</param>
/// <param name="Start">The procedure; null where which one it was cannot be told.</param>
/// <param name="Before">The share it grew from; null where none can be taken.</param>
/// <param name="Reason">Why there is no growth to reckon; null where there is.</param>
/// <param name="Considered">Procedures and volumetries looked at and not used, and why.</param>
sealed record RemnantGrowth(
    RemnantShare After, Stated<Procedure>? Start, RemnantShare? Before, string? Reason, Items<Evidence> Considered)
{
    /// <summary>One for each share that is after such a procedure, or may be.</summary>
    public static IReadOnlyList<RemnantGrowth> In(Course course)
    {
        var starts = HypertrophyStart.In(course).ToList();
        var shares = Remnant.In(course).SelectMany(each => each.Shares).ToList();
        return [.. shares.Select(share => Of(course, share, starts, shares)).OfType<RemnantGrowth>()];
    }

    /// <summary>Volumetry on the day of the procedure counts as before it.</summary>
    static RemnantGrowth? Of(
        Course course, RemnantShare after, List<Stated<Procedure>> starts, List<RemnantShare> shares)
    {
        var before = starts.Where(start => course.Order(start.Key, after.Key) is DateOrder.Before).ToList();
        var unclear = starts.Except(before).Where(start => !course.IsNotAfter(after.Key, start.Key)).ToList();
        if (unclear.Count > 0)
        {
            return new RemnantGrowth(
                after, null, null, $"Whether {after.Key} is after {unclear[0].Key} cannot be told.",
                [.. unclear.Select(each => new Evidence(each.Key, EvidenceRole.NotUsed, "its order cannot be told"))]);
        }

        if (before.Count == 0)
        {
            return null;
        }

        var latest = before.Where(last => before.All(each => course.IsNotAfter(each.Key, last.Key))).ToList();
        return latest.Count == 0
            ? new RemnantGrowth(
                after, null, null, $"Which procedure is the last before {after.Key} cannot be told.",
                [.. before.Select(each => new Evidence(each.Key, EvidenceRole.NotUsed, "not certainly the last"))])
            : From(course, after, latest[0], [.. shares.Where(each => each.Key != after.Key)]);
    }

    static RemnantGrowth From(Course course, RemnantShare after, Stated<Procedure> start, List<RemnantShare> others)
    {
        var before = others.Where(each => course.IsNotAfter(each.Key, start.Key)).ToList();
        var comparable = before.Where(after.IsComparableWith).ToList();
        var considered = others
            .Where(each => !before.Contains(each) && course.Order(start.Key, each.Key) is not DateOrder.Before)
            .Select(each => RemnantVolume.NotUsed(each.Of, $"whether it is before {start.Key} cannot be told"))
            .Concat(before.Except(comparable).Select(each => RemnantVolume.NotUsed(each.Of, "a share of something "
                + "else")));
        var last = course.Last(comparable, each => each.Key);
        var reason = last is not null ? null
            : comparable.Count > 0 ? $"Which volumetry is the last before {start.Key} cannot be told."
            : before.Count > 0 ? $"The shares before and after {start.Key} are of different volumes."
            : $"No volumetry of the future liver remnant from before {start.Key} is recorded.";
        return new RemnantGrowth(after, start, last, reason, [.. considered]);
    }

    /// <summary>In percentage points.</summary>
    public Amount Points => After.Percent - Before!.Percent;

    public Items<Evidence> Evidence =>
    [
        .. Start is { } start
            ? [new Evidence(start.Key, EvidenceRole.Start, start.Content.Name)]
            : Items<Evidence>.None,
        .. Before is { } before ? [RemnantVolume.Used(before.Of)] : Items<Evidence>.None,
        RemnantVolume.Used(After.Of),
        .. Considered,
    ];

    public Items<string> Remarks =>
    [
        $"From {Before!.Key}, the last volumetry before {Start!.Value.Key}.",
        .. After.Denominator is null || Before.Denominator is null
            ? ["A denominator is not stated; both shares are taken to be of the same volume."]
            : Items<string>.None,
    ];
}
