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
        var events = new List<PatientEvent>();
        var fresh = new List<Placed>();
        var then = state;
        for (var at = 0; at < commands.Count; at++)
        {
            var answer = One(then, commands[at]);
            faults.AddRange(answer.Faults.Select(fault => fault.Below($"/{at}")));
            if (answer.Event is { } happens)
            {
                fresh.Add(new Placed(at, commands[at]));
                events.Add(happens);
                then = PatientState.Evolve(then, happens);
            }
        }

        faults.AddRange(Consistency.Faults(then, fresh));
        return faults.Count > 0
            ? new Decision.Refused([.. faults.DistinctBy(fault => (fault.Pointer, fault.Sentence))])
            : new Decision.Accepted([.. events]);
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
        RecordEntry record => NewEntry(state, record.Entry, new EntryRecorded(record.Entry), []),
        ReattributeLesion anew => Reattribute(state, anew),
        AmendEntry amend => Correct(state, amend.Key, new EntryAmended(
            amend.Key, amend.Nature, amend.Replacement, amend.Known, amend.Reason ?? ""), Amendment(state, amend)),
        RedateEntry redate => Correct(state, redate.Key, new EntryRedated(
            redate.Key, redate.Entry, redate.Nature, redate.Dates, redate.Known, redate.Reason ?? ""),
            Redating(state, redate)),
        RetractEntry retract => Correct(state, retract.Key, new EntryRetracted(
            retract.Key, retract.Entry, retract.Reason ?? ""),
            [.. Reason(retract.Reason), .. Stands(state, "/entry", retract.Entry)]),
        SplitGroup split => Correct(state, split.Key, new LesionGroupSplit(
            split.Key, split.Group, split.Into, split.Known, split.Reason ?? ""), Splitting(split)),
        MergeLesions merge => Correct(state, merge.Key, new LesionsMerged(
            merge.Key, merge.Kept, merge.Merged, merge.Known, merge.Reason ?? ""), Merging(merge)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static Answer Enrol(PatientState state, EnrolPatient enrol)
    {
        var enrolled = new PatientEnrolled(enrol.RegistryKey, enrol.Sex, enrol.BirthYear, enrol.StatedAge);
        return state.Enrolment switch
        {
            null when EnrolmentFaults(enrol).ToList() is { Count: > 0 } faults => new Answer(null, faults),
            null => new Answer(enrolled, []),
            var before when before == enrolled => default(Answer) with { Faults = [] },
            _ => No(Refusal.KeyTaken, "/registryKey", "A patient with this registry key is enrolled otherwise."),
        };
    }

    static IEnumerable<Fault> EnrolmentFaults(EnrolPatient enrol)
    {
        if (enrol.BirthYear is < 1800 or > 2199)
        {
            yield return new Fault(Refusal.Malformed, "/birthYear", "A birth year lies between 1800 and 2199.");
        }

        if (enrol.StatedAge is < 0 or > 130)
        {
            yield return new Fault(Refusal.Malformed, "/statedAge", "An age is a number of years from 0 to 130.");
        }
    }

    static Answer NewEntry(PatientState state, Entry entry, PatientEvent recorded, IReadOnlyList<Fault> faults)
    {
        if (state.Entries.TryGetValue(entry.Key, out var before))
        {
            return before.FirstPosted == entry
                ? new Answer(null, [])
                : No(Refusal.KeyTaken, "/key", $"The key {entry.Key} belongs to an entry that says something else.");
        }

        return state.Corrections.ContainsKey(entry.Key)
            ? No(Refusal.KeyTaken, "/key", $"The key {entry.Key} belongs to a correction.")
            : new Answer(recorded, [.. faults, .. entry.Faults()]);
    }

    static Answer Reattribute(PatientState state, ReattributeLesion anew)
    {
        var answer = NewEntry(
            state, anew.Attribution, new LesionReattributed(anew.Attribution, anew.Reason ?? ""),
            [.. Reattribution(anew.Attribution)]);
        return answer with
        {
            Faults = [.. Reason(anew.Reason), .. answer.Faults.Select(fault => fault.Below("/attribution"))],
        };
    }

    static Answer Correct(PatientState state, EntryKey key, PatientEvent correction, IEnumerable<Fault> faults)
    {
        if (state.Corrections.TryGetValue(key, out var before))
        {
            return before == correction
                ? new Answer(null, [])
                : No(Refusal.KeyTaken, "/key", $"The key {key} belongs to another correction.");
        }

        return state.Entries.ContainsKey(key)
            ? No(Refusal.KeyTaken, "/key", $"The key {key} belongs to an entry; a correction has a key of its own.")
            : new Answer(correction, [.. faults]);
    }

    static IEnumerable<Fault> Amendment(PatientState state, AmendEntry amend)
    {
        var replacement = amend.Replacement;
        var faults = Reason(amend.Reason).Concat(Understanding(amend.Nature, amend.Known))
            .Concat(Stands(state, "/replacement/key", replacement.Key))
            .Concat(replacement.Faults().Select(fault => fault.Below("/replacement")));
        return state.Find(replacement.Key) is { } entry && entry.Kind != replacement.Kind
            ? faults.Append(new Fault(
                Refusal.KindChanged, "/replacement/kind", "An amendment keeps the entry's kind; retract it instead."))
            : faults;
    }

    static IEnumerable<Fault> Redating(PatientState state, RedateEntry redate)
    {
        var faults = Reason(redate.Reason).Concat(Understanding(redate.Nature, redate.Known))
            .Concat(Stands(state, "/entry", redate.Entry));
        return state.Find(redate.Entry) is { } entry
            ? faults.Concat(redate.Dates.On(entry).Faults()
                .Where(fault => IsAboutDates(fault.Pointer)).Select(fault => fault.Below("/dates")))
            : faults;
    }

    static bool IsAboutDates(string pointer) => pointer.Split('/') is [_, var first, ..]
        && first is "occurred" or "ended" or "duration" or "alsoStated" or "known";

    static IEnumerable<Fault> Reattribution(Entry attribution)
    {
        if (attribution.Content is not Attribution)
        {
            yield return new Fault(Refusal.Malformed, "/kind", "Lesions are attributed anew by an attribution.");
        }

        if (attribution.Supersedes.Count == 0)
        {
            yield return new Fault(
                Refusal.Malformed, "/supersedes", "A new attribution names the attributions that it supersedes.");
        }
    }

    static IEnumerable<Fault> Splitting(SplitGroup split) => Reason(split.Reason)
        .Concat(split.Into.Count == 0
            ? [new Fault(Refusal.Malformed, "/into", "A split names the members that are told apart.")]
            : Items<Fault>.None)
        .Concat(split.Into.Distinct().Count() < split.Into.Count
            ? [new Fault(Refusal.Malformed, "/into", "A member is named twice.")]
            : Items<Fault>.None);

    static IEnumerable<Fault> Merging(MergeLesions merge) => Reason(merge.Reason)
        .Concat(merge.Merged.Count == 0 || merge.Merged.Contains(merge.Kept)
            ? [new Fault(
                Refusal.Malformed, "/merged", "A merge names the other lesions that turned out to be the kept one.")]
            : Items<Fault>.None);

    static IEnumerable<Fault> Reason(string? reason) => string.IsNullOrWhiteSpace(reason)
        ? [new Fault(Refusal.ReasonMissing, "/reason", "A correction says why.")]
        : [];

    static IEnumerable<Fault> Understanding(AmendmentNature nature, Dates.StatedDate? known) => (nature, known) switch
    {
        (AmendmentNature.Reinterpretation, null) =>
            [new Fault(Refusal.KnownMissing, "/known", "A reinterpretation says when it was known.")],
        (AmendmentNature.Transcription, not null) =>
            [new Fault(
                Refusal.Malformed, "/known", "A slip put right is known as the entry was; it has no date of its own.")],
        _ => [],
    };

    static IEnumerable<Fault> Stands(PatientState state, string pointer, EntryKey key) =>
        (state.Entries.GetValueOrDefault(key)) switch
        {
            null => [new Fault(Refusal.UnknownReference, pointer, $"There is no entry {key}.")],
            { Retracted: true } => [new Fault(Refusal.AlreadyRetracted, pointer, $"The entry {key} was retracted.")],
            _ => [],
        };

    static Answer No(Refusal refusal, string pointer, string sentence) =>
        new(null, [new Fault(refusal, pointer, sentence)]);
}
