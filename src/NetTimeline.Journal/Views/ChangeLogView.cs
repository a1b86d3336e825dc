using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.EventStore;
using NetTimeline.Journal.Changes;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>What was done to the records of patients, line by line.</summary>
/// <param name="Lines">In the order that was asked for.</param>
/// <param name="Next">To go on, pass it as after; left out where there are no more for now.</param>
public sealed record ChangeLogView(Items<ChangeLineView> Lines, long? Next)
{
    /// <param name="page">The lines.</param>
    /// <param name="epochs">Of the ledger, in the order of their numbers.</param>
    public static ChangeLogView Of(ChangeLogPage page, IReadOnlyList<LedgerEpoch> epochs) =>
        new([.. page.Lines.Select(line => ChangeLineView.Of(line, epochs))], page.Next);
}

/// <summary>One act: who did what, when and why, and what it made statements say.</summary>
/// <param name="Position">Its place among all events.</param>
/// <param name="Epoch">Of the ledger: the tree that its leaf is in.</param>
/// <param name="Index">Of its leaf in that tree.</param>
/// <param name="Patient">The registry key; left out where the act is about no patient.</param>
/// <param name="Stream">The patient's id, or that of a stream of the program's own.</param>
/// <param name="Version">Its place in the stream.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="RecordedAt">When the log got it.</param>
/// <param name="Actor">Who sent it.</param>
/// <param name="Client">With which program.</param>
/// <param name="Request">In which request.</param>
/// <param name="Change">creation, amendment or retraction.</param>
/// <param name="Key">The entry or correction it is; left out for the enrolment.</param>
/// <param name="Corrects">What is corrected.</param>
/// <param name="Reason">Why.</param>
/// <param name="Source">Where the statement came from.</param>
/// <param name="Summary">One line of what it says.</param>
/// <param name="Changed">Place by place.</param>
/// <param name="RecordedLate">Days from the occurrence to the recording, where late ones were asked for.</param>
/// <param name="Unreadable">Why not all of it is shown.</param>
/// <param name="ErasedBy">By what right it was erased; left out where it was not.</param>
public sealed record ChangeLineView(
    long Position,
    int Epoch,
    long Index,
    RegistryKey? Patient,
    Guid Stream,
    long Version,
    Guid Id,
    string Type,
    Instant RecordedAt,
    string Actor,
    string? Client,
    string? Request,
    string Change,
    EntryKey? Key,
    string? Corrects,
    string? Reason,
    string? Source,
    string? Summary,
    Items<StatementChangeView> Changed,
    DayBoundsView? RecordedLate,
    string? Unreadable,
    ErasedByView? ErasedBy)
{
    public static ChangeLineView Of(ChangeLine line, IReadOnlyList<LedgerEpoch> epochs)
    {
        var (stored, act) = (line.Stored, line.Stored.Act);
        var epoch = epochs.Single(each => each.Has(stored.Position));
        return new ChangeLineView(
            stored.Position, epoch.Number, epoch.IndexOf(stored.Position), line.Patient, stored.Stream, stored.Version,
            stored.Id, stored.Type, stored.RecordedAt, act.Actor, act.Client, act.Request, act.Change,
            line.Happened?.OwnKey, act.Corrects, act.Reason, act.Source,
            line.Happened is { } happened ? StatementText.Of(happened) : null,
            [.. line.Changed.Select(StatementChangeView.From)],
            line.RecordedLate is { } late ? DayBoundsView.Of(late) : null, line.Unreadable,
            ErasedByView.Of(line));
    }
}

/// <summary>Who erased an act, when and by what right.</summary>
/// <param name="Version">Of the event that says so.</param>
/// <param name="At">When it was erased first; the log may have it later, where a database was restored.</param>
/// <param name="Actor">Who sent it.</param>
/// <param name="Authority">Who decided.</param>
/// <param name="LegalBasis">By what law.</param>
/// <param name="Reason">Why.</param>
public sealed record ErasedByView(
    long Version, Instant At, string Actor, string Authority, string LegalBasis, string Reason)
{
    /// <summary>Null where the act was not erased.</summary>
    public static ErasedByView? Of(ChangeLine line) => line.Erasure switch
    {
        { Event: PatientEvent.PatientErased said } by =>
            new(by.Version, said.ErasedAt, by.By, said.Authority, said.LegalBasis, said.Reason),
        { Event: PatientEvent.EntryErased said } by =>
            new(by.Version, said.ErasedAt, by.By, said.Authority, said.LegalBasis, said.Reason),
        _ => null,
    };
}

/// <summary>A place of a statement that says something else.</summary>
/// <param name="Of">The entry or correction; left out for what has no key.</param>
/// <param name="Pointer">JSON Pointer into it; empty where all of it was stated or withdrawn.</param>
/// <param name="Before">Left out where nothing was said there.</param>
/// <param name="After">Left out where nothing is said there any more.</param>
public sealed record StatementChangeView(EntryKey? Of, string Pointer, JsonElement? Before, JsonElement? After)
{
    public static StatementChangeView From(StatementChange change) =>
        new(change.Of, change.Pointer, change.Before, change.After);
}
