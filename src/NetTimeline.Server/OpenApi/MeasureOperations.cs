using NetTimeline.Server.Http;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for definitions of measures.</summary>
static class MeasureOperations
{
    public static Operation ListMeasures { get; } = new(
        "listMeasures", "List measures",
        "Every measure that can be asked for, by the version in use: those that come with the product, computed in "
        + "code or written in the definition language, and users' own.")
    {
        Parameters = [new("group", Query, "string", "Only the measures of this group.", "liver")],
        Answers = [new(200, "The measures.", "CatalogueView")],
    };

    public static Operation GetDefinition { get; } = new(
        "getDefinition", "Show a measure's definition", "All its versions, oldest first.")
    {
        Parameters = [new("name", Place.Path, "string", "The measure's name.", "kinetic-growth-rate")],
        Answers = [new(200, "The versions.", "DefinitionVersionsView")],
        Problems = [ProblemKinds.UnknownMeasure],
    };

    public static Operation GetMeasureSteps { get; } = new(
        "getMeasureSteps", "List the moments at which a measure came to say something else",
        "Of one patient, up to a view and no further, each with the query to ask for its view, every value before and "
        + "after, and the entries that moved it. Steps of which the dates do not tell the order are left out: what "
        + "they bring comes with a later one. At every step the definition in use now is computed.")
    {
        Parameters =
        [
            Operations.Id,
            new("name", Place.Path, "string", "The measure's name.", "hepatectomy-to-primary-detection"),
            new("axis", Query, "string", "known (if left out) or recorded.", "known"),
            new("known", Query, "string",
                "The view's moment of knowledge: along what was known, where the steps end.", "entry:ct-1"),
            new("recorded", Query, "string",
                "The view's moment of recording: along what was recorded, where the steps end.",
                "2026-01-31T12:00:00Z"),
            Operations.IfNoneMatch,
        ],
        Answers = [new(200, "The steps.", "MeasureStepsView") { Headers = ["ETag"] }, Operations.NotModified],
        Problems = [ProblemKinds.UnknownPatient, ProblemKinds.UnknownMeasure],
    };

    public static Operation DefineMeasure { get; } = new(
        "defineMeasure", "Define a measure",
        "In the definition language. A definition in use is never edited: the next version supersedes the one before. "
        + "The same definition again changes nothing and answers 200; another one under a version that is there is a "
        + "conflict. With dryRun nothing is recorded: the answer says which values of which patients it would move, "
        + $"over at most {Measures.DefineMeasure.PatientsMax} patients.")
    {
        Parameters =
        [
            Operations.Actor,
            Operations.IdempotencyKey,
            new("dryRun", Query, "boolean", "Record nothing and say what it would move.", "true"),
            new("keyContains", Query, "string", "Only patients whose registry key contains this.", "omori"),
            new("max", Query, "integer",
                $"The most patients of a dry run: 1 to {Measures.DefineMeasure.PatientsMax}, "
                + $"{Measures.DefineMeasure.PatientsDefault} if left out.", "100"),
        ],
        Body = new("WrittenMeasure", Many: false, Examples.Definitions),
        Answers =
        [
            new(201, "It is recorded.", "DefinedView") { Headers = ["Location", "Idempotency-Replayed"] },
            new(200, "It had been recorded before, word for word; or, with dryRun, what it would move (DryRunView).",
                "DefinedView") { Headers = ["Location"] },
        ],
        Problems = [.. Operations.WithBody, ProblemKinds.Conflict, ProblemKinds.TooBusy],
    };
}
