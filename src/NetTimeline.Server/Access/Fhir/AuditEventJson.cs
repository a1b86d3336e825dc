using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NodaTime.Text;

namespace NetTimeline.Server.Access.Fhir;

/// <summary>
/// Access records as AuditEvents of FHIR R4, in the patterns of IHE's Basic Audit Log Patterns (ITI BALP 1.1). There a
/// read flows from the server, the source, to the client, the destination; a query the other way.
/// </summary>
/// <param name="host">The name under which the server is called.</param>
sealed class AuditEventJson(string host)
{
    public const string ProfileOf = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

    const string Dicom = "http://dicom.nema.org/resources/ontology/DCM";
    const string ObjectRole = "http://terminology.hl7.org/CodeSystem/object-role";
    const string EntityType = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    /// <summary>The category of patients who were found by a search, one record each.</summary>
    const string Found = "patients";

    const string Source = "110153";
    const string Destination = "110152";

    /// <summary>R4 asks for an address; that of a connection without one is not known.</summary>
    const string Unknown = "unknown";

    public JsonObject Of(RecordedAccess recorded)
    {
        var record = recorded.Record;
        var isQuery = record.Query is not null || record.Stream is null || record.Category == Found;
        var profile = (record.Stream is null ? "" : "Patient") + (isQuery ? "Query" : "Read");
        var json = new JsonObject { ["resourceType"] = "AuditEvent", ["id"] = recorded.Id.ToString("D") };
        if (record.Outcome is AccessOutcome.Success)
        {
            json["meta"] = new JsonObject { ["profile"] = new JsonArray(ProfileOf + profile) };
        }

        json["type"] = Coding("http://terminology.hl7.org/CodeSystem/audit-event-type", "rest");
        json["subtype"] = new JsonArray(
            Coding("http://hl7.org/fhir/restful-interaction", isQuery ? "search" : "read"),
            new JsonObject { ["code"] = record.Operation });
        json["action"] = isQuery ? "E" : "R";
        json["recorded"] = InstantPattern.ExtendedIso.Format(recorded.RecordedAt);
        json["outcome"] = CodeOf(record.Outcome);
        if (record.Outcome is not AccessOutcome.Success)
        {
            json["outcomeDesc"] = Words.Of(record.Outcome);
        }

        json["agent"] = Agents(record, isQuery);
        json["source"] = new JsonObject
        {
            ["observer"] = Named(host),
            ["type"] = new JsonArray(Coding("http://terminology.hl7.org/CodeSystem/security-source-type", "4")),
        };
        json["entity"] = Entities(record, isQuery);
        return json;
    }

    /// <summary>Minor failure for what was answered with a no, serious for what broke off.</summary>
    public static string CodeOf(AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Success => "0",
        AccessOutcome.Failed => "8",
        _ => "4",
    };

    JsonArray Agents(AccessRecord record, bool isQuery)
    {
        var user = new JsonObject
        {
            ["type"] = Concept("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP"),
            ["who"] = Named(record.Actor),
            ["name"] = record.Actor,
            ["requestor"] = true,
        };
        if (record.Purpose is { } purpose)
        {
            user["purposeOfUse"] =
                new JsonArray(Concept("http://terminology.hl7.org/CodeSystem/v3-ActReason", purpose));
        }

        return
        [
            Machine(isQuery ? Source : Destination, record.Client ?? Unknown, record.Source ?? Unknown, "2"),
            Machine(isQuery ? Destination : Source, host, host, "1"),
            user,
        ];
    }

    static JsonArray Entities(AccessRecord record, bool isQuery)
    {
        var entities = new JsonArray();
        if (record.Stream is { } patient)
        {
            entities.Add((JsonNode)new JsonObject
            {
                ["what"] = new JsonObject { ["reference"] = $"Patient/{patient:D}" },
                ["type"] = Coding(EntityType, "1"),
                ["role"] = Coding(ObjectRole, "1"),
            });
        }

        entities.Add((JsonNode)(isQuery ? Question(record) : Content(record)));
        entities.Add((JsonNode)new JsonObject
        {
            ["what"] = Named(record.Request),
            ["type"] = Coding("https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType", "XrequestId"),
        });
        return entities;
    }

    static JsonObject Content(AccessRecord record) => new()
    {
        ["what"] = Named(record.Category),
        ["type"] = Coding(EntityType, "2"),
        ["role"] = Coding(ObjectRole, "4"),
        ["description"] = Extent(record),
    };

    static JsonObject Question(AccessRecord record) => new()
    {
        ["type"] = Coding(EntityType, "2"),
        ["role"] = Coding(ObjectRole, "24"),
        ["description"] = Extent(record),
        ["query"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(
            record.Query is { } hash ? $"hmac-sha256:{hash}" : record.Operation)),
    };

    /// <summary>How much was shown, in words; both sorts of entity may hold them.</summary>
    static string Extent(AccessRecord record) => string.Join(", ", new[]
    {
        record.Category,
        record.Phase is { } phase ? Words.Of(phase) : null,
        record.Version is { } version ? Number("up to version", version) : null,
        record.Position is { } position ? Number("position", position) : null,
        record.Count is { } count ? Number("items", count) : null,
        record.LastsSeconds is { } seconds ? Number("seconds", seconds) : null,
    }.OfType<string>());

    static string Number(string name, long value) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} {value}");

    /// <param name="role">Of DICOM.</param>
    /// <param name="name">Of the program or the server.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="kind">1 for the name of a machine, 2 for an IP address.</param>
    static JsonObject Machine(string role, string name, string address, string kind) => new()
    {
        ["type"] = Concept(Dicom, role),
        ["who"] = Named(name),
        ["requestor"] = false,
        ["network"] = new JsonObject { ["address"] = address, ["type"] = kind },
    };

    static JsonObject Named(string value) =>
        new() { ["identifier"] = new JsonObject { ["value"] = value } };

    static JsonObject Concept(string system, string code) => new() { ["coding"] = new JsonArray(Coding(system, code)) };

    static JsonObject Coding(string system, string code) => new() { ["system"] = system, ["code"] = code };
}
