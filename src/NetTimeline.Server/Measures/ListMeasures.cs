using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Values;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Measures;

/// <summary>Every measure that can be asked for, by the version in use.</summary>
static class ListMeasures
{
    public static void Map(RouteGroupBuilder measures) => measures
        .MapMethods("", Reads.Methods, HandleAsync)
        .WithMetadata(MeasureOperations.ListMeasures);

    static async Task<IResult> HandleAsync(
        HttpContext context, MeasureJournal definitions, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        var inquiry = new Inquiry(context);
        var group = inquiry.Word<MeasureGroup>("group");
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var catalogue = await definitions.CatalogueAsync(cancellation);
        return Answer.Json(
            StatusCodes.Status200OK,
            new CatalogueView(
                catalogue.Version,
                [.. catalogue.Current.Where(each => group is null || each.Definition.Group == group)
                    .Select(DefinitionView.Of)]));
    }
}
