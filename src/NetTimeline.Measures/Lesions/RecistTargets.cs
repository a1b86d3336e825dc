using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// Which lesions of a baseline are followed: measurable ones, the largest first, at most two of an organ and five in
/// all; of equal size the one whose key sorts first.
/// </summary>
sealed class RecistTargets
{
    RecistTargets(Items<RecistSize> targets, Items<Evidence> notUsed) => (Targets, NotUsed) = (targets, notUsed);

    public Items<RecistSize> Targets { get; }

    public Items<Evidence> NotUsed { get; }

    public bool Has(EntryKey lesion) => Targets.Any(each => each.Lesion == lesion);

    public static RecistTargets Of(Foci foci, IEnumerable<RecistSize> baseline)
    {
        var (targets, notUsed, organs) = (new List<RecistSize>(), new List<Evidence>(), new Dictionary<string, int>());
        foreach (var size in baseline.OrderByDescending(each => each.Mm.Low)
                     .ThenBy(each => each.Lesion.Value, StringComparer.Ordinal))
        {
            var organ = foci.SitesOf(size.Lesion)[0].Organ.ToLowerInvariant();
            var reason = size.Obstacle
                ?? (organs.GetValueOrDefault(organ) >= RecistRule.TargetsOfAnOrganMax
                    ? $"the third largest of the {organ} or less"
                    : targets.Count >= RecistRule.TargetsMax ? "five others are larger"
                    : null);
            if (reason is null)
            {
                targets.Add(size);
                organs[organ] = organs.GetValueOrDefault(organ) + 1;
            }
            else
            {
                notUsed.Add(new Evidence(size.Reading, EvidenceRole.NotUsed, $"{size.Lesion}, {size.Says}: {reason}"));
            }
        }

        return new RecistTargets([.. targets], [.. notUsed]);
    }
}

/// <summary>The diameter that RECIST takes of a lesion on one study.</summary>
/// <param name="Lesion">By its one name.</param>
/// <param name="Reading">The reading that states it.</param>
/// <param name="Mm">In millimetres, taken as exact; zero where it was looked for and not seen.</param>
/// <param name="IsNode">Of a node the short axis counts.</param>
/// <param name="AxisKnown">Which diameter it is, is stated as RECIST wants it.</param>
/// <param name="Says">As stated.</param>
sealed record RecistSize(EntryKey Lesion, EntryKey Reading, Bounds Mm, bool IsNode, bool AxisKnown, string Says)
{
    /// <summary>Why it cannot be a target; null where it can.</summary>
    public string? Obstacle => Mm.IsCertainlyAtLeast(Least) ? null : $"not measurable, which begins at {Least} mm";

    decimal Least => IsNode ? RecistRule.MeasurableNodeMm : RecistRule.MeasurableMm;

    /// <summary>Null where a reading gives no diameter of the lesion.</summary>
    public static RecistSize? Of(Foci foci, EntryKey reading, LesionSeen seen)
    {
        var lesion = foci.NameOf(seen.Lesion!.Value);
        var node = IsLymphNode(foci.EntryOf(lesion).Content);
        if (seen.Presence is Presence.Absent)
        {
            return new RecistSize(lesion, reading, Bounds.Exactly(0), node, true, "not seen");
        }

        var wanted = node ? Dimension.ShortAxis : Dimension.LongestDiameter;
        var sizes = seen.Sizes.Where(size => size.Dimension == wanted || size.Dimension is Dimension.Diameter)
            .OrderBy(size => size.Dimension == wanted ? 0 : 1)
            .Select(size => (size.Dimension, Mm: InMillimetres(size), Says: $"{size}"))
            .Where(each => each.Mm is not null).ToList();
        if (sizes.Count == 0)
        {
            return null;
        }

        var largest = sizes.Where(each => each.Dimension == sizes[0].Dimension).MaxBy(each => each.Mm!.Value.Low ?? 0);
        return new RecistSize(lesion, reading, largest.Mm!.Value, node, largest.Dimension == wanted, largest.Says);
    }

    static Bounds? InMillimetres(Measurement size) => size.Size is Quantity.Qualitative { Word: var word }
        && word.Contains("too small to measure", StringComparison.OrdinalIgnoreCase)
            ? Bounds.Exactly(RecistRule.TooSmallToMeasureMm)
            : Millimetres.Of(size)?.Size;

    static bool IsLymphNode(EntryContent lesion) => lesion is Lesion { Focus: Focus.LymphNode }
        or Lesion { Site.Organ: "lymph node" };
}
