using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using static NetTimeline.Domain.Patients.PatientCommand;

namespace NetTimeline.Domain.Patients;

/// <summary>A command and its place in the list that was sent, for pointers.</summary>
readonly record struct Placed(int At, PatientCommand Command);

/// <summary>
/// What can be wrong with commands only in the light of everything that would then be recorded: references, the counts
/// of groups, death. Judged once for all commands, so that they may refer to each other.
/// </summary>
static class Consistency
{
    /// <param name="then">The state the commands would lead to.</param>
    /// <param name="commands">
    /// Those that would be recorded. A repetition is not judged again: what it refers to may have been withdrawn since.
    /// </param>
    public static IEnumerable<Fault> Faults(PatientState then, IReadOnlyList<Placed> commands) =>
        commands.SelectMany(each => References(then, each.Command).Select(f => f.Below($"/{each.At}")))
            .Concat(commands.SelectMany(
                each => StillReferredTo(then, each.Command).Select(f => f.Below($"/{each.At}"))))
            .Concat(Groups.Overfull(then, commands))
            .Concat(Dates(then, commands));

    /// <summary>The entry a command leaves behind, with the pointer to it.</summary>
    internal static (Entry Entry, string Pointer)? EntryOf(PatientState then, PatientCommand command) => command switch
    {
        RecordEntry record => (record.Entry, ""),
        ReattributeLesion anew => (anew.Attribution, "/attribution"),
        AmendEntry amend => (amend.Replacement, "/replacement"),
        RedateEntry redate when then.Find(redate.Entry) is { } entry => (redate.Dates.On(entry), "/dates"),
        _ => null,
    };

    static IEnumerable<Fault> References(PatientState then, PatientCommand command)
    {
        var references = EntryOf(then, command) is var (entry, pointer)
            ? entry.References().Select(reference => reference.Below(pointer))
            : [];
        return references.Concat(OwnReferences(command)).Select(reference => Missing(then, reference)).OfType<Fault>();
    }

    static IEnumerable<Reference> OwnReferences(PatientCommand command) => command switch
    {
        AmendEntry amend => Known(amend.Known),
        RedateEntry redate => Known(redate.Known),
        SplitGroup split => Reference.All("/into", split.Into, EntryKinds.Lesions)
            .Prepend(new Reference("/group", split.Group, EntryKinds.LesionGroup)).Concat(Known(split.Known)),
        MergeLesions merge => Reference.All("/merged", merge.Merged, EntryKinds.Lesion)
            .Prepend(new Reference("/kept", merge.Kept, EntryKinds.Lesion)).Concat(Known(merge.Known)),
        _ => [],
    };

    static IEnumerable<Reference> Known(StatedDate? known) =>
        known?.References().Select(reference => reference.Below("/known")) ?? [];

    static Fault? Missing(PatientState then, Reference reference) => then.Entries.GetValueOrDefault(reference.Key)
        switch
    {
        null => new Fault(Refusal.UnknownReference, reference.Pointer, $"There is no entry {reference.Key}."),
        { Retracted: true } => new Fault(
            Refusal.AlreadyRetracted, reference.Pointer, $"The entry {reference.Key} was retracted."),
        var named when (named.Current.Kind & reference.Allowed) == 0 => new Fault(
            Refusal.WrongKindOfReference, reference.Pointer,
            $"The entry {reference.Key} is a {Words.Of(named.Current.Kind)}; "
            + $"this place names {KindsIn(reference.Allowed)}."),
        _ => null,
    };

    static string KindsIn(EntryKinds allowed) => string.Join(" or ", Enum.GetValues<EntryKinds>()
        .Where(kind => System.Numerics.BitOperations.IsPow2((int)kind) && (kind & allowed) != 0)
        .Select(kind => Words.Of(kind)));

    static IEnumerable<Fault> StillReferredTo(PatientState then, PatientCommand command)
    {
        if (command is not RetractEntry retract)
        {
            return [];
        }

        var others = then.Standing
            .Where(entry => entry.References().Any(reference => reference.Key == retract.Entry))
            .Select(entry => entry.Key.Value).Order(StringComparer.Ordinal).ToList();
        return others.Count == 0
            ? []
            : [new Fault(Refusal.StillReferredTo, "/entry",
                $"The entry {retract.Entry} is still referred to by {string.Join(", ", others)}; "
                + "correct or retract those first.")];
    }

    static IEnumerable<Fault> Dates(PatientState then, IReadOnlyList<Placed> commands)
    {
        var network = StatementsOfTime.Network(then.Standing, then.Enrolment?.BirthYear);
        var deaths = then.Standing.Where(entry => entry.Kind is EntryKinds.Death).ToList();
        foreach (var (at, command) in commands)
        {
            if (EntryOf(then, command) is not var (entry, pointer))
            {
                continue;
            }

            var faults = DeathRule.Faults(then, network, deaths, entry).Concat(OwnDates(entry));
            foreach (var fault in faults)
            {
                yield return fault.Below($"/{at}{pointer}");
            }
        }
    }

    /// <summary>
    /// A statement that its own dates deny. Each is asked of the two dates alone, since in the network of all dates
    /// the contradiction would hide itself.
    /// </summary>
    static IEnumerable<Fault> OwnDates(Entry entry)
    {
        if (CertainlyBefore(entry, entry.Known))
        {
            yield return new Fault(
                Refusal.DatesContradict, "/known", "Nothing is known before it occurred; state the day of the report.");
        }

        if (CertainlyBefore(entry, entry.Ended))
        {
            yield return new Fault(Refusal.DatesContradict, "/ended", "Nothing ends before it begins.");
        }
    }

    static bool CertainlyBefore(Entry entry, StatedDate? date)
    {
        if (date is null or { Disputed: true } || entry.Occurred is null or { Disputed: true })
        {
            return false;
        }

        var (start, other) = (DatePoint.StartOf(entry.Key), DatePoint.EndOf(entry.Key));
        var network = StatementsOfTime.OfTwo((start, entry.Occurred), (other, date));
        return network.Compare(other, start) is DateOrder.Before;
    }
}
