using NetTimeline.Journal.ReadModels;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Cohorts;

/// <summary>How many patients fit, and how they divide.</summary>
static class CountCohort
{
    public static void Map(RouteGroupBuilder cohorts) => cohorts
        .MapMethods("count", Reads.Methods, HandleAsync)
        .WithMetadata(CohortOperations.CountCohort);

    static async Task<IResult> HandleAsync(
        HttpContext context, CohortReader cohorts, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var filter = CohortInquiry.Read(inquiry);
        var by = inquiry.Word<CohortDimension>("by");
        var position = CohortInquiry.Position(inquiry);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var answer = await cohorts.CountAsync(filter, by, position, cancellation);
        if (CohortProblems.Of(answer, "", out var counted) is { } problem)
        {
            return problem;
        }

        context.Shown().Together(counted!.AsOfPosition, counted.Certainly);
        return Answer.In(form, counted, CohortText.Draw);
    }
}
