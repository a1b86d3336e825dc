using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Domain.Patients;

/// <summary>What the dates of all entries together deny.</summary>
static class DatesTogether
{
    public static IEnumerable<Fault> Faults(PatientState then, IReadOnlyList<Placed> placed)
    {
        var deaths = then.Standing.Where(entry => entry.Kind is EntryKinds.Death).ToList();
        var network = deaths.Count == 0 && placed.All(each => IsOnDaysOfItsOwn(then, each.Event)) ? null : then.Dates();
        HashSet<EntryKey> sent = [.. placed.SelectMany(each => StatedBy(each.Event))];
        foreach (var (at, happened) in placed)
        {
            var faults = Consistency.EntryOf(then, happened) is var (entry, pointer)
                ? OwnDates(entry)
                    .Concat(network is null
                        ? []
                        : DeathRule.Faults(then, network, deaths, entry, happened is EntryAmended or EntryRedated))
                    .Select(fault => fault.Below(pointer)).ToList()
                : [];
            foreach (var fault in faults.Concat(WithOthers(network, happened, sent, faults)))
            {
                yield return fault.Below($"/{at}");
            }
        }
    }

    /// <summary>
    /// A new entry whose dates are days of the calendar, or not said, and hang on nothing else. Nothing that is
    /// recorded hangs on it either, since nothing names a key before it is there; so it can contradict only itself, and
    /// the network of all the others need not be asked. Before the end of the year of birth it may tell of the birth.
    /// </summary>
    static bool IsOnDaysOfItsOwn(PatientState then, PatientEvent happened) =>
        happened is EntryRecorded { Entry: { Duration: null, AlsoStated.Count: 0 } entry }
        && IsDayOfItsOwn(entry.Occurred) && IsDayOfItsOwn(entry.Ended) && IsDayOfItsOwn(entry.Known)
        && !entry.Content.NotBefore().Any()
        && !(entry.Occurred?.Date is ClinicalDate.On { Date: var day }
            && day.First.Year <= then.Enrolment?.BirthYear);

    static bool IsDayOfItsOwn(StatedDate? stated) => stated is null
        or { IsExactDay: true, NotBefore.Count: 0, NotAfter.Count: 0 };

    /// <summary>
    /// Refused where this statement is part of the contradiction; an older one among others is not this caller's.
    /// </summary>
    static IEnumerable<Fault> WithOthers(
        DateNetwork? network, PatientEvent happened, HashSet<EntryKey> sent, IReadOnlyList<Fault> own)
    {
        if (own.Count == 0 && network?.Irreconcilable is { } found && found.Entries.Intersect(StatedBy(happened)).Any())
        {
            var isOfBody = found.Told.All(teller => teller is Teller.OfEntry entry && sent.Contains(entry.Key));
            yield return new Fault(
                isOfBody ? Refusal.DatesContradict : Refusal.DatesContradictRecord, "", found.Sentence);
        }
    }

    static EntryKey[] StatedBy(PatientEvent happened) => happened switch
    {
        EntryRecorded recorded => [recorded.Entry.Key],
        LesionReattributed anew => [anew.Attribution.Key],
        EntryAmended amended => [amended.Key, amended.Replacement.Key],
        EntryRedated redated => [redated.Key, redated.Entry],
        LesionGroupSplit split => [split.Key],
        LesionsMerged merge => [merge.Key],
        _ => [],
    };

    /// <summary>
    /// A statement that its own dates deny. Each is asked of the two dates alone, so that the fault points to them.
    /// </summary>
    static IEnumerable<Fault> OwnDates(Entry entry)
    {
        if (CertainlyBefore(entry, entry.Known, DatePoint.KnownOf(entry.Key)))
        {
            yield return new Fault(
                Refusal.DatesContradict, "/known", "Nothing is known before it occurred; state the day of the report.");
        }

        if (CertainlyBefore(entry, entry.Ended, DatePoint.EndOf(entry.Key)))
        {
            yield return new Fault(Refusal.DatesContradict, "/ended", "Nothing ends before it begins.");
        }
    }

    static bool CertainlyBefore(Entry entry, StatedDate? date, DatePoint point)
    {
        if (date is null or { Disputed: true } || entry.Occurred is null or { Disputed: true })
        {
            return false;
        }

        var start = DatePoint.StartOf(entry.Key);
        return StatementsOfTime.OfTwo(entry.Key, (start, entry.Occurred), (point, date)).Compare(point, start)
            is DateOrder.Before;
    }
}
