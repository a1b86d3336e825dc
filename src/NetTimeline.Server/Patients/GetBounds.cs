using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Courses;
using NetTimeline.Server.Access;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;

namespace NetTimeline.Server.Patients;

/// <summary>What the dates of a patient tell of the time between two points, or of one on the calendar.</summary>
static class GetBounds
{
    /// <summary>Which point of an entry is meant; birth is a point of the patient.</summary>
    enum Point
    {
        Start,
        End,
        Known,
        Birth,
    }

    /// <summary>A point as it was asked for; the key is null for birth.</summary>
    sealed record PointAsked(string Parameter, EntryKey? Key, DatePoint At);

    public static void Map(RouteGroupBuilder patients) => patients
        .MapMethods("{id}/bounds", Reads.Methods, HandleAsync)
        .WithMetadata(Operations.GetBounds);

    static async Task<IResult> HandleAsync(
        HttpContext context, string id, PatientJournal journal, Clinic clinic, CancellationToken cancellation)
    {
        if (Negotiation.Choose(context.Request, Form.Json, Form.Text) is not { } form)
        {
            return Negotiation.NotAcceptable(Form.Json, Form.Text);
        }

        var inquiry = new Inquiry(context);
        var (of, from) = (PointOf(inquiry, "of", isNeeded: true), PointOf(inquiry, "from", isNeeded: false));
        var unit = inquiry.Word<LengthUnit>("unit");
        var asOf = new AsOf(inquiry.Known("known"), inquiry.Moment("recorded"), Retracted: false);
        var assumptions = inquiry.Assumptions("assume");
        if (unit is not null && from is null)
        {
            inquiry.Wrong("unit", "A day of the calendar has no unit: a length of time has, and needs from.");
        }

        if (inquiry.Finish() is { } misunderstood)
        {
            return misunderstood;
        }

        if (await journal.ShowAsync(context, id, cancellation) is not { } history)
        {
            return Missing.Patient;
        }

        if (inquiry.Unknown("known", history, asOf) is { } missing)
        {
            return missing;
        }

        var course = history.Course(asOf, clinic.Zone, assumptions);
        return Unknown(inquiry, course, of!, from) ?? inquiry.Unsupposable("assume", course)
            ?? (IResult)AnswerOf(course, new BoundsAsked(of!.At, from?.At, unit), form).Of(history.Version, form);
    }

    /// <summary>The key of an entry, and which of its points; null where none is asked for, or wrongly.</summary>
    static PointAsked? PointOf(Inquiry inquiry, string parameter, bool isNeeded)
    {
        var (text, point) = (inquiry.Text(parameter), inquiry.Word<Point>($"{parameter}Point"));
        if (point is Point.Birth && text is null)
        {
            return new PointAsked(parameter, null, DatePoint.Birth);
        }

        if (EntryKey.TryParse(text, out var key) && point is not Point.Birth)
        {
            return new PointAsked(parameter, key, point switch
            {
                Point.End => DatePoint.EndOf(key),
                Point.Known => DatePoint.KnownOf(key),
                _ => DatePoint.StartOf(key),
            });
        }

        if (text is not null || point is not null || isNeeded)
        {
            inquiry.Wrong(parameter, $"The key of an entry is expected, or nothing where {parameter}Point is birth.");
        }

        return null;
    }

    /// <summary>Nothing is told of an entry that was not certainly known then.</summary>
    static Problem? Unknown(Inquiry inquiry, Course course, params ReadOnlySpan<PointAsked?> points)
    {
        foreach (var point in points)
        {
            if (point is { Key: { } key } && course.Find(key) is null)
            {
                inquiry.NoEntry(point.Parameter, key);
            }
        }

        return inquiry.Finish();
    }

    static Answer AnswerOf(Course course, BoundsAsked asked, Form form) => form is Form.Text
        ? Answer.Text(BoundsText.Draw(course, asked))
        : Answer.Json(StatusCodes.Status200OK, BoundsView.Answering(course, asked));
}
