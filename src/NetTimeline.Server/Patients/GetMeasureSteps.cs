using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>The moments at which a measure came to say something else of a patient.</summary>
static class GetMeasureSteps
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/measures/{name}/steps", Reads.Methods, HandleAsync)
        .WithMetadata(MeasureOperations.GetMeasureSteps);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, string name, PatientJournal journal, MeasureJournal definitions, Clinic clinic,
        CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        var inquiry = new Inquiry(context);
        var axis = inquiry.Word<StepAxis>("axis") ?? StepAxis.Known;
        var upTo = new AsOf(inquiry.Known("known"), inquiry.Moment("recorded"), Retracted: false);
        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        var catalogue = (await definitions.CatalogueAsync(cancellation)).Until(cancellation);
        if (catalogue.Find(name) is not { Measure: var measure })
        {
            return Missing.Measure(catalogue, name);
        }

        if (inquiry.Unknown("known", history, upTo) is { } missing)
        {
            return missing;
        }

        var steps = MeasureSteps.Of(history.Events, axis, upTo, clinic.Zone, measure, cancellation);
        return Answer.Json(StatusCodes.Status200OK, MeasureStepsView.Of(history, measure.Definition, axis, upTo, steps))
            .Of(history.Version, catalogue.Version, Form.Json);
    }
}
