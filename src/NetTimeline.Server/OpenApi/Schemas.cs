using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Health;
using NetTimeline.Server.Http;
using NetTimeline.Server.Import;
using NetTimeline.Server.Patients;
using NetTimeline.Server.Projections;

namespace NetTimeline.Server.OpenApi;

/// <summary>The schemas of the description, from the same shapes that read bodies and write answers.</summary>
static class Schemas
{
    public const string Problem = "Problem";

    public const string ImportLine = "ImportLine";

    public static void AddTo(OpenApiDocument document)
    {
        var book = new SchemaBook();
        CommandJson.Describe(book);
        MeasureJson.Describe(book);
        ViewJson.Describe<CatalogueView>(book);
        ViewJson.Describe<DefinitionVersionsView>(book);
        ViewJson.Describe<DefinedView>(book);
        ViewJson.Describe<DryRunView>(book);
        ViewJson.Describe<PatientView>(book);
        ViewJson.Describe<PatientsView>(book);
        ViewJson.Describe<CohortCountView>(book);
        ViewJson.Describe<CohortMeasureView>(book);
        ViewJson.Describe<CohortValueView>(book);
        DescribeViews(book);
        WebhookSchemas.AddTo(book);
        ErasingOperations.AddTo(book);
        ViewJson.Describe<Posted>(book);
        ViewJson.Describe<LineResult>(book);
        ViewJson.Describe<ImportEnd>(book);
        book.Reference(ImportLine, () => DescribeImportLine(book));
        ViewJson.Describe<AccessPageView>(book);
        ViewJson.Describe<HealthView>(book);
        LedgerSchemas.AddTo(book);
        ViewJson.Describe<ProjectionsView>(book);
        ViewJson.Describe<ProjectionView>(book);
        book.Reference(Problem, DescribeProblem);
        var components = document.Components ??= new OpenApiComponents();
        components.Schemas = book.Named
            .OrderBy(named => named.Key, StringComparer.Ordinal)
            .ToDictionary(named => named.Key, named => From(named.Value, document));
    }

    /// <summary>What is shown of one patient, or of the log.</summary>
    static void DescribeViews(SchemaBook book)
    {
        ViewJson.Describe<ViewJson.LogPage>(book);
        ViewJson.Describe<ChangeLogView>(book);
        ViewJson.Describe<TimelineView>(book);
        ViewJson.Describe<EntryHistoryView>(book);
        ViewJson.Describe<DifferenceView>(book);
        ViewJson.Describe<StepsView>(book);
        ViewJson.Describe<ReplayView>(book);
        ViewJson.Describe<BackdatedView>(book);
        ViewJson.Describe<MeasuresView>(book);
        ViewJson.Describe<MeasureStepsView>(book);
        ViewJson.Describe<BoundsView>(book);
        ViewJson.Describe<ChangeView>(book);
    }

    public static IOpenApiSchema From(SchemaNode node, OpenApiDocument document)
    {
        if (node.Reference is { } name)
        {
            return new OpenApiSchemaReference(name, document);
        }

        var schema = new OpenApiSchema
        {
            Type = TypeOf(node.Type),
            Description = node.Description,
            Pattern = node.Pattern,
            MinLength = node.MinLength,
            Enum = node.Words.Count == 0 ? null : [.. node.Words.Select(word => (JsonNode)word)],
            Items = node.Items is { } items ? From(items, document) : null,
            Properties = node.Properties.Count == 0
                ? null
                : node.Properties.ToDictionary(property => property.Key, property => From(property.Value, document)),
            Required = node.Required.Count == 0 ? null : node.Required.ToHashSet(),
            OneOf = node.OneOf.Count == 0 ? null : [.. node.OneOf.Select(one => From(one, document))],
            AdditionalPropertiesAllowed = node.Type != "object",
        };
        if (node.Constant is { } constant)
        {
            // Setting it to null would say that only null is allowed.
            schema.Const = constant;
        }

        return schema;
    }

    static JsonSchemaType? TypeOf(string? type) => type switch
    {
        "object" => JsonSchemaType.Object,
        "array" => JsonSchemaType.Array,
        "string" => JsonSchemaType.String,
        "integer" => JsonSchemaType.Integer,
        "number" => JsonSchemaType.Number,
        "boolean" => JsonSchemaType.Boolean,
        null => null,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static SchemaNode DescribeImportLine(SchemaBook book)
    {
        var (enrolment, entry, correction) = CommandJson.Describe(book);
        return new("object")
        {
            Description = "Beside the patient one of the others.",
            Properties = new Dictionary<string, SchemaNode>
            {
                ["patient"] = new("string") { Description = "The registry key; an id is not taken here." },
                ["enrol"] = enrolment,
                ["entry"] = entry,
                ["correction"] = correction,
            },
            Required = ["patient"],
        };
    }

    static SchemaNode DescribeProblem() => new("object")
    {
        Description = "RFC 9457. The type is stable and leads to a page that says what it means.",
        Properties = new Dictionary<string, SchemaNode>
        {
            ["type"] = new("string"),
            ["title"] = new("string"),
            ["status"] = new("integer"),
            ["detail"] = new("string"),
            ["request"] = new("string") { Description = "The request's id, as X-Request-Id has it." },
            ["version"] = new("integer") { Description = "The version the patient is at." },
            ["errors"] = new("array") { Items = DescribeError() },
        },
        Required = ["type", "title", "status", "detail", "request"],
    };

    /// <summary>The last ones are of lines of an import, whose patient nothing can be recorded of for now.</summary>
    static IReadOnlyList<string> Codes { get; } =
    [
        .. Enum.GetValues<Refusal>().Select(each => Words.Of(each)),
        .. new[] { ProblemKinds.TooBusy, ProblemKinds.NewerRecord, ProblemKinds.Unexpected, ErasingProblems.Erased }
            .Select(kind => kind.Name),
    ];

    static SchemaNode DescribeError() => new("object")
    {
        Properties = new Dictionary<string, SchemaNode>
        {
            ["pointer"] = new("string") { Description = "A JSON Pointer into the body; empty for the whole body." },
            ["parameter"] = new("string") { Description = "The query parameter that is wrong." },
            ["header"] = new("string") { Description = "The header that is wrong." },
            ["code"] = new("string") { Words = Codes },
            ["detail"] = new("string"),
        },
        Required = ["code", "detail"],
    };
}
