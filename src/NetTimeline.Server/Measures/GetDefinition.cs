using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Measures;

/// <summary>One measure with all its versions.</summary>
static class GetDefinition
{
    public static void Map(RouteGroupBuilder measures) => measures
        .MapMethods("{name}", Reads.Methods, HandleAsync)
        .WithMetadata(MeasureOperations.GetDefinition);

    static async Task<IResult> HandleAsync(
        HttpContext context, string name, MeasureJournal definitions, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        if (new Inquiry(context).Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var catalogue = await definitions.CatalogueAsync(cancellation);
        var versions = catalogue.All.Where(each => each.Definition.Name == name).Select(DefinitionView.Of).ToList();
        return versions.Count > 0
            ? Answer.Json(StatusCodes.Status200OK, new DefinitionVersionsView(name, [.. versions]))
            : Missing.Measure(catalogue, name);
    }
}
