using System.Text.Json;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>
/// What IHE's Basic Audit Log Patterns ask of the events that claim Read, PatientRead, Query or PatientQuery, as their
/// sources state it (IHE/ITI.BasicAudit for FHIR R4, input/fsh/PatientRead.fsh and PatientQuery.fsh), and what FHIR R4
/// asks of every AuditEvent.
/// </summary>
static class BasicAudit
{
    const string Base = "https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.";

    /// <summary>A number of places that elements must match.</summary>
    /// <param name="Of">The repeating element.</param>
    /// <param name="Pattern">What picks one out: path, system and code.</param>
    /// <param name="Min">At least so many.</param>
    /// <param name="Max">At most so many.</param>
    /// <param name="Needed">Paths that each of them has.</param>
    /// <param name="Forbidden">Members that none of them has.</param>
    internal sealed record Slice(
        string Of, string[] Pattern, int Min, int Max, string[] Needed, string[] Forbidden);

    static readonly Slice[] Always =
    [
        new("agent", ["type.coding.code=IRCP"], 0, 1, ["who", "requestor=true"], ["media", "network"]),
        new("entity", ["type.code=XrequestId"], 0, 1, ["what.identifier.value"], []),
    ];

    static readonly Slice Patient =
        new("entity", ["type.code=1"], 1, 1, ["role.code=1", "what.reference^=Patient/"], []);

    static readonly Slice[] Read =
    [
        .. Always, Machine("110152"), Machine("110153"),
        new("entity", ["type.code=2"], 1, 1, ["what", "role.code=4|3|20"], []),
        new("subtype", ["system=http://hl7.org/fhir/restful-interaction", "code=read|vread"], 1, 1, [], []),
    ];

    static readonly Slice[] Query =
    [
        .. Always, Machine("110152"), Machine("110153"),
        new("entity", ["type.code=2"], 1, 1, ["role.code=24", "query"], ["what", "lifecycle", "detail"]),
        new("subtype", ["system=http://hl7.org/fhir/restful-interaction", "code=search|search-type|search-system"],
            1, 1, [], []),
    ];

    static readonly Dictionary<string, (string Action, string Client, Slice[] Slices)> Profiles = new()
    {
        [Base + "Read"] = ("R", "110152", Read),
        [Base + "PatientRead"] = ("R", "110152", [.. Read, Patient]),
        [Base + "Query"] = ("E", "110153", Query),
        [Base + "PatientQuery"] = ("E", "110153", [.. Query, Patient]),
    };

    static Slice Machine(string role) =>
        new("agent", [$"type.coding.code={role}"], 1, 1, ["who", "network", "requestor=false"], ["media"]);

    /// <summary>The rows about the profile that an event claims.</summary>
    public static IReadOnlyList<Slice> SlicesOf(JsonElement auditEvent) => Profiles[ProfileOf(auditEvent)!].Slices;

    /// <summary>Where in its list an event has what a row is about.</summary>
    public static IEnumerable<int> Places(JsonElement auditEvent, Slice slice) => All(auditEvent, slice.Of).Index()
        .Where(each => slice.Pattern.All(path => Has(each.Item, path))).Select(each => each.Index);

    public static string? ProfileOf(JsonElement auditEvent) =>
        auditEvent.TryGetProperty("meta", out var meta) ? meta.GetProperty("profile")[0].GetString() : null;

    /// <summary>Every reason why an event is none, or is not what it claims to be.</summary>
    public static IReadOnlyList<string> Faults(JsonElement auditEvent)
    {
        var faults = new List<string>();
        Check("resourceType=AuditEvent", "type.code=rest", "recorded", "outcome", "source.observer", "source.type");
        foreach (var agent in All(auditEvent, "agent").Where(agent => !Has(agent, "requestor")))
            faults.Add($"An agent without requestor: {agent}");
        foreach (var entity in All(auditEvent, "entity").Where(each => Has(each, "name") && Has(each, "query")))
            faults.Add($"An entity with name and query: {entity}");
        if (ProfileOf(auditEvent) is not { } claimed)
        {
            Check("outcome=4|8", "outcomeDesc");
            return faults;
        }

        var (action, client, slices) = Profiles[claimed];
        Check("outcome=0", $"action={action}");
        faults.AddRange(slices.SelectMany(slice => Faults(auditEvent, slice)));
        if (!All(auditEvent, "agent").Any(
            agent => Has(agent, $"type.coding.code={client}") && Has(agent, "network.type=2")))
        {
            faults.Add("The client is at no address.");
        }

        return faults;

        void Check(params string[] paths) =>
            faults.AddRange(paths.Where(path => !Has(auditEvent, path)).Select(path => $"{path} is missing"));
    }

    static IEnumerable<string> Faults(JsonElement auditEvent, Slice slice)
    {
        var found = All(auditEvent, slice.Of).Where(each => slice.Pattern.All(path => Has(each, path))).ToList();
        if (found.Count < slice.Min || found.Count > slice.Max)
            yield return $"{slice.Of} {slice.Pattern[0]}: {found.Count} of {slice.Min}..{slice.Max}";
        foreach (var each in found)
        {
            foreach (var path in slice.Needed.Where(path => !Has(each, path)))
                yield return $"{slice.Of} {slice.Pattern[0]}: {path} is missing";
            foreach (var name in slice.Forbidden.Where(name => each.TryGetProperty(name, out _)))
                yield return $"{slice.Of} {slice.Pattern[0]}: {name} is there";
        }
    }

    static IEnumerable<JsonElement> All(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) ? list.EnumerateArray() : [];

    /// <summary>A path of members; = compares with one of several, ^= with a beginning.</summary>
    static bool Has(JsonElement element, string path)
    {
        var (names, begins) = (path, path.Contains("^=", StringComparison.Ordinal));
        string[]? wanted = null;
        if (path.IndexOf('=') is var at and > 0)
            (names, wanted) = (path[..(begins ? at - 1 : at)], path[(at + 1)..].Split('|'));
        foreach (var name in names.Split('.'))
        {
            if (!element.TryGetProperty(name, out element))
                return false;
            if (element.ValueKind is JsonValueKind.Array)
                element = element[0];
        }

        var text = element.ToString();
        return wanted is null
            || wanted.Any(each => begins
                ? text.StartsWith(each, StringComparison.Ordinal)
                : string.Equals(text, each, StringComparison.OrdinalIgnoreCase));
    }
}
