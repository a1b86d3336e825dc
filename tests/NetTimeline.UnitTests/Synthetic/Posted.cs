using System.Text.Json;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NetTimeline.Synthetic;

namespace NetTimeline.UnitTests.Synthetic;

/// <summary>Lines of synthetic patients as an import posts them, and what is answered.</summary>
static class Posted
{
    /// <summary>Each line by itself, as when patients are mixed; null where every one is accepted.</summary>
    public static string? RefusalOfEach(IEnumerable<SyntheticLine> lines) =>
        Refusal(lines.Select(line => new[] { line }));

    /// <summary>Lines of a sort that follow each other together, as when a patient is imported in one piece.</summary>
    public static string? RefusalOfPortions(IReadOnlyList<SyntheticLine> lines) => Refusal(Portions(lines));

    public static PatientCommand Command(SyntheticLine line)
    {
        using var json = JsonDocument.Parse(line.Json);
        return line.Sort switch
        {
            SyntheticSort.Enrol => Understood(CommandJson.ReadEnrolment(json.RootElement)),
            SyntheticSort.Entry => Understood(CommandJson.ReadEntries(json.RootElement))[0],
            _ => Understood(CommandJson.ReadCorrections(json.RootElement))[0],
        };
    }

    static string? Refusal(IEnumerable<IReadOnlyList<SyntheticLine>> portions)
    {
        var state = PatientState.Initial;
        foreach (var portion in portions)
        {
            var decision = Decider.Decide(state, [.. portion.Select(Command)]);
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

    static T Understood<T>(Parsed<T> parsed) => parsed switch
    {
        Parsed<T>.Understood understood => understood.Value,
        Parsed<T>.Faulty faulty => throw new InvalidOperationException(string.Join(" ", faulty.Faults)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
