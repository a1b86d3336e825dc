using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Values;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>What the measures say of a patient, all of them, those of a group or one.</summary>
static class GetMeasures
{
    public static void Map(RouteGroupBuilder patients)
    {
        patients.MapMethods("{id}/measures", Reads.Methods, AllAsync).WithMetadata(Operations.GetMeasures);
        patients.MapMethods("{id}/measures/{name}", Reads.Methods, OneAsync).WithMetadata(Operations.GetMeasure);
    }

    static Task<IResult> AllAsync(
        HttpContext context, string id, PatientJournal journal, MeasureJournal measures, Clinic clinic,
        CancellationToken cancellation)
    {
        var inquiry = new Inquiry(context);
        var group = inquiry.Word<MeasureGroup>("group");
        return new Asked(context, inquiry, id, journal, measures, clinic).AnswerAsync(
            catalogue => [.. catalogue.Current.Where(each => group is null || each.Definition.Group == group)],
            cancellation);
    }

    static Task<IResult> OneAsync(
        HttpContext context, string id, string name, PatientJournal journal, MeasureJournal measures, Clinic clinic,
        CancellationToken cancellation) =>
        new Asked(context, new Inquiry(context), id, journal, measures, clinic).AnswerAsync(
            catalogue => catalogue.Find(name) is { } one ? [one] : null,
            cancellation);

    /// <summary>What both routes read and answer alike.</summary>
    sealed record Asked(
        HttpContext Context, Inquiry Inquiry, string Id, PatientJournal Journal, MeasureJournal Definitions,
        Clinic Clinic)
    {
        /// <param name="choose">The measures that are asked for; null where there is none of that name.</param>
        /// <param name="cancellation">Gives up.</param>
        public async Task<IResult> AnswerAsync(
            Func<MeasureCatalogue, Items<CatalogueMeasure>?> choose, CancellationToken cancellation)
        {
            if (Negotiation.Choose(Context.Request, Form.Json, Form.Text) is not { } form)
            {
                return Negotiation.NotAcceptable(Form.Json, Form.Text);
            }

            var asOf = new AsOf(Inquiry.Known("known"), Inquiry.Moment("recorded"), Retracted: false);
            var assumptions = Inquiry.Assumptions("assume");
            var explained = Inquiry.Flag("explain");
            if (Inquiry.Finish() is { } misunderstood)
            {
                return misunderstood;
            }

            if (await Journal.ShowAsync(Context, Id, cancellation) is not { } history)
            {
                return Missing.Patient;
            }

            var catalogue = (await Definitions.CatalogueAsync(cancellation)).Until(cancellation);
            if (choose(catalogue) is not { } measures)
            {
                return Missing.Measure(catalogue, Context.GetRouteValue("name") as string ?? "");
            }

            if (Inquiry.Unknown("known", history, asOf) is { } missing)
            {
                return missing;
            }

            var course = history.Course(asOf, Clinic.Zone, assumptions);
            return Inquiry.Unsupposable("assume", course) is { } contradicted
                ? contradicted
                : AnswerOf(
                    MeasuredCourse.Of(course, catalogue.Version, measures.Select(each => each.Measure)).Telling,
                    form, explained, history.Version);
        }

        /// <summary>The values depend on the patient's stream and on that of own definitions, and on no more.</summary>
        static Answer AnswerOf(MeasuredCourse measured, Form form, bool explained, long version)
        {
            var answer = form is Form.Text
                ? Answer.Text(explained ? ExplanationText.Draw(measured) : MeasuresText.Draw(measured))
                : Answer.Json(StatusCodes.Status200OK, MeasuresView.Of(measured, explained));
            return answer.Of(version, measured.Definitions, form);
        }
    }
}
