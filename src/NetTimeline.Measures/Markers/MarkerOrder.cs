using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>What else a series says of the time between two of its values; two measures ask it of the same.</summary>
sealed class MarkerOrder(Course course)
{
    readonly Dictionary<(EntryKey From, EntryKey To), Items<Evidence>> found = [];

    /// <summary>Values that are, or may be, between two others: words, and numbers whose place is not told.</summary>
    public static Items<Evidence> Between(
        Course course, MarkerSeries series, MarkerValue from, MarkerValue to) =>
        course.Once(each => new MarkerOrder(each)).Between(series, from, to);

    Items<Evidence> Between(MarkerSeries series, MarkerValue from, MarkerValue to)
    {
        if (!found.TryGetValue((from.Key, to.Key), out var between))
        {
            found[(from.Key, to.Key)] = between =
            [
                .. series.ByDay.Near(from, to).Where(value => MayBeBetween(value, from, to)).Select(value =>
                    value.NotUsed(value.IsNumber
                        ? "it may lie between the two."
                        : "a word and no number; the course between the two is not known by it.")),
            ];
        }

        return between;
    }

    bool MayBeBetween(MarkerValue value, MarkerValue from, MarkerValue to) =>
        MayFollow(value, from) && MayFollow(to, value)
        && value.Key != from.Key && value.Key != to.Key && !IsAfter(value, to) && !IsAfter(from, value);

    /// <summary>Certainly of a later day, or not told. Of days that are certain the network is not asked.</summary>
    bool MayFollow(MarkerValue value, MarkerValue other) =>
        (other.Day, value.Day) is ({ } earlier, { } later) ? earlier < later
        : course.Order(other.Key, value.Key) is DateOrder.Before or DateOrder.CannotBeTold;

    /// <summary>A course that is told against another value is after it, if only on the same day.</summary>
    static bool IsAfter(MarkerValue value, MarkerValue other) =>
        value.Quantity is Quantity.Trend { ComparedTo: { } compared } && compared == other.Key;
}
