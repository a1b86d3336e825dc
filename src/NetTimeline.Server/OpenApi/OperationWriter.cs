using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.OpenApi;
using NetTimeline.Server.Access;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.OpenApi;

/// <summary>Writes what we say of a route in the words of OpenAPI.</summary>
static class OperationWriter
{
    static readonly Dictionary<string, string> HeaderWords = new()
    {
        ["ETag"] = "The patient's version, in quotes.",
        ["Location"] = "The patient's address.",
        ["Idempotency-Replayed"] = "true where this is the answer of the first time.",
        ["Last-Event-ID"] = "The position after which the events begin.",
        ["Retry-After"] = "Seconds after which to ask again.",
        ["X-Request-Id"] = "The request's id.",
    };

    /// <summary>What any route takes that shows patients' data.</summary>
    static readonly Parameter[] WhoAsks =
    [
        Operations.Actor,
        new(Caller.PurposeHeader, Place.Header, "string",
            "What the data are used for, for the record of who was shown what: a code of HL7's PurposeOfUse, one of "
            + $"{string.Join(", ", Caller.Purposes)}. Left out, the record says no purpose.", "TREAT"),
    ];

    /// <summary>What any route can answer.</summary>
    static readonly ProblemKind[] Everywhere =
        [ProblemKinds.UnknownHost, ProblemKinds.Unexpected, ProblemKinds.TooSlow];

    /// <summary>What any route about patients can answer.</summary>
    static readonly ProblemKind[] AboutPatients =
    [
        ProblemKinds.BadRequest, ProblemKinds.NotAcceptable, ProblemKinds.DatabaseAway, ProblemKinds.NewerRecord,
        .. Everywhere,
    ];

    /// <param name="ours">What we say.</param>
    /// <param name="route">Path and method.</param>
    /// <param name="theirs">Written to.</param>
    /// <param name="document">What it belongs to.</param>
    public static void Write(
        Operation ours, ApiDescription route, OpenApiOperation theirs, OpenApiDocument document)
    {
        theirs.OperationId = ours.Id;
        theirs.Summary = ours.Summary;
        theirs.Description = ours.Description;
        var parameters = ours.Parameters.Concat(IsRecorded(route) ? WhoAsks : [])
            .DistinctBy(each => each.Name).ToList();
        theirs.Parameters = parameters.Count == 0 ? null : [.. parameters.Select(Written)];
        theirs.RequestBody = ours.Body is { } body ? Written(body, document) : null;
        theirs.Responses = [];
        foreach (var answer in ours.Answers)
        {
            theirs.Responses[Status(answer.Status)] = Written(answer, document);
        }

        foreach (var problems in ours.Problems.Concat(AnywhereLike(route)).GroupBy(kind => kind.Status))
        {
            // A status that already has an answer of ours keeps it: the health checks' 503.
            theirs.Responses.TryAdd(Status(problems.Key), Written([.. problems], document));
        }
    }

    static IEnumerable<ProblemKind> AnywhereLike(ApiDescription route) =>
    [
        .. route.RelativePath?.StartsWith("api/", StringComparison.Ordinal) is true ? AboutPatients : Everywhere,
        .. IsRecorded(route) ? [AccessProblems.NotRecorded] : (ProblemKind[])[],
        .. route.RelativePath?.StartsWith("api/patients", StringComparison.Ordinal) is true
            ? (ProblemKind[])[ErasingProblems.Erased]
            : [],
        .. SameSite.IsSafe(route.HttpMethod ?? "") ? (ProblemKind[])[] : [ProblemKinds.ForeignSite],
    ];

    /// <summary>Its answers show patients' data.</summary>
    static bool IsRecorded(ApiDescription route) =>
        route.ActionDescriptor.EndpointMetadata.OfType<AccessPolicy>().LastOrDefault()?.AlwaysShows is true;

    static IOpenApiParameter Written(Parameter parameter) => new OpenApiParameter
    {
        Name = parameter.Name,
        In = parameter.Place switch
        {
            Place.Path => ParameterLocation.Path,
            Place.Query => ParameterLocation.Query,
            _ => ParameterLocation.Header,
        },
        Required = parameter.Place is Place.Path,
        Description = parameter.Description,
        Schema = new OpenApiSchema
        {
            Type = parameter.Type switch
            {
                "integer" => JsonSchemaType.Integer,
                "boolean" => JsonSchemaType.Boolean,
                _ => JsonSchemaType.String,
            },
        },
        Example = parameter.Type is "string" ? parameter.Example : JsonNode.Parse(parameter.Example),
    };

    static OpenApiRequestBody Written(Body body, OpenApiDocument document)
    {
        var one = new OpenApiSchemaReference(body.Schema, document);
        var many = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = one,
            MinItems = 1,
            MaxItems = Limits.EntriesMax,
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [body.IsLines ? Negotiation.Lines : Negotiation.Json] = new()
                {
                    Schema = body.Many ? new OpenApiSchema { OneOf = [one, many] } : one,
                    Examples = body.Examples.ToDictionary(
                        example => example.Key,
                        IOpenApiExample (example) => new OpenApiExample
                        {
                            Value = body.IsLines ? example.Value : JsonNode.Parse(example.Value),
                        }),
                },
            },
        };
    }

    static OpenApiResponse Written(Good answer, OpenApiDocument document)
    {
        var content = new Dictionary<string, OpenApiMediaType>();
        if (answer.Schema is { } schema)
        {
            var one = new OpenApiSchemaReference(schema, document);
            content[answer.MediaType] = new()
            {
                Schema = answer.LastLine is { } last
                    ? new OpenApiSchema { OneOf = [one, new OpenApiSchemaReference(last, document)] }
                    : one,
                Example = answer.Example is { } example ? JsonNode.Parse(example) : null,
            };
        }

        if (answer.Text)
        {
            content[Negotiation.Text] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        if (answer.File is { } file)
        {
            content[file] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        }

        return new OpenApiResponse
        {
            Description = answer.Description,
            Headers = Headers([.. answer.Headers, "X-Request-Id"]),
            Content = content.Count == 0 ? null : content,
        };
    }

    static OpenApiResponse Written(IReadOnlyList<ProblemKind> kinds, OpenApiDocument document) => new()
    {
        Description = string.Join(" ", kinds.Select(kind => $"{kind.Title} ({kind.Type}).")),
        Headers = Headers(
            kinds[0].Status is StatusCodes.Status503ServiceUnavailable ? ["Retry-After", "X-Request-Id"]
            : kinds[0].Status is StatusCodes.Status412PreconditionFailed ? ["ETag", "X-Request-Id"]
            : ["X-Request-Id"]),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(Schemas.Problem, document) },
        },
    };

    static Dictionary<string, IOpenApiHeader> Headers(IEnumerable<string> names) => names.ToDictionary(
        name => name,
        IOpenApiHeader (name) => new OpenApiHeader
        {
            Description = HeaderWords[name],
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });

    static string Status(int status) => status.ToString(CultureInfo.InvariantCulture);
}
