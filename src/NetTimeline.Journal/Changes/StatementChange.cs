using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Journal.Json;
using static NetTimeline.Domain.Patients.PatientEvent;

namespace NetTimeline.Journal.Changes;

/// <summary>One place of a statement that an event made say something else.</summary>
/// <param name="Of">The entry or correction; null for the enrolment.</param>
/// <param name="Pointer">JSON Pointer into it; empty where all of it was stated or withdrawn.</param>
/// <param name="Before">Null where nothing was said there.</param>
/// <param name="After">Null where nothing is said there any more.</param>
public sealed record StatementChange(EntryKey? Of, string Pointer, JsonElement? Before, JsonElement? After);

/// <summary>What each event of a patient changed, from the statements before it.</summary>
static class StatementChanges
{
    /// <param name="before">What the events before it come to.</param>
    public static Items<StatementChange> Of(PatientState before, PatientEvent happened) => happened switch
    {
        EntryRecorded recorded => [Stated(recorded.Entry)],
        LesionReattributed anew =>
        [
            Stated(anew.Attribution),
            .. anew.Attribution.Supersedes.SelectMany(key => Otherwise(before, key, _ => anew.Attribution)),
        ],
        EntryAmended amended => [.. Otherwise(before, amended.Replacement.Key, _ => amended.Replacement)],
        EntryRedated redated => [.. Otherwise(before, redated.Entry, redated.Dates.On)],
        EntryRetracted retracted => [Withdrawn(before, retracted.Entry)],
        _ => [new(happened.OwnKey, "", null, Json(happened))],
    };

    static StatementChange Stated(Entry entry) => new(entry.Key, "", null, Json(entry));

    static IEnumerable<StatementChange> Otherwise(PatientState state, EntryKey key, Func<Entry, Entry> now) =>
        state.Entries.GetValueOrDefault(key)?.Current is { } said
            ? JsonDifference.Between(Json(said), Json(now(said)))
                .Select(place => new StatementChange(key, place.Pointer, place.Before, place.After))
            : [];

    static StatementChange Withdrawn(PatientState state, EntryKey key) => new(
        key, "",
        state.Entries.GetValueOrDefault(key)?.Current is { } entry ? Json(entry)
            : state.Corrections.GetValueOrDefault(key) is { } correction ? Json(correction)
            : null,
        null);

    static JsonElement Json(Entry entry) => Json(new EntryRecorded(entry));

    static JsonElement Json(PatientEvent happened) => JsonElement.Parse(EventJson.Encode(happened).Payload);
}
