using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;

namespace NetTimeline.Journal;

/// <summary>Everything recorded of one patient, whether this program can read it or not.</summary>
/// <param name="RegistryKey">The name the registry gave.</param>
/// <param name="Events">In the order of versions, none left out.</param>
public sealed record PatientLog(RegistryKey RegistryKey, IReadOnlyList<LoggedEvent> Events)
{
    public long Version => Events.Count;

    /// <summary>Another program may have more to show of the same version.</summary>
    public bool IsWhole => Events.All(logged => logged is LoggedEvent.Read);

    public static PatientLog Of(PatientHistory history) =>
        new(history.RegistryKey, [.. history.Log.Select(line => new LoggedEvent.Read(line))]);

    public static PatientLog Of(RegistryKey registryKey, IEnumerable<StoredEvent> stored, StoredForms forms) =>
        new(registryKey, [.. stored.Select(each => LoggedEvent.Of(each, forms))]);
}

/// <summary>One event of a log.</summary>
public abstract record LoggedEvent
{
    LoggedEvent() { }

    /// <summary>One that this program can read.</summary>
    public sealed record Read(LogLine Line) : LoggedEvent;

    /// <summary>One of which it knows the envelope only.</summary>
    /// <param name="Stored">As it lies in the store.</param>
    /// <param name="Why">A sentence that quotes nothing of it.</param>
    public sealed record Unreadable(StoredEvent Stored, string Why) : LoggedEvent;

    internal static LoggedEvent Of(StoredEvent stored, StoredForms forms)
    {
        try
        {
            return new Read(LogLine.From(stored, forms));
        }
        catch (UnreadableEventException unreadable)
        {
            return new Unreadable(stored, unreadable.Message);
        }
    }
}

/// <summary>A patient among others.</summary>
/// <param name="Patient">The id.</param>
/// <param name="RegistryKey">The name the registry gave.</param>
/// <param name="Version">Of the stream.</param>
/// <param name="History">Null where it cannot be read.</param>
/// <param name="Unreadable">Why it cannot be read, as a sentence that quotes nothing of it; null where it can.</param>
public sealed record ListedPatient(
    Guid Patient, RegistryKey RegistryKey, long Version, PatientHistory? History, string? Unreadable)
{
    public static ListedPatient Of(PatientHistory history) =>
        new(history.Patient, history.RegistryKey, history.Version, history, null);
}
