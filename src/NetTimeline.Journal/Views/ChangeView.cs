using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.EventStore;
using NetTimeline.Journal.Json;
using NodaTime;

namespace NetTimeline.Journal.Views;

/// <summary>That a patient's record changed, for those who follow the log: nothing of what the event says.</summary>
/// <param name="Position">Its place among all events; where to go on from.</param>
/// <param name="Patient">The patient's id.</param>
/// <param name="RegistryKey">
/// The name the registry gave; left out of what was erased and of what says so.
/// </param>
/// <param name="Version">The patient's version with it.</param>
/// <param name="Kind">The event's stored name.</param>
/// <param name="RecordedAt">When the log got it.</param>
/// <param name="Key">The entry or correction it is; left out for the enrolment.</param>
/// <param name="Corrects">The entries that are corrected, with spaces between them.</param>
public sealed record ChangeView(
    long Position,
    Guid Patient,
    RegistryKey? RegistryKey,
    long Version,
    string Kind,
    Instant RecordedAt,
    string? Key,
    string? Corrects)
{
    /// <summary>Of any event there is, those of a newer program included: the stored form is not decoded.</summary>
    public static ChangeView Of(StoredEvent stored, RegistryKey? registryKey) => new(
        stored.Position, stored.Stream, NamesNobody(stored) ? null : registryKey, stored.Version, stored.Type,
        stored.RecordedAt, KeyIn(stored.Payload), stored.Act.Corrects);

    static bool NamesNobody(StoredEvent stored) => stored.IsErased || EventJson.Erasures.Contains(stored.Type);

    static string? KeyIn(ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        // A lesion attributed anew has no key of its own: it is the new attribution.
        return Text(root, "key")
            ?? (Member(root, "attribution") is { } attribution ? Text(attribution, "key") : null);
    }

    static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var member) ? member : null;

    static string? Text(JsonElement of, string name) =>
        Member(of, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
