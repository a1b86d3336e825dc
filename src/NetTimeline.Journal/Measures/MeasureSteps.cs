using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Differences;
using NetTimeline.Measures.Values;
using NodaTime;
using Measure = NetTimeline.Measures.Measure;

namespace NetTimeline.Journal.Measures;

/// <summary>A moment at which a measure came to say something else.</summary>
/// <param name="At">The view to ask for.</param>
/// <param name="With">Entries and corrections whose moment it is.</param>
/// <param name="Changes">From the moment before it; at the first, from nothing.</param>
public sealed record MeasureStep(AsOf At, Items<EntryKey> With, Items<MeasureDifference> Changes);

/// <summary>How what a measure says of a patient came to be what it is.</summary>
public static class MeasureSteps
{
    /// <summary>
    /// Along what was known or what was recorded, up to a view: nothing is told that came after it. Steps of which the
    /// dates do not tell the order are left out; what they bring comes with a later one, if only with the view itself.
    /// </summary>
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="axis">What is stepped along; the other axis is held where the view holds it.</param>
    /// <param name="upTo">The view.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    /// <param name="measure">What is computed at each step.</param>
    /// <param name="cancellation">Gives up, between two steps.</param>
    public static Items<MeasureStep> Of(
        IReadOnlyList<Recorded> history, StepAxis axis, AsOf upTo, DateTimeZone clinic, Measure measure,
        CancellationToken cancellation)
    {
        var last = Timeline.From([], AsOf.Now, clinic);
        Items<MeasureValue> before = [];
        var found = new List<MeasureStep>();
        foreach (var (step, view) in Views(history, axis, upTo, clinic, cancellation))
        {
            var values = measure.Of(new Course(view, []));
            if (MeasureDifference.Between(before, values, []).Count > 0)
            {
                // What moved a value is asked for only where one moved: it costs more than the value.
                var entries = TimelineDifference.Between(last, view, history).Entries;
                found.Add(new MeasureStep(
                    step.At, step.With, MeasureDifference.Between(before, values, entries)));
                (last, before) = (view, values);
            }
        }

        return [.. found];
    }

    static IEnumerable<SteppedView> Views(
        IReadOnlyList<Recorded> history, StepAxis axis, AsOf upTo, DateTimeZone clinic,
        CancellationToken cancellation) => axis is StepAxis.Known
            ? TimelineSteps.ViewsOfKnowledgeUpTo(history, upTo, clinic, cancellation)
                .Where(each => !each.Step.OrderNotTold)
            : TimelineSteps.ViewsOfRecording(
                [.. history.TakeWhile(each => upTo.Recorded is not { } limit || each.At <= limit)], upTo.Known, clinic,
                cancellation);
}
