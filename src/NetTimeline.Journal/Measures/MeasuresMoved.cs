using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Differences;
using NetTimeline.Measures.Values;
using NodaTime;

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
    /// For each entry: what measures say with it and would say had it never been recorded, nor what could not be said
    /// without it. Entries that move nothing are left out.
    /// </summary>
    /// <param name="entries">Each costs a reading of all measures.</param>
    /// <param name="history">Of the patient.</param>
    /// <param name="asOf">The view.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    /// <param name="catalogue">Of each measure the version in use.</param>
    public static Items<MovedBy> By(
        IEnumerable<EntryKey> entries, PatientHistory history, AsOf asOf, DateTimeZone clinic,
        MeasureCatalogue catalogue)
    {
        var with = ValuesOf(history.Timeline(asOf, clinic), catalogue).ToList();
        return [.. entries.Select(entry => new MovedBy(entry, [.. MeasureDifference
            .Between(ValuesOf(Without(entry, history, asOf, clinic), catalogue), with, [])
            .Select(difference => difference with { By = [entry] })])).Where(each => each.Values.Count > 0)];
    }

    static Timeline Without(EntryKey entry, PatientHistory history, AsOf asOf, DateTimeZone clinic) =>
        Timeline.From(HistoryWithout.Of(history.Events, entry), asOf, clinic);

    static IEnumerable<MeasureValue> ValuesOf(Timeline timeline, MeasureCatalogue catalogue)
    {
        var course = new Course(timeline, []);
        return [.. catalogue.Current.SelectMany(each => each.Measure.Of(course))];
    }
}

/// <summary>What an entry moved.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Values">Before: without it. After: with it.</param>
public sealed record MovedBy(EntryKey Entry, Items<MeasureDifference> Values);
