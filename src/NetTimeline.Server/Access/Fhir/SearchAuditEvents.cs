using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using NetTimeline.EventStore;
using NetTimeline.Journal;
using NetTimeline.Server.Http;
using NetTimeline.Server.Patients;
using NodaTime;
using NodaTime.Text;

namespace NetTimeline.Server.Access.Fhir;

/// <summary>Who was shown what, for programs that speak FHIR.</summary>
static class SearchAuditEvents
{
    public const string Json = "application/fhir+json";
    public const string Lines = "application/fhir+ndjson";
    const string PatientPrefix = "Patient/";
    const int DatesMax = 2;
    const int ActorCharactersMax = 128;

    public static void Map(IEndpointRouteBuilder app) => app.MapGroup("/fhir").WithTags("Audit")
        .MapMethods("AuditEvent", Reads.Methods, HandleAsync)
        .WithMetadata(AccessOperations.SearchAuditEvents, AccessPolicy.ShowsAccess);

    static async Task<IResult> HandleAsync(
        HttpContext context, AccessLog log, PatientJournal journal, CancellationToken cancellation)
    {
        var asLines = !Negotiation.Accepts(context.Request, Json);
        if (asLines && !Negotiation.Accepts(context.Request, Lines))
        {
            return new Problem(ProblemKinds.NotAcceptable, $"This answer comes as {Json} or {Lines}.");
        }

        var inquiry = new Inquiry(context);
        var asked = Read(inquiry);
        if (inquiry.Text("patient") is { } patient)
        {
            asked = asked.Of(await PatientAsync(context, inquiry, journal, patient, cancellation));
        }

        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var (records, next) = await asked.FindAsync(log, cancellation);
        context.Shown().Reviewed(asked.Filter.Stream, records.Count);
        var writer = new AuditEventJson(context.Request.Host.Host);
        var events = records.Select(each => (each.Id, Event: writer.Of(each))).ToList();
        return asLines
            ? new Answer(StatusCodes.Status200OK, Lines, Encoding.UTF8.GetBytes(
                string.Concat(events.Select(each => each.Event.ToJsonString() + "\n"))))
            : new Answer(StatusCodes.Status200OK, Json, Encoding.UTF8.GetBytes(
                Bundle(context.Request, events, next).ToJsonString()));
    }

    static AccessAsked Read(Inquiry inquiry)
    {
        Instant? from = null, to = null;
        foreach (var date in inquiry.Several("date", DatesMax))
        {
            var moment = InstantPattern.ExtendedIso.Parse(date.Length > 2 ? date[2..] : "");
            if (moment.Success && date.StartsWith("ge", StringComparison.Ordinal))
            {
                from = moment.Value;
            }
            else if (moment.Success && date.StartsWith("lt", StringComparison.Ordinal))
            {
                to = moment.Value;
            }
            else
            {
                inquiry.Wrong("date", "ge or lt and a moment in UTC is expected: ge2026-01-31T12:00:00Z.");
            }
        }

        return new AccessAsked(
            new AccessFilter(null, inquiry.Words("agent-name", ActorCharactersMax), from, to, Outcomes(inquiry)),
            inquiry.Number("_after", 0, long.MaxValue) ?? 0,
            (int)(inquiry.Number("_count", 1, AccessAsked.LimitMax) ?? AccessAsked.LimitDefault));
    }

    static IReadOnlyList<AccessOutcome> Outcomes(Inquiry inquiry)
    {
        if (inquiry.Text("outcome") is not { } code)
        {
            return [];
        }

        var outcomes = Enum.GetValues<AccessOutcome>().Where(each => AuditEventJson.CodeOf(each) == code).ToList();
        if (outcomes.Count == 0)
        {
            inquiry.Wrong("outcome", "0, 4 or 8 is expected.");
        }

        return outcomes;
    }

    static async Task<Guid?> PatientAsync(
        HttpContext context, Inquiry inquiry, PatientJournal journal, string address, CancellationToken cancellation)
    {
        var isReference = address.StartsWith(PatientPrefix, StringComparison.Ordinal);
        return await journal.LookForAsync(
            context, inquiry, isReference ? address[PatientPrefix.Length..] : address, cancellation);
    }

    static JsonObject Bundle(HttpRequest request, IReadOnlyList<(Guid Id, JsonObject Event)> events, long? next)
    {
        var links = new JsonArray(Link("self", request.GetDisplayUrl()));
        if (next is { } after)
        {
            var query = new QueryBuilder(request.Query.Where(each => each.Key != "_after"))
            {
                { "_after", after.ToString(CultureInfo.InvariantCulture) },
            };
            links.Add((JsonNode)Link("next", UriHelper.BuildAbsolute(
                request.Scheme, request.Host, request.PathBase, request.Path, query.ToQueryString())));
        }

        return new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["type"] = "searchset",
            ["link"] = links,
            ["entry"] = new JsonArray([.. events.Select(each => (JsonNode)new JsonObject
            {
                ["fullUrl"] = $"urn:uuid:{each.Id:D}",
                ["resource"] = each.Event,
                ["search"] = new JsonObject { ["mode"] = "match" },
            })]),
        };
    }

    static JsonObject Link(string relation, string url) => new() { ["relation"] = relation, ["url"] = url };
}
