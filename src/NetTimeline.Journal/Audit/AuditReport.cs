using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.EventStore;
using NetTimeline.Journal.Changes;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Tree;
using NodaTime;

namespace NetTimeline.Journal.Audit;

/// <summary>Everything that was done to one patient's record, and how the ledger stands to it.</summary>
/// <param name="Patient">The registry key, or the id where that was erased.</param>
/// <param name="Stream">The patient's id.</param>
/// <param name="DrawnAt">When the report was made.</param>
/// <param name="DrawnFor">Who asked for it.</param>
/// <param name="Lines">Every event, in the order of versions.</param>
/// <param name="Leaves">Of the events, in the same order.</param>
/// <param name="Checkpoints">The newest one of each epoch that has events of the patient, with its epoch.</param>
/// <param name="Entries">Every entry ever recorded that can still be said, with how it stands.</param>
/// <param name="Late">What was recorded long after it occurred.</param>
/// <param name="Unsaid">
/// Entries and corrections that are still recorded and in no view, since they cannot be said without what was erased.
/// </param>
public sealed record AuditReport(
    string Patient,
    Guid Stream,
    Instant DrawnAt,
    string DrawnFor,
    IReadOnlyList<ChangeLine> Lines,
    IReadOnlyList<AuditedLeaf> Leaves,
    IReadOnlyList<(LedgerEpoch Epoch, StoredCheckpoint? Newest)> Checkpoints,
    IReadOnlyList<AuditedEntry> Entries,
    BackdatedReport Late,
    Items<EntryKey> Unsaid)
{
    /// <param name="patient">The registry key, or the id where that was erased.</param>
    /// <param name="lines">Every event, in the order of versions.</param>
    /// <param name="evidence">Of the same events.</param>
    /// <param name="checkpoints">The newest one of each epoch that has events of the patient, with its epoch.</param>
    /// <param name="asked">When, by whom, and how long is not late yet.</param>
    public static AuditReport Of(
        string patient,
        IReadOnlyList<ChangeLine> lines,
        StreamEvidence evidence,
        IReadOnlyList<(LedgerEpoch Epoch, StoredCheckpoint? Newest)> checkpoints,
        ReportAsked asked)
    {
        var history = lines.Where(line => line.Happened is not null || line.Stored.IsErased)
            .Select(line => new Recorded(
                line.Stored.Version, line.Stored.RecordedAt, line.Stored.Act.Actor,
                line.Happened ?? new PatientEvent.Erased())).ToList();
        var shown = HistoryWithout.Erased(history);
        return new(
            patient, evidence.Stream, asked.At, asked.By, lines,
            [.. evidence.Events.Take(lines.Count).Select(each => AuditedLeaf.Of(each, checkpoints))], checkpoints,
            AuditedEntry.AllOf(shown, asked.Clinic),
            BackdatedReport.Of(shown, recorded: null, asked.LateDays, asked.Clinic),
            [.. Keys(history).Except(Keys(shown))]);

        static IEnumerable<EntryKey> Keys(IEnumerable<Recorded> all) =>
            all.Select(each => each.Event.OwnKey).OfType<EntryKey>();
    }
}

/// <summary>What somebody wants a report for.</summary>
/// <param name="At">When it is made.</param>
/// <param name="By">Who asks for it.</param>
/// <param name="LateDays">How long after an occurrence recording is not late yet.</param>
/// <param name="Clinic">Days of recording are days in this zone.</param>
public sealed record ReportAsked(Instant At, string By, int LateDays, DateTimeZone Clinic);

/// <summary>An event's place in the ledger.</summary>
/// <param name="Epoch">The tree that it is in.</param>
/// <param name="Index">From 0.</param>
/// <param name="Hash">Of the leaf.</param>
/// <param name="IsErased">Nothing opens it any more.</param>
/// <param name="IsSigned">A checkpoint covers it.</param>
public sealed record AuditedLeaf(int Epoch, long Index, Hash Hash, bool IsErased, bool IsSigned)
{
    internal static AuditedLeaf Of(
        EventEvidence evidence, IReadOnlyList<(LedgerEpoch Epoch, StoredCheckpoint? Newest)> checkpoints)
    {
        var (epoch, newest) = checkpoints.Single(each => each.Epoch.Has(evidence.Position));
        var index = epoch.IndexOf(evidence.Position);
        return new(
            epoch.Number, index, MerkleTree.Leaf(evidence.Entry.Span), evidence.IsErased, newest?.Size > index);
    }
}

/// <summary>An entry as it stands.</summary>
/// <param name="Record">As it was first posted and as it stands.</param>
/// <param name="Version">Of the event that recorded it.</param>
/// <param name="Corrections">How often it was amended or dated anew.</param>
/// <param name="ReplacedBy">Beliefs that replaced it, a lesion that it was found to be.</param>
public sealed record AuditedEntry(EntryRecord Record, long Version, int Corrections, Items<EntryKey> ReplacedBy)
{
    public bool IsInForce => !Record.Retracted && ReplacedBy.Count == 0;

    internal static IReadOnlyList<AuditedEntry> AllOf(IReadOnlyList<Recorded> history, DateTimeZone clinic)
    {
        var state = PatientState.From(history.Select(each => each.Event));
        var replaced = state.Standing.SelectMany(each => each.Supersedes.Select(key => (key, each.Key)))
            .Concat(Timeline.From(history, AsOf.Now, clinic).Diagnoses
                .SelectMany(held => held.SupersededBy.Select(key => (held.Entry.Key, key))))
            .Concat(state.StandingCorrections.OfType<PatientEvent.LesionsMerged>()
                .SelectMany(merge => merge.Merged.Select(key => (key, merge.Kept))))
            .Distinct()
            .ToLookup(each => each.Item1, each => each.Item2);
        return
        [
            .. EntryHistory.Of(history).Select(entry => new AuditedEntry(
                state.Entries[entry.Key], entry.First.Version, entry.Changes.Count,
                [.. replaced[entry.Key].OrderBy(key => key.Value, StringComparer.Ordinal)])),
        ];
    }
}
