using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NodaTime;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>What the log of a patient held at an instant.</summary>
/// <param name="Version">Of the newest event; 0 where there is none.</param>
/// <param name="Enrolment">Null where nothing was recorded yet.</param>
/// <param name="Histories">Of all entries, retracted ones too, in the order of recording.</param>
/// <param name="Corrections">Splits and merges that were not withdrawn.</param>
sealed record RecordedThen(
    long Version,
    PatientEnrolled? Enrolment,
    IReadOnlyList<EntryHistory> Histories,
    IReadOnlyList<Recorded> Corrections)
{
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="limit">Inclusive; null for everything.</param>
    public static RecordedThen Of(IReadOnlyList<Recorded> history, Instant? limit)
    {
        var recorded = history.Where(each => limit is not { } last || each.At <= last).ToList();
        var withdrawn = recorded.Select(each => each.Event).OfType<EntryRetracted>()
            .Select(each => each.Entry).ToHashSet();
        return new RecordedThen(
            recorded.Count == 0 ? 0 : recorded[^1].Version,
            recorded.Select(each => each.Event).OfType<PatientEnrolled>().LastOrDefault(),
            EntryHistory.Of(recorded),
            [.. recorded.Where(each => each.Event is LesionGroupSplit or LesionsMerged
                && !withdrawn.Contains(UnderstoodAt(each.Event).Key))]);
    }

    DateNetwork? latest;

    public IEnumerable<EntryHistory> Standing => Histories.Where(entry => entry.Retraction is null);

    /// <summary>A split's or merge's own key, and when it was understood.</summary>
    public static (EntryKey Key, StatedDate? Known) UnderstoodAt(PatientEvent happened) => happened switch
    {
        LesionGroupSplit split => (split.Key, split.Known),
        LesionsMerged merged => (merged.Key, merged.Known),
        _ => default,
    };

    /// <summary>All dates as they stand now. One network for whoever asks; see there about threads.</summary>
    public DateNetwork LatestDates => latest ??= Dates(entry => entry.Latest);

    /// <summary>All dates: by them alone is judged what was known when.</summary>
    /// <param name="now">What each entry says.</param>
    public DateNetwork Dates(Func<EntryHistory, Entry> now)
    {
        var network = StatementsOfTime.Network(
            Standing.Select(entry => (now(entry), entry.FirstUnderstood)).ToList(), Enrolment?.BirthYear);
        var changes = Standing.SelectMany(entry => entry.Changes).Select(change => change.Recorded);
        foreach (var correction in changes.Concat(Corrections))
        {
            StatementsOfTime.AddKnown(network, correction.Event);
        }

        return network;
    }
}
