using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>What was recorded long after it occurred, and what was known after it occurred.</summary>
static class GetBackdated
{
    public const int DaysMax = 36_500;
    public const int DaysDefault = 30;

    /// <summary>Each costs a reading of all measures.</summary>
    const int MovedMax = 25;

    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/backdated", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetBackdated);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, MeasureJournal definitions, Clinic clinic,
        CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var days = (int)(inquiry.Number("days", 0, DaysMax) ?? DaysDefault);
        var asOf = AsOf.Now with { Recorded = inquiry.Moment("recorded") };
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        var report = BackdatedReport.Of(history.Events, asOf.Recorded, days, clinic.Zone);
        var catalogue = (await definitions.CatalogueAsync(cancellation)).Until(cancellation);
        var late = report.RecordedLate.Select(each => each.Entry)
            .Union(report.KnownLater.Select(each => each.Entry)).ToList();
        var moved = MeasuresMoved.By(late.Take(MovedMax), history, asOf, clinic.Zone, catalogue);
        var left = Math.Max(late.Count - MovedMax, 0);
        var answer = form is Form.Text
            ? Answer.Text(BackdatedText.Draw(history.RegistryKey, report, moved, left))
            : Answer.Json(
                StatusCodes.Status200OK, BackdatedView.Of(history.RegistryKey, asOf, report, moved, left));
        return answer.Of(history.Version, catalogue.Version, form);
    }
}
