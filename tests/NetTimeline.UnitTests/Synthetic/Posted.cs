using NetTimeline.Domain.Patients;
using NetTimeline.Synthetic;
using NetTimeline.Tests.Synthetic;

namespace NetTimeline.UnitTests.Synthetic;

/// <summary>Lines of synthetic patients as an import posts them, and what is answered.</summary>
static class Posted
{
    /// <summary>Each line by itself, as when patients are mixed; null where every one is accepted.</summary>
    public static string? RefusalOfEach(IEnumerable<SyntheticLine> lines) =>
        Refusal(lines.Select(line => new[] { line }));

    /// <summary>Lines of a sort that follow each other together, as when a patient is imported in one piece.</summary>
    public static string? RefusalOfPortions(IReadOnlyList<SyntheticLine> lines) => Refusal(Portions(lines));

    static string? Refusal(IEnumerable<IReadOnlyList<SyntheticLine>> portions)
    {
        var state = PatientState.Initial;
        foreach (var portion in portions)
        {
            var decision = Decider.Decide(state, [.. portion.Select(SyntheticCommands.Of)]);
            if (decision is Decision.Refused refused)
            {
                return $"{portion[0].Patient}: {string.Join(" ", refused.Faults)}";
            }

            state = ((Decision.Accepted)decision).Events.Aggregate(state, PatientState.Evolve);
        }

        return null;
    }

    static List<List<SyntheticLine>> Portions(IReadOnlyList<SyntheticLine> lines)
    {
        var portions = new List<List<SyntheticLine>>();
        foreach (var line in lines)
        {
            if (portions.Count == 0 || portions[^1][0].Sort != line.Sort)
            {
                portions.Add([]);
            }

            portions[^1].Add(line);
        }

        return portions;
    }
}
