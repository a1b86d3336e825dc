using NetTimeline.Domain;

namespace NetTimeline.Measures.Markers;

/// <summary>The values of a series by their days, so that only a few are looked at between two of them.</summary>
sealed class SeriesByDay
{
    readonly Items<MarkerValue> values;

    /// <summary>Values of certain days by their place in the series, which need not follow the days.</summary>
    readonly SortedSet<(int Day, int Place)> dated = [];
    readonly List<int> undated = [];

    public SeriesByDay(Items<MarkerValue> values)
    {
        this.values = values;
        for (var place = 0; place < values.Count; place++)
        {
            if (values[place].Day is { } day)
            {
                dated.Add((day, place));
            }
            else
            {
                undated.Add(place);
            }
        }
    }

    /// <summary>
    /// Values that are or may be of a day between two others, neither of which belongs to it, in the order of the
    /// series; all of them where one of the two has no certain day.
    /// </summary>
    public IEnumerable<MarkerValue> Near(MarkerValue from, MarkerValue to) =>
        (from.Day, to.Day) is ({ } after, { } before)
            ? undated.Concat(Between(after, before)).Order().Select(place => values[place])
            : values;

    IEnumerable<int> Between(int after, int before) => after + 1 >= before ? []
        : dated.GetViewBetween((after + 1, 0), (before - 1, int.MaxValue)).Select(each => each.Place);
}
