using NetTimeline.Domain;
using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Server.Access;

/// <summary>Records of who was shown what, oldest first.</summary>
/// <param name="Records">In the order in which they were made.</param>
/// <param name="Next">To go on, pass it as after; left out where there are no more for now.</param>
sealed record AccessPageView(Items<AccessView> Records, long? Next);

/// <summary>That somebody was shown something, or was not.</summary>
/// <param name="Position">Its place in the access log, from 1.</param>
/// <param name="Id">The record's id, as its leaf has it.</param>
/// <param name="RecordedAt">Before anything was shown.</param>
/// <param name="Actor">Who asked, as they say themselves.</param>
/// <param name="Client">With which program.</param>
/// <param name="Purpose">For what, where they said so: a code of HL7's PurposeOfUse.</param>
/// <param name="Source">The network address.</param>
/// <param name="Request">The request's id; the same for all records of an answer.</param>
/// <param name="Operation">What was asked for, by the id that the API's description gives it.</param>
/// <param name="Category">
/// Which sort of data: course, patients, cohort, changes, access or openings; ledger for the first record of a log that
/// began anew, by which nobody was shown anything.
/// </param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Phase">Of an answer that took its time.</param>
/// <param name="Stream">The patient's id; left out for what was said of many together, or of nobody.</param>
/// <param name="Patient">The registry key.</param>
/// <param name="Version">The patient's events up to this one were shown.</param>
/// <param name="AsOfPosition">The log's events up to this one were, or those after it.</param>
/// <param name="Count">So many items.</param>
/// <param name="Query">The same for the same question: HMAC-SHA256 by a key of the ledger folder.</param>
/// <param name="LastsSeconds">So long it stands for all views of the course that the same caller was shown.</param>
sealed record AccessView(
    long Position,
    Guid Id,
    Instant RecordedAt,
    string Actor,
    string? Client,
    string? Purpose,
    string? Source,
    string Request,
    string Operation,
    string Category,
    AccessOutcome Outcome,
    AccessPhase? Phase,
    Guid? Stream,
    RegistryKey? Patient,
    long? Version,
    long? AsOfPosition,
    long? Count,
    string? Query,
    long? LastsSeconds)
{
    public static AccessView Of(RecordedAccess recorded, IReadOnlyDictionary<Guid, RegistryKey> keys)
    {
        var record = recorded.Record;
        return new AccessView(
            recorded.Position, recorded.Id, recorded.RecordedAt, record.Actor, record.Client, record.Purpose,
            record.Source, record.Request, record.Operation, record.Category, record.Outcome, record.Phase,
            record.Stream,
            record.Stream is { } stream && keys.TryGetValue(stream, out var key) ? key : null,
            record.Version, record.Position, record.Count, record.Query, record.LastsSeconds);
    }
}
