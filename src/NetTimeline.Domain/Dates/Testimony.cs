using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;

namespace NetTimeline.Domain.Dates;

/// <summary>
/// Everything that was said to a network, so that it can be told again by some of those who said it: only so is it seen
/// whether a contradiction needs them.
/// </summary>
/// <param name="entries">As they stand, and as they were first understood.</param>
/// <param name="birthYear">From the enrolment.</param>
/// <param name="assumptions">Nobody's statements.</param>
sealed class Testimony(
    IReadOnlyList<(Entry Now, Entry First)> entries, int? birthYear, IReadOnlyList<Assumption> assumptions)
{
    readonly List<PatientEvent> corrections = [];

    public IReadOnlyList<(Entry Now, Entry First)> Entries => entries;

    public int? BirthYear => birthYear;

    public IReadOnlyList<Assumption> Assumptions => assumptions;

    /// <summary>Corrections that state when they were known, said after everything else.</summary>
    public IReadOnlyList<PatientEvent> Corrections => corrections;

    public void Add(PatientEvent correction) => corrections.Add(correction);

    /// <summary>What these say of it. Points of the others stay, but nothing is said of them.</summary>
    public Testimony Only(IReadOnlySet<Teller> heard)
    {
        var only = new Testimony(
            [.. entries.Where(entry => heard.Contains(entry.Now.Key))],
            heard.Contains(new Teller.Enrolment()) ? birthYear : null,
            [.. assumptions.Where(assumption => heard.Contains(new Teller.Assumed(assumption)))]);
        only.corrections.AddRange(corrections.Where(
            correction => StatementsOfTime.KnownOf(correction) is { } known && heard.Contains(known.Key)));
        return only;
    }
}
