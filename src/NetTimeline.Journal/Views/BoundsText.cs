using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.Views;

/// <summary>Draws what the dates tell of the time between two points, with the statements behind each bound.</summary>
public static class BoundsText
{
    public static string Draw(Course course, BoundsAsked asked)
    {
        var page = new TextPage();
        var found = BoundsFound.Of(course.Dates, asked);
        PageHead.Draw(page, course);
        page.Line("");
        new TextTree(
            asked.From is { } from ? $"from {from} to {asked.Of}: {Length(found)}" : $"{asked.Of}: {Day(found)}",
            [
                .. Order(found, asked), .. new[] { found.Why.Low, found.Why.High }.OfType<BoundChain>()
                    .Select(ExplanationText.Chain),
                .. found.Note is { } note ? [TextTree.Leaf($"note: {note}")] : Array.Empty<TextTree>(),
            ]).Draw(page);
        return page.ToString();
    }

    static string Length(BoundsFound found)
    {
        var length = found.Length!.Value;
        var unit = Words.Of(length.Unit);
        return found.Status switch
        {
            BoundsStatus.Exact => $"{MeasureText.Number(length.Low!.Value)} {unit}",
            BoundsStatus.Contradicted => "the dates contradict each other",
            _ when length is { Low: null, High: null } => "nothing is known",
            _ when length.Midpoint is { } point =>
                $"{MeasureText.Number(point)} {MeasureText.Interval(Bounds.Of(length))} {unit}",
            _ => $"{MeasureText.Interval(Bounds.Of(length))} {unit}",
        };
    }

    static string Day(BoundsFound found) => (Shown(found.First), Shown(found.Last)) switch
    {
        _ when found.Status is BoundsStatus.Contradicted => "the dates contradict each other",
        ({ } first, { } last) when first == last => $"on {first}",
        ({ } first, { } last) => $"between {first} and {last}",
        ({ } first, null) => $"not before {first}",
        (null, { } last) => $"not after {last}",
        _ => "nothing is known",
    };

    static string? Shown(NodaTime.LocalDate? day) => day is { } found ? CalendarDate.OfDay(found).ToString() : null;

    static IEnumerable<TextTree> Order(BoundsFound found, BoundsAsked asked) => (found.Order switch
    {
        DateOrder.Before => $"{asked.Of} is before {asked.From}",
        DateOrder.After => $"{asked.Of} is after {asked.From}",
        DateOrder.Same => $"{asked.Of} is on the same day as {asked.From}",
        DateOrder.CannotBeTold => "which of them is earlier cannot be told",
        _ => null,
    }) is { } order ? [TextTree.Leaf(order)] : [];
}
