using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Synthetic;
using NetTimeline.Tests.Synthetic;
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
            var commands = patient.Lines.Take(linesMax).Select(SyntheticCommands.Of).ToList();
            var posted = await journal.PostAsync(patient.RegistryKey, commands, Asking, CancellationToken.None);
            if (posted is not Posting.Recorded)
                throw new InvalidOperationException($"{patient.RegistryKey} was not recorded: {posted}.");
        }

        var all = await store.ReadAllAsync(0, int.MaxValue, CancellationToken.None);
        return [.. all.GroupBy(stored => stored.Stream).Select(course => course.ToList())];
    }
}
