using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Views;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>Every view of a patient along what was known or recorded, each as what it changes.</summary>
static class GetReplay
{
    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/replay", Reads.Methods, HandleAsync)
        .WithMetadata(ReplayOperation.Get);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, Clinic clinic, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json) is null)
        {
            return Negotiation.NotAcceptable(Form.Json);
        }

        var inquiry = new Inquiry(context);
        var axis = inquiry.Word<StepAxis>("axis") ?? StepAxis.Known;
        var held = new AsOf(inquiry.Known("known"), inquiry.Moment("recorded"), Retracted: false);
        var (zero, isOne) = (Zero(inquiry), inquiry.Flag("one"));
        if (!isOne && (axis is StepAxis.Known ? held.Known is not null : held.Recorded is not null))
        {
            inquiry.Wrong("one", "The axis that is stepped along is held at no moment, unless one view is asked for.");
        }

        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        if ((inquiry.Unknown("known", history, held) ?? UnknownZero(inquiry, history, zero)) is { } missing)
        {
            return missing;
        }

        var steps = new Stepping(history, axis, held, clinic);
        return Answer.Json(StatusCodes.Status200OK, steps.View(isOne, zero, cancellation)).Of(
            history.Version, Form.Json);
    }

    static AxisZero? Zero(Inquiry inquiry)
    {
        var text = inquiry.Text("zero");
        var zero = text is null ? null : AxisZero.TryParse(text);
        if (text is not null && zero is null)
        {
            inquiry.Wrong("zero", "One of calendar, birth and entry:KEY is expected.");
        }

        return zero;
    }

    static Problem? UnknownZero(Inquiry inquiry, PatientHistory history, AxisZero? zero)
    {
        if (zero is { Entry: { } key } && !history.State.Entries.ContainsKey(key))
        {
            inquiry.NoEntry("zero", key);
        }

        return inquiry.Finish();
    }

    /// <summary>What is stepped along, and where the other axis is held.</summary>
    sealed record Stepping(PatientHistory History, StepAxis Axis, AsOf Held, Clinic Clinic)
    {
        public ReplayView View(bool isOne, AxisZero? zero, CancellationToken cancellation) => ReplayView.Of(
            History, Axis, Held,
            zero ?? AxisZero.Of(History.Timeline(AsOf.Now with { Recorded = Held.Recorded }, Clinic.Zone)),
            isOne ? [One()] : Views(cancellation));

        IEnumerable<SteppedView> Views(CancellationToken cancellation) => Axis is StepAxis.Known
            ? TimelineSteps.ViewsOfKnowledge(History.Events, Held.Recorded, Clinic.Zone, cancellation)
            : TimelineSteps.ViewsOfRecording(History.Events, Held.Known, Clinic.Zone, cancellation);

        SteppedView One()
        {
            var view = History.Timeline(Held, Clinic.Zone);
            var nothing = Timeline.From([], AsOf.Now, Clinic.Zone);
            return new SteppedView(
                new TimelineStep(
                    Held, [], OrderNotTold: false, TimelineDifference.Between(nothing, view, History.Events)),
                view);
        }
    }
}
