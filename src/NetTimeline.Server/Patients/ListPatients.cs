using NetTimeline.Journal.ReadModels;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Cohorts;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Patients who fit what is asked, by their registry keys, page by page.</summary>
static class ListPatients
{
    public const int LimitMax = 200;
    public const int LimitDefault = 50;
    const int KeyCharactersMax = 64;

    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("", Reads.Methods, HandleAsync)
        .WithMetadata(CohortOperations.ListPatients, AccessPolicy.ShowsPatients);

    static async Task<IResult> HandleAsync(
        HttpContext context, CohortReader cohorts, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var filter = CohortInquiry.Read(inquiry);
        var after = inquiry.Words("after", KeyCharactersMax);
        var limit = (int)(inquiry.Number("limit", 1, LimitMax) ?? LimitDefault);
        var position = CohortInquiry.Position(inquiry);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var answer = await cohorts.FindAsync(filter, after, limit, position, cancellation);
        if (CohortProblems.Of(answer, "", out var page) is { } problem)
        {
            return problem;
        }

        context.Shown().Found([.. page!.Patients.Select(found => found.Id)], page.AsOfPosition);
        return Answer.In(form, page, CohortText.Draw);
    }
}
