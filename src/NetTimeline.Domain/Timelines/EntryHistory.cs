using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Timelines;

/// <summary>An entry with everything that was done to it, in the order of recording.</summary>
/// <param name="First">The event that recorded it.</param>
/// <param name="Posted">What it said at first.</param>
/// <param name="Changes">Amendments and re-datings.</param>
/// <param name="Retraction">The event that withdrew it; null while it stands.</param>
public sealed record EntryHistory(Recorded First, Entry Posted, Items<Change> Changes, Recorded? Retraction)
{
    public EntryKey Key => Posted.Key;

    /// <summary>What it says when everything recorded counts.</summary>
    public Entry Latest => SaidWith(_ => true);

    /// <summary>
    /// What it said before anything was understood otherwise; slips put right until then are right here.
    /// </summary>
    public Entry FirstUnderstood => SaidWith(_ => false);

    /// <summary>
    /// What it says when of the reinterpretations only some count. A slip put right belongs to what it was put right
    /// in: it counts where the reinterpretation before it does.
    /// </summary>
    public Entry SaidWith(Func<Change, bool> counts) =>
        Counting(counts).Aggregate(Posted, (entry, change) => change.Apply(entry));

    /// <summary>The changes that count, in the order of recording.</summary>
    public IEnumerable<Change> Counting(Func<Change, bool> counts) => Changes.Count == 0 ? [] : AmongChanges(counts);

    IEnumerable<Change> AmongChanges(Func<Change, bool> counts)
    {
        var understood = true;
        foreach (var change in Changes)
        {
            understood = change.Nature is AmendmentNature.Reinterpretation ? counts(change) : understood;
            if (understood)
            {
                yield return change;
            }
        }
    }

    /// <summary>The histories of all entries among the events, in the order in which they were recorded.</summary>
    public static IReadOnlyList<EntryHistory> Of(IEnumerable<Recorded> events)
    {
        var histories = new Dictionary<EntryKey, EntryHistory>();
        foreach (var recorded in events)
        {
            switch (recorded.Event)
            {
                case EntryRecorded { Entry: var entry }:
                    histories[entry.Key] = new EntryHistory(recorded, entry, [], null);
                    break;
                case LesionReattributed { Attribution: var entry }:
                    histories[entry.Key] = new EntryHistory(recorded, entry, [], null);
                    break;
                case EntryAmended amended:
                    Update(amended.Replacement.Key, history => history.With(new Change(
                        recorded, amended.Key, amended.Nature, amended.Known, _ => amended.Replacement)));
                    break;
                case EntryRedated redated:
                    Update(redated.Entry, history => history.With(new Change(
                        recorded, redated.Key, redated.Nature, redated.Known, redated.Dates.On)));
                    break;
                case EntryRetracted retracted:
                    Update(retracted.Entry, history => history with { Retraction = recorded });
                    break;
            }
        }

        return [.. histories.Values.OrderBy(history => history.First.Version)];

        void Update(EntryKey key, Func<EntryHistory, EntryHistory> update)
        {
            if (histories.TryGetValue(key, out var history))
            {
                histories[key] = update(history);
            }
        }
    }

    EntryHistory With(Change change) => this with { Changes = Changes.With(change) };
}

/// <summary>One amendment or re-dating of an entry.</summary>
/// <param name="Recorded">The event.</param>
/// <param name="Key">The correction's key.</param>
/// <param name="Nature">A slip put right, or a new understanding.</param>
/// <param name="Known">When a new understanding was reached.</param>
/// <param name="Apply">What the entry says afterwards.</param>
public sealed record Change(
    Recorded Recorded, EntryKey Key, AmendmentNature Nature, StatedDate? Known, Func<Entry, Entry> Apply);
