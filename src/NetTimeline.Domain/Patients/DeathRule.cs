using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Patients;

/// <summary>
/// After death no procedure, therapy, symptom or encounter starts. Results, autopsy and notes may come later. Only what
/// is certain is refused: where the dates cannot tell, the entry is taken.
/// </summary>
static class DeathRule
{
    /// <param name="then">Everything that would be recorded.</param>
    /// <param name="network">Its dates.</param>
    /// <param name="deaths">Deaths among it; more than one where sources say the same.</param>
    /// <param name="entry">The entry judged.</param>
    /// <param name="changed">It was there before: others may hang on its dates.</param>
    public static IEnumerable<Fault> Faults(
        PatientState then, DateNetwork network, IReadOnlyList<Entry> deaths, Entry entry, bool changed)
    {
        if (deaths.Count == 0)
        {
            return [];
        }

        return entry.Kind is EntryKinds.Death ? OfDeath(then, network, deaths, entry)
            : changed ? OfAll(then, network, deaths)
            : OfNew(network, deaths, entry);
    }

    static IEnumerable<Fault> OfNew(DateNetwork network, IReadOnlyList<Entry> deaths, Entry entry) => deaths
        .Where(death => entry.Content.OnlyTheLiving && IsAfter(network, entry, death))
        .Select(death => new Fault(
            Refusal.AfterDeath, "/occurred", $"This is certainly after the patient's death ({death.Key})."));

    static IEnumerable<Fault> OfDeath(
        PatientState then, DateNetwork network, IReadOnlyList<Entry> deaths, Entry death)
    {
        if (deaths.FirstOrDefault(other => !IsTheSame(other, death)) is { } before)
        {
            yield return new Fault(
                Refusal.AlreadyDead, "",
                $"The patient's death is recorded as {before.Key}; name it in sameAs or amend it.");
        }

        if (Later(then, network, [death]) is { Length: > 0 } later)
        {
            yield return new Fault(Refusal.DeathBeforeEntry, "/occurred", $"Certainly later than this death: {later}.");
        }
    }

    static IEnumerable<Fault> OfAll(PatientState then, DateNetwork network, IReadOnlyList<Entry> deaths)
    {
        if (Later(then, network, deaths) is { Length: > 0 } later)
        {
            yield return new Fault(
                Refusal.AfterDeath, "", $"With these dates {later} would certainly be after the patient's death.");
        }
    }

    static string Later(PatientState then, DateNetwork network, IReadOnlyList<Entry> deaths) => string.Join(", ",
        then.Standing.Where(entry => entry.Content.OnlyTheLiving && deaths.Any(death => IsAfter(network, entry, death)))
        .Select(entry => entry.Key.Value).Order(StringComparer.Ordinal));

    static bool IsTheSame(Entry other, Entry death) =>
        other.Key == death.Key || other.Key == death.SameAs || other.SameAs == death.Key;

    static bool IsAfter(DateNetwork network, Entry entry, Entry death) =>
        network.Compare(DatePoint.StartOf(death.Key), DatePoint.StartOf(entry.Key)) is DateOrder.Before;
}
