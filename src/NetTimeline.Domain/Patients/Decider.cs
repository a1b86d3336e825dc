using NetTimeline.Domain.Entries;
using static NetTimeline.Domain.Patients.PatientCommand;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Patients;

/// <summary>
/// Says yes or no to commands. A list of commands is accepted or refused as a whole; within it, entries may refer to
/// each other in any order.
/// </summary>
public static class Decider
{
    public static Decision Decide(PatientState state, IReadOnlyList<PatientCommand> commands)
    {
        var faults = new List<Fault>();
        var fresh = new List<Placed>();
        var then = state;
        for (var at = 0; at < commands.Count; at++)
        {
            var answer = One(then, commands[at]);
            faults.AddRange(answer.Faults.Select(fault => fault.Below($"/{at}")));
            if (answer.Event is { } happens)
            {
                fresh.Add(new Placed(at, happens));
                then = PatientState.Evolve(then, happens);
            }
        }

        faults.AddRange(Consistency.Faults(then, fresh));
        return faults.Count > 0
            ? new Decision.Refused([.. faults.DistinctBy(fault => (fault.Pointer, fault.Sentence))])
            : new Decision.Accepted([.. fresh.Select(each => each.Event)], [.. fresh.Select(each => each.At)]);
    }

    /// <summary>
    /// What a command comes to by itself: an event, faults, both (so that faults of later commands are found
    /// too), or neither, when it was accepted before.
    /// </summary>
    readonly record struct Answer(PatientEvent? Event, IReadOnlyList<Fault> Faults);

    static Answer One(PatientState state, PatientCommand command) => command switch
    {
        EnrolPatient enrol => Enrol(state, enrol),
        _ when state.Enrolment is null => No(Refusal.NotEnrolled, "", "The patient is not enrolled."),
        RecordEntry record => NewEntry(state, record, record.Entry, "", new EntryRecorded(record.Entry)),
        ReattributeLesion anew => NewEntry(
            state, anew, anew.Attribution, "/attribution", new LesionReattributed(anew.Attribution, anew.Reason ?? "")),
        AmendEntry amend => Correct(state, amend, amend.Key, Amendment(state, amend), new EntryAmended(
            amend.Key, amend.Nature, amend.Replacement, amend.Known, amend.Reason ?? "")),
        RedateEntry redate => Correct(
            state, redate, redate.Key, Stands(state, "/entry", redate.Entry), new EntryRedated(
            redate.Key, redate.Entry, redate.Nature, redate.Dates, redate.Known, redate.Reason ?? "")),
        RetractEntry retract => Correct(
            state, retract, retract.Key, CanBeWithdrawn(state, retract.Entry), new EntryRetracted(
            retract.Key, retract.Entry, retract.Reason ?? "")),
        SplitGroup split => Correct(state, split, split.Key, [], new LesionGroupSplit(
            split.Key, split.Group, split.Into, split.Known, split.Reason ?? "")),
        MergeLesions merge => Correct(state, merge, merge.Key, [], new LesionsMerged(
            merge.Key, merge.Kept, merge.Merged, merge.Known, merge.Reason ?? "")),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static Answer Enrol(PatientState state, EnrolPatient enrol)
    {
        var enrolled = new PatientEnrolled(enrol.RegistryKey, enrol.Sex, enrol.BirthYear, enrol.StatedAge);
        return state.Enrolment switch
        {
            null => CommandFaults.Of(enrol).ToList() is { Count: > 0 } faults
                ? new Answer(null, faults)
                : new Answer(enrolled, []),
            var before when before == enrolled => default(Answer) with { Faults = [] },
            _ => No(Refusal.KeyTaken, "/registryKey", "A patient with this registry key is enrolled otherwise."),
        };
    }

    static Answer NewEntry(
        PatientState state, PatientCommand command, Entry entry, string pointer, PatientEvent recorded)
    {
        if (state.Entries.TryGetValue(entry.Key, out var before))
        {
            return before.Recorded == recorded
                ? new Answer(null, [])
                : No(Refusal.KeyTaken, pointer + "/key",
                    $"The key {entry.Key} belongs to an entry that says something else.");
        }

        return state.Corrections.ContainsKey(entry.Key)
            ? No(Refusal.KeyTaken, pointer + "/key", $"The key {entry.Key} belongs to a correction.")
            : new Answer(recorded, [.. CommandFaults.Of(command)]);
    }

    static Answer Correct(
        PatientState state, PatientCommand command, EntryKey key, IEnumerable<Fault> faults, PatientEvent correction)
    {
        if (state.Corrections.TryGetValue(key, out var before))
        {
            return before == correction
                ? new Answer(null, [])
                : No(Refusal.KeyTaken, "/key", $"The key {key} belongs to another correction.");
        }

        return state.Entries.ContainsKey(key)
            ? No(Refusal.KeyTaken, "/key", $"The key {key} belongs to an entry; a correction has a key of its own.")
            : new Answer(correction, [.. CommandFaults.Of(command), .. faults]);
    }

    static IEnumerable<Fault> Amendment(PatientState state, AmendEntry amend)
    {
        var faults = Stands(state, "/replacement/key", amend.Replacement.Key);
        return state.Find(amend.Replacement.Key) is { } entry && entry.Kind != amend.Replacement.Kind
            ? faults.Append(new Fault(
                Refusal.KindChanged, "/replacement/kind", "An amendment keeps the entry's kind; retract it instead."))
            : faults;
    }

    static IEnumerable<Fault> Stands(PatientState state, string pointer, EntryKey key) =>
        state.Entries.GetValueOrDefault(key) switch
        {
            null => [new Fault(Refusal.UnknownReference, pointer, $"There is no entry {key}.")],
            { Retracted: true } => [new Fault(Refusal.AlreadyRetracted, pointer, $"The entry {key} was retracted.")],
            _ => [],
        };

    /// <summary>What can be withdrawn: an entry, a split or a merge, once.</summary>
    static IEnumerable<Fault> CanBeWithdrawn(PatientState state, EntryKey key) =>
        state.Corrections.GetValueOrDefault(key) is not (LesionGroupSplit or LesionsMerged)
            ? Stands(state, "/entry", key)
            : state.Withdrawn.Contains(key)
                ? [new Fault(Refusal.AlreadyRetracted, "/entry", $"The correction {key} was retracted.")]
                : [];

    static Answer No(Refusal refusal, string pointer, string sentence) =>
        new(null, [new Fault(refusal, pointer, sentence)]);
}
