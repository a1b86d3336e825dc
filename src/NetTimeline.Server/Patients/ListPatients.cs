using NetTimeline.Domain;
using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Patients by their registry keys, page by page.</summary>
static class ListPatients
{
    public const int LimitMax = 200;
    public const int LimitDefault = 50;
    const int KeyCharactersMax = 64;

    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.ListPatients);

    static async Task<IResult> HandleAsync(
        HttpContext context, PatientJournal journal, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        var inquiry = new Inquiry(context);
        var contains = inquiry.Words("q", KeyCharactersMax) ?? "";
        var after = inquiry.Words("after", KeyCharactersMax);
        var limit = (int)(inquiry.Number("limit", 1, LimitMax) ?? LimitDefault);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        // One more than asked for tells whether there is a next page.
        var found = await journal.ListAsync(contains, after, limit + 1, cancellation);
        var page = found.Take(limit).Select(PatientView.Of).ToItems();
        return Answer.Json(
            StatusCodes.Status200OK,
            new ViewJson.PatientPage(page, found.Count > limit ? page[^1].RegistryKey?.Value : null));
    }
}
