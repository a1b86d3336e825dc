using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Measures.Differences;
using NetTimeline.Measures.Language;
using NodaTime;

namespace NetTimeline.Journal.Measures;

/// <summary>What a definition would move.</summary>
/// <param name="Patients">How many were compared.</param>
/// <param name="Unreadable">How many were not, because their histories cannot be read here.</param>
/// <param name="More">There are further patients who were not.</param>
/// <param name="Same">Values that stay as they are.</param>
/// <param name="Changes">In the order of registry keys.</param>
public sealed record DryRun(int Patients, int Unreadable, bool More, int Same, Items<PatientMoved> Changes);

/// <summary>A value of a patient that would be another.</summary>
public sealed record PatientMoved(Guid Id, RegistryKey Patient, MeasureDifference Difference);

/// <summary>
/// Computes a definition over a cohort beside the one of its name that is in use, and records nothing.
/// </summary>
/// <param name="patients">Reads the histories.</param>
/// <param name="clinic">Days of recording are days in this zone.</param>
public sealed class MeasureDryRun(PatientJournal patients, DateTimeZone clinic)
{
    /// <param name="written">The definition.</param>
    /// <param name="catalogue">Has the one in use, if there is one.</param>
    /// <param name="keyContains">Part of the registry keys of the cohort; empty for every patient.</param>
    /// <param name="max">The most patients to compare.</param>
    /// <param name="cancellation">Gives up, between two patients.</param>
    public async Task<DryRun> RunAsync(
        WrittenMeasure written, MeasureCatalogue catalogue, string keyContains, int max,
        CancellationToken cancellation)
    {
        var before = catalogue.Find(written.Name)?.Measure;
        var after = written.Compiled();
        var found = await patients.ListAsync(keyContains, max + 1, cancellation).ConfigureAwait(false);
        var changes = new List<PatientMoved>();
        var same = 0;
        var readable = found.Take(max).Select(each => each.History).OfType<PatientHistory>().ToList();
        foreach (var history in readable)
        {
            cancellation.ThrowIfCancellationRequested();
            var course = history.Course(AsOf.Now, clinic, []);
            var values = after.Of(course);
            var moved = MeasureDifference.Between(before?.Of(course) ?? [], values, []);
            same += values.Count - moved.Count(each => each.After is not null);
            changes.AddRange(moved.Select(each => new PatientMoved(history.Patient, history.RegistryKey, each)));
        }

        return new DryRun(
            readable.Count, Math.Min(found.Count, max) - readable.Count, found.Count > max, same, [.. changes]);
    }
}
