using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Markers;

/// <summary>The values of a series between two interventions.</summary>
/// <param name="After">
/// The intervention they follow; several where it cannot be told which was the last; none before the first.
/// </param>
/// <param name="Earlier">Every intervention before them, those of <paramref name="After"/> too.</param>
/// <param name="Values">Certainly there, in the order of the course.</param>
sealed record MarkerSegment(Items<EntryKey> After, Items<EntryKey> Earlier, Items<MarkerValue> Values)
{
    public IEnumerable<MarkerValue> Numbers => Values.Where(value => value.IsNumber);

    public string AfterText => string.Join(" and ", After);
}

/// <summary>A value of which it cannot be told whether it was before or after these interventions.</summary>
/// <param name="Value">The value.</param>
/// <param name="Earlier">Interventions that certainly were before it.</param>
/// <param name="Open">Interventions on whose side it cannot be placed.</param>
sealed record Unplaced(MarkerValue Value, Items<EntryKey> Earlier, Items<EntryKey> Open)
{
    public Evidence NotUsed =>
        Value.NotUsed($"whether it was before or after {string.Join(" and ", Open)} cannot be told.");
}

/// <summary>A series split at interventions.</summary>
sealed class MarkerSegments
{
    readonly Interventions interventions;

    public MarkerSegments(MarkerSeries series, Interventions interventions)
    {
        this.interventions = interventions;
        Series = series;
        var placed = new List<(string Earlier, Items<EntryKey> Keys, MarkerValue Value)>();
        var open = new List<Unplaced>();
        foreach (var value in series.Values)
        {
            var sides = interventions.All.ToLookup(each => interventions.SideOf(value.Key, each));
            var earlier = sides[Side.After].ToItems();
            if (sides[Side.CannotBeTold].Any())
            {
                open.Add(new Unplaced(value, earlier, [.. sides[Side.CannotBeTold]]));
            }
            else
            {
                placed.Add((string.Join(" ", earlier), earlier, value));
            }
        }

        Unplaced = [.. open];
        All =
        [
            .. placed.GroupBy(each => each.Earlier).Select(group => new MarkerSegment(
                interventions.Last(group.First().Keys), group.First().Keys, [.. group.Select(each => each.Value)])),
        ];
    }

    public MarkerSeries Series { get; }

    public Items<MarkerSegment> All { get; }

    /// <summary>Values that belong to no segment for certain.</summary>
    public Items<Unplaced> Unplaced { get; }

    /// <summary>Segments after an intervention, also those to which no value certainly belongs.</summary>
    public IEnumerable<MarkerSegment> AfterInterventions => All.Where(segment => segment.After.Count > 0)
        .Concat(OnlyMaybe());

    public static IReadOnlyList<MarkerSegments> Of(Course course) => course.Once<IReadOnlyList<MarkerSegments>>(each =>
    {
        var interventions = new Interventions(each);
        return [.. MarkerSeries.OfTumourMarkers(each).Select(series => new MarkerSegments(series, interventions))];
    });

    /// <summary>Values that may be of a segment: nothing that is certain puts them elsewhere.</summary>
    public IEnumerable<Unplaced> MaybeIn(MarkerSegment segment) => Unplaced.Where(each =>
        each.Earlier.All(segment.Earlier.Contains)
        && segment.Earlier.All(key => each.Earlier.Contains(key) || each.Open.Contains(key)));

    /// <summary>
    /// What lies between a segment's intervention and the one before that; null where nothing certainly does.
    /// </summary>
    public MarkerSegment? Before(MarkerSegment segment)
    {
        var earlier = segment.Earlier.Except(segment.After).ToHashSet();
        return All.FirstOrDefault(each => earlier.SetEquals(each.Earlier));
    }

    IEnumerable<MarkerSegment> OnlyMaybe() => Unplaced
        .Select(each => each.Earlier.Concat(each.Open).ToItems())
        .Where(earlier => !All.Any(segment => segment.Earlier.ToHashSet().SetEquals(earlier)))
        .DistinctBy(earlier => string.Join(" ", earlier.Select(key => key.Value).Order(StringComparer.Ordinal)))
        .Select(earlier => new MarkerSegment(interventions.Last(earlier), earlier, []));
}
