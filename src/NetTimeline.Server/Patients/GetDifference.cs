using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>What changed from one view of a patient to another, and what changed it.</summary>
static class GetDifference
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/diff", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetDifference);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, MeasureJournal definitions, Clinic clinic,
        CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var (from, to) = (View(inquiry, "from"), View(inquiry, "to"));
        if (context.Request.Query.Count == 0)
        {
            inquiry.Wrong("from", "Say at least one of the two views; what is left out of one is everything, now.");
        }

        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        if ((inquiry.Unknown("from", history, from) ?? inquiry.Unknown("to", history, to)) is { } missing)
        {
            return missing;
        }

        var (before, after) = (history.Timeline(from, clinic.Zone), history.Timeline(to, clinic.Zone));
        var difference = TimelineDifference.Between(before, after, history.Events);
        var catalogue = (await definitions.CatalogueAsync(cancellation)).Until(cancellation);
        var measures = MeasuresMoved.Between(before, after, difference.Entries, catalogue);
        var answer = form is Form.Text
            ? Answer.Text(DifferenceText.Draw(history.RegistryKey, difference, measures))
            : Answer.Json(StatusCodes.Status200OK, DifferenceView.Of(history.RegistryKey, difference, measures));
        return answer.Of(history.Version, catalogue.Version, form);
    }

    /// <summary>
    /// <c>from</c> alone is a moment of knowledge; <c>from.known</c> and <c>from.recorded</c> are both axes at once.
    /// </summary>
    static AsOf View(Inquiry inquiry, string name)
    {
        var (alone, known) = (inquiry.Known(name), inquiry.Known($"{name}.known"));
        if (alone is not null && known is not null)
        {
            inquiry.Wrong(name, $"Either {name} or {name}.known is given, not both.");
        }

        return AsOf.Now with { Known = alone ?? known, Recorded = inquiry.Moment($"{name}.recorded") };
    }
}
