using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NodaTime;

namespace NetTimeline.Journal.Changes;

/// <summary>One act on the log, with what it made statements say.</summary>
/// <param name="Stored">As it lies in the store.</param>
/// <param name="Patient">Null where the stream is no patient's.</param>
/// <param name="Happened">Null where it cannot be read, or is about no patient.</param>
/// <param name="Changed">From the statements before it; none where they cannot be told.</param>
/// <param name="RecordedLate">
/// How long after it occurred the entry was recorded, in days; null where it was not recorded late or nobody asked.
/// </param>
/// <param name="Unreadable">Why no more is shown, as a sentence that quotes nothing of it.</param>
public sealed record ChangeLine(
    StoredEvent Stored,
    RegistryKey? Patient,
    PatientEvent? Happened,
    Items<StatementChange> Changed,
    DayBounds? RecordedLate,
    string? Unreadable)
{
    /// <summary>What says that it was erased, by what right; null where it was not.</summary>
    public Recorded? Erasure { get; init; }

    const string BeforeUnknown =
        "An earlier event of this patient cannot be read, so that what was said before cannot be told.";

    const string Erased = "It was erased: who did what is not known any more, only when.";

    internal bool IsCreation => Stored.Act.Change == "creation";

    /// <summary>What happened to a patient, from the first event on.</summary>
    /// <param name="patient">The registry key; null where the stream is no patient's.</param>
    /// <param name="stream">Every event of one stream, in the order of versions.</param>
    /// <param name="forms">What is read of stored events.</param>
    public static IReadOnlyList<ChangeLine> Of(
        RegistryKey? patient, IReadOnlyList<StoredEvent> stream, StoredForms forms)
    {
        var lines = new List<ChangeLine>(stream.Count);
        var (state, isWhole) = (PatientState.Initial, true);
        var erasures = stream.Where(stored => EventJson.Erasures.Contains(stored.Type))
            .Select(stored => LoggedEvent.Of(stored, forms)).OfType<LoggedEvent.Read>()
            .Select(read => read.Line.Recorded).ToList();
        foreach (var stored in stream)
        {
            var line = Alone(patient, stored, forms, state);
            if (stored.IsErased)
            {
                line = line with
                {
                    Erasure = erasures.FirstOrDefault(
                        each => each.Version > stored.Version && each.Event.Erases(stored.Version)),
                };
            }

            if (!isWhole && !line.IsCreation)
            {
                line = line with { Changed = [], Unreadable = line.Unreadable ?? BeforeUnknown };
            }

            lines.Add(line);
            // Everything about an entry is erased together: what is said of the others can still be told.
            isWhole &= line.Happened is not null || stored.IsErased;
            state = line.Happened is { } happened ? PatientState.Evolve(state, happened) : state;
        }

        return lines;
    }

    /// <summary>As above, of one event after what the events before it come to.</summary>
    internal static ChangeLine Alone(
        RegistryKey? patient, StoredEvent stored, StoredForms forms, PatientState before) =>
        stored.IsErased ? new(stored, patient, null, [], null, Erased)
        : patient is null
            ? new(stored, null, null, [new(null, "", null, JsonElement.Parse(stored.Payload.Span))], null, null)
        : LoggedEvent.Of(stored, forms) switch
        {
            LoggedEvent.Read { Line.Recorded.Event: var happened } =>
                new(stored, patient, happened, StatementChanges.Of(before, happened), null, null),
            LoggedEvent.Unreadable { Why: var why } => new(stored, patient, null, [], null, why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>
    /// The lines of entries that were recorded certainly more than so many days after they occurred, with the delay;
    /// see <see cref="BackdatedReport"/>.
    /// </summary>
    /// <param name="lines">Of one patient, all of them.</param>
    /// <param name="days">How long is not late yet.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    public static IEnumerable<ChangeLine> RecordedLater(
        IReadOnlyList<ChangeLine> lines, int days, DateTimeZone clinic)
    {
        var report = BackdatedReport.Of(
            [.. lines.Where(line => line.Happened is not null).Select(line => new Recorded(
                line.Stored.Version, line.Stored.RecordedAt, line.Stored.Act.Actor, line.Happened!))],
            recorded: null, days, clinic);
        var late = report.RecordedLate.ToDictionary(each => each.Entry, each => each.Delay);
        return lines
            .Where(line => line.Happened is PatientEvent.EntryRecorded or PatientEvent.LesionReattributed
                && late.ContainsKey(line.Happened.OwnKey!.Value))
            .Select(line => line with { RecordedLate = late[line.Happened!.OwnKey!.Value] });
    }

    /// <summary>Whether it records an entry or correction, or is about it.</summary>
    internal bool IsAbout(EntryKey key) => Happened is { } happened
        ? happened.OwnKey == key || happened.IsAbout(key)
        : Stored.Act.Corrects?.Split(' ').Contains(key.Value) is true;
}
