using NetTimeline.Journal.ReadModels;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using NetTimeline.Server.Patients;

namespace NetTimeline.Server.Cohorts;

/// <summary>What a measure says of a cohort: summed up, or every value as a row.</summary>
static class GetCohortMeasure
{
    public const int LimitMax = 1000;
    public const int LimitDefault = 50;

    public static void Map(RouteGroupBuilder cohorts) => cohorts
        .MapMethods("measures/{name}", Reads.Methods, HandleAsync)
        .WithMetadata(CohortOperations.GetCohortMeasure);

    static async Task<IResult> HandleAsync(
        HttpContext context, string name, CohortReader cohorts, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text, Form.Csv, Form.Lines) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text, Form.Csv, Form.Lines);
        }

        var inquiry = new Inquiry(context);
        var filter = CohortInquiry.Read(inquiry);
        var limit = (int)(inquiry.Number("limit", 0, LimitMax) ?? LimitDefault);
        var position = CohortInquiry.Position(inquiry);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        var answer = await cohorts.MeasureAsync(name, filter, position, cancellation);
        if (CohortProblems.Of(answer, name, out var measure) is { } problem)
        {
            return problem;
        }

        context.Shown().Together(measure!.Position, null);
        if (form is Form.Csv or Form.Lines)
        {
            return new CohortRows(measure, form);
        }

        var (summary, patients) = await measure.SummaryAsync(limit, cancellation);
        context.Shown().Patients(patients, measure.Position);
        return Answer.In(form, summary, CohortText.Draw);
    }
}
