using System.Text.Json;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using NetTimeline.Synthetic;

namespace NetTimeline.Tests.Synthetic;

/// <summary>What lines of synthetic patients ask for.</summary>
static class SyntheticCommands
{
    public static PatientCommand Of(SyntheticLine line)
    {
        using var json = JsonDocument.Parse(line.Json);
        return line.Sort switch
        {
            SyntheticSort.Enrol => Understood(CommandJson.ReadEnrolment(json.RootElement)),
            SyntheticSort.Entry => Understood(CommandJson.ReadEntries(json.RootElement)).Single(),
            _ => Understood(CommandJson.ReadCorrections(json.RootElement)).Single(),
        };
    }

    static T Understood<T>(Parsed<T> parsed) => parsed switch
    {
        Parsed<T>.Understood understood => understood.Value,
        Parsed<T>.Faulty faulty => throw new InvalidOperationException(string.Join(" ", faulty.Faults)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
