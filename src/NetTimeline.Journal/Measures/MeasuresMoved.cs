using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Differences;
using NetTimeline.Measures.Values;
using NodaTime;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Journal.Measures;

/// <summary>Number by number: what moved between two views, and what an entry moved.</summary>
public static class MeasuresMoved
{
    /// <summary>From one view of a patient to another.</summary>
    /// <param name="from">A view.</param>
    /// <param name="to">Another view of the same patient.</param>
    /// <param name="entries">What became of entries between them.</param>
    /// <param name="catalogue">Of each measure the version in use.</param>
    public static Items<MeasureDifference> Between(
        Timeline from, Timeline to, IEnumerable<EntryDifference> entries, MeasureCatalogue catalogue) =>
        MeasureDifference.Between(ValuesOf(from, catalogue), ValuesOf(to, catalogue), entries);

    /// <summary>
    /// What measures say with an entry and would say had it never been recorded, nor anything been done to it. What
    /// others say of it then leads nowhere.
    /// </summary>
    public static Items<MeasureDifference> By(
        EntryKey entry, PatientHistory history, AsOf asOf, DateTimeZone clinic, MeasureCatalogue catalogue)
    {
        var without = Timeline.From(
            [.. history.Events.Where(each => !IsOf(each.Event, entry))], asOf, clinic);
        var with = history.Timeline(asOf, clinic);
        return [.. MeasureDifference.Between(ValuesOf(without, catalogue), ValuesOf(with, catalogue), [])
            .Select(difference => difference with { By = [entry] })];
    }

    static bool IsOf(Domain.Patients.PatientEvent happened, EntryKey entry) => happened switch
    {
        EntryRecorded recorded => recorded.Entry.Key == entry,
        EntryAmended amended => amended.Replacement.Key == entry,
        EntryRedated redated => redated.Entry == entry,
        EntryRetracted retracted => retracted.Entry == entry,
        LesionReattributed anew => anew.Attribution.Key == entry,
        _ => false,
    };

    static IEnumerable<MeasureValue> ValuesOf(Timeline timeline, MeasureCatalogue catalogue)
    {
        var course = new Course(timeline, []);
        return [.. catalogue.Current.SelectMany(each => each.Measure.Of(course))];
    }
}
