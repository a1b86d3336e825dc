using NetTimeline.Server.Http;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the one route that gives all views at once.</summary>
static class ReplayOperation
{
    public static Operation Get { get; } = new(
        "getReplay", "Replay all views of a patient",
        "Every step with what it changes in the view: added up, the steps whose order is told give the view of each, "
        + "as timeline gives it for the step's ask. Each entry comes with its words and with the bounds of how many "
        + "days after a zero it was, as what was known then tells.")
    {
        Parameters =
        [
            Operations.Id,
            new("axis", Query, "string", "known (if left out) or recorded.", "known"),
            new("recorded", Query, "string", "Along what was known: as the log held it then.", "2026-01-31T12:00:00Z"),
            new("known", Query, "string", "Along what was recorded: as the clinic knew it then.", "entry:ct-1"),
            new("one", Query, "boolean",
                "Only one view, of the moments known and recorded, as a single step: of moments between steps too.",
                "true"),
            new("zero", Query, "string",
                "What days are counted from: calendar, birth or entry:KEY. If left out, the calendar where any date is "
                + "of the calendar, else the entry that the longest length is counted from.", "entry:lar"),
            Operations.IfNoneMatch,
        ],
        Answers = [new(200, "The views.", "ReplayView") { Headers = ["ETag"] }, Operations.NotModified],
        Problems = [ProblemKinds.UnknownPatient],
    };
}
