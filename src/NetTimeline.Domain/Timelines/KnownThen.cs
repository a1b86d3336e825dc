using NetTimeline.Domain.Patients;
using NodaTime;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// What was known at a moment. Whether it was is judged by everything recorded; what it said comes from what was
/// certainly known.
/// </summary>
sealed class KnownThen
{
    readonly RecordedThen recorded;
    readonly KnownAt? moment;
    readonly KnowledgeJudge judge;
    readonly KnowledgeJudge judgeOfEnds;

    /// <param name="recorded">Everything recorded.</param>
    /// <param name="moment">Null for everything.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    public KnownThen(RecordedThen recorded, KnownAt? moment, DateTimeZone clinic)
    {
        (this.recorded, this.moment) = (recorded, moment);
        // Whoever asks for everything pays for no judgement.
        judge = moment is null
            ? KnowledgeJudge.OfEverything
            : new KnowledgeJudge(recorded.LatestDates, moment, clinic);
        // An end that was understood otherwise later is judged as it was understood then.
        judgeOfEnds = recorded.Standing.All(entry => entry.Changes.All(Counts))
            ? judge
            : new KnowledgeJudge(recorded.Dates(entry => entry.SaidWith(Counts)), moment, clinic);
    }

    /// <summary>
    /// Splits and merges that were known. Without a known date of its own one is a slip put right, and right for the
    /// past too.
    /// </summary>
    public Items<PatientEvent> Corrections => [.. recorded.Corrections
        .Where(each => RecordedThen.UnderstoodAt(each.Event) is not ({ } key, not null)
            || judge.Judge(key, each.At) is Knownness.Certainly)
        .Select(each => each.Event)];

    /// <summary>What was certainly or possibly known of these, each as it may be said.</summary>
    public List<TimelineEntry> Shown(IEnumerable<EntryHistory> histories)
    {
        var shown = histories.Select(Placed).Where(entry => entry.Knownness is not Knownness.NotYet).ToList();
        if (moment is null)
        {
            return shown;
        }

        var names = shown.Select(each => each.Entry.Key).ToHashSet();
        return [.. shown.Select(each => each with { Entry = Discretion.Of(each.Entry, names.Contains) })];
    }

    TimelineEntry Placed(EntryHistory history)
    {
        var said = history.SaidWith(Counts);
        var changes = history.Counting(Counts).ToList();
        var recordedAt = changes.Count > 0 ? changes[^1].Recorded.At : history.First.At;
        var end = said is { Ended: null, Duration: null }
            ? Knownness.Certainly
            : judgeOfEnds.JudgeEnd(said, recordedAt);
        return new TimelineEntry(
            end is Knownness.Certainly ? said : Discretion.WithoutEnd(said),
            history.First.Version, history.First.At, [.. changes.Select(change => change.Key)],
            history.Retraction is not null,
            judge.Judge(history.Key, history.First.At), end is Knownness.Possibly);
    }

    bool Counts(Change change) => judge.Judge(change.Key, change.Recorded.At) is Knownness.Certainly;
}
