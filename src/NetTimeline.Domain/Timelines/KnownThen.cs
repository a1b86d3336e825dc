using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NodaTime;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>
/// What was known at a moment. Whether it was is judged by everything recorded; what it said comes from what was
/// certainly known.
/// </summary>
sealed class KnownThen
{
    readonly KnownAt? moment;
    readonly KnowledgeJudge judge;
    readonly KnowledgeJudge judgeOfEnds;
    readonly IReadOnlyList<Recorded> corrections;

    /// <param name="histories">Of all entries recorded.</param>
    /// <param name="corrections">Splits and merges that stand.</param>
    /// <param name="birthYear">From the enrolment.</param>
    /// <param name="moment">Null for everything.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    public KnownThen(
        IReadOnlyList<EntryHistory> histories,
        IReadOnlyList<Recorded> corrections,
        int? birthYear,
        KnownAt? moment,
        DateTimeZone clinic)
    {
        (this.moment, this.corrections) = (moment, corrections);
        if (moment is null)
        {
            judge = judgeOfEnds = new KnowledgeJudge(new DateNetwork(), null, clinic);
            return;
        }

        var standing = histories.Where(entry => entry.Retraction is null).ToList();
        judge = JudgeBy(entry => entry.Latest);
        // An end that was understood otherwise later is judged as it was understood then.
        judgeOfEnds = standing.All(entry => entry.Changes.All(Counts)) ? judge : JudgeBy(entry => entry.SaidWith(Counts));

        KnowledgeJudge JudgeBy(Func<EntryHistory, Entry> now) =>
            new(Network(standing, now, corrections, birthYear), moment, clinic);
    }

    /// <summary>
    /// Splits and merges that were known. Without a known date of its own one is a slip put right, and right for the
    /// past too.
    /// </summary>
    public IEnumerable<PatientEvent> Corrections => corrections
        .Where(each => Of(each.Event) is not ({ } key, not null) || judge.Judge(key, each.At) is Knownness.Certainly)
        .Select(each => each.Event);

    /// <summary>A split's or merge's own key, and when it was understood.</summary>
    public static (EntryKey Key, StatedDate? Known) Of(PatientEvent happened) => happened switch
    {
        LesionGroupSplit split => (split.Key, split.Known),
        LesionsMerged merged => (merged.Key, merged.Known),
        _ => default,
    };

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
            history.First.Version, history.First.At, changes.Count, history.Retraction is not null,
            judge.Judge(history.Key, history.First.At), end is Knownness.Possibly);
    }

    bool Counts(Change change) => judge.Judge(change.Key, change.Recorded.At) is Knownness.Certainly;

    static DateNetwork Network(
        List<EntryHistory> standing, Func<EntryHistory, Entry> now, IReadOnlyList<Recorded> corrections, int? birthYear)
    {
        var network = StatementsOfTime.Network(standing.Select(entry => (now(entry), entry.FirstUnderstood)), birthYear);
        var changes = standing.SelectMany(entry => entry.Changes).Select(change => change.Recorded);
        foreach (var correction in changes.Concat(corrections))
        {
            StatementsOfTime.AddKnown(network, correction.Event);
        }

        return network;
    }
}
