using System.Text.Json;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Synthetic;
using NodaTime;

namespace NetTimeline.Benchmarks;

/// <summary>
/// The first events of invented patients as they are stored: posted to a journal like anybody's, so that whatever reads
/// them finds nothing it could not find in a registry.
/// </summary>
static class InventedCourses
{
    const long Seed = 1;

    static readonly Asking Asking = new("dr-m", "bench", "0f8fad5b-d9cb-469f-a165-70867728950e", null, null);

    /// <summary>One list for each patient, in the order of versions.</summary>
    /// <param name="patients">How many.</param>
    /// <param name="linesMax">So many lines at most of each; a line is an event.</param>
    public static async Task<IReadOnlyList<IReadOnlyList<StoredEvent>>> StoredAsync(int patients, int linesMax)
    {
#pragma warning disable RS0030 // A benchmark is its own host.
        await using var store = new MemoryEventStore(SystemClock.Instance);
#pragma warning restore RS0030
        var journal = new PatientJournal(store, Guid.CreateVersion7);
        foreach (var patient in SyntheticCohort.Patients(Seed, 1, patients))
        {
            var commands = patient.Lines.Take(linesMax).SelectMany(Commands).ToList();
            var posted = await journal.PostAsync(patient.RegistryKey, commands, Asking, CancellationToken.None);
            if (posted is not Posting.Recorded)
                throw new InvalidOperationException($"{patient.RegistryKey} was not recorded: {posted}.");
        }

        var all = await store.ReadAllAsync(0, int.MaxValue, CancellationToken.None);
        return [.. all.GroupBy(stored => stored.Stream).Select(course => course.ToList())];
    }

    static IEnumerable<PatientCommand> Commands(SyntheticLine line)
    {
        using var json = JsonDocument.Parse(line.Json);
        return line.Sort switch
        {
            SyntheticSort.Enrol => [Understood(CommandJson.ReadEnrolment(json.RootElement))],
            SyntheticSort.Entry => Understood(CommandJson.ReadEntries(json.RootElement)),
            _ => Understood(CommandJson.ReadCorrections(json.RootElement)),
        };
    }

    static T Understood<T>(Parsed<T> parsed) => parsed is Parsed<T>.Understood understood
        ? understood.Value
        : throw new InvalidOperationException("A synthetic line cannot be read.");
}
