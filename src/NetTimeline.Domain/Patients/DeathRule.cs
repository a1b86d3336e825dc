using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Patients;

/// <summary>
/// After death no procedure, therapy, symptom or encounter starts. Results, autopsy and notes may come later. Only what
/// is certain is refused: where the dates cannot tell, the entry is taken.
/// </summary>
static class DeathRule
{
    public static IEnumerable<Fault> Faults(
        PatientState then, DateNetwork network, IReadOnlyList<Entry> deaths, Entry entry) =>
        entry.Kind is EntryKinds.Death ? OfDeath(then, network, deaths, entry) : OfOther(network, deaths, entry);

    static IEnumerable<Fault> OfOther(DateNetwork network, IReadOnlyList<Entry> deaths, Entry entry) => deaths
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

        var later = then.Standing
            .Where(entry => entry.Content.OnlyTheLiving && IsAfter(network, entry, death))
            .Select(entry => entry.Key.Value).Order(StringComparer.Ordinal).ToList();
        if (later.Count > 0)
        {
            yield return new Fault(
                Refusal.DeathBeforeEntry, "/occurred", $"Certainly later than this death: {string.Join(", ", later)}.");
        }
    }

    static bool IsTheSame(Entry other, Entry death) =>
        other.Key == death.Key || other.Key == death.SameAs || other.SameAs == death.Key;

    static bool IsAfter(DateNetwork network, Entry entry, Entry death) =>
        network.Compare(DatePoint.StartOf(entry.Key), DatePoint.StartOf(death.Key)) is DateOrder.After;
}
