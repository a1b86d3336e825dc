using NetTimeline.Server.Feed;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for what leaves the log.</summary>
static class FeedOperations
{
    public static Operation GetChanges { get; } = new(
        "followChanges", "Follow the changes of all patients",
        "Server-sent events that do not end: one event named change for each event of the log, once and in order, with "
        + "the position as its id and nothing of what was recorded in its data. Whoever is cut off goes on with "
        + "Last-Event-ID, as every EventSource does, and misses nothing. A comment comes every 15 seconds while "
        + "nothing happens, with the position as an id.")
    {
        Parameters =
        [
            new("since", Query, "integer",
                "Changes after this position; 0 for all there ever were; left out, those from now on.", "0"),
            new("Last-Event-ID", Header, "integer", "As since, and it outweighs it.", "1203"),
            new("kind", Query, "string",
                "Only events of this stored name; may be given several times.", "pathology_report_recorded"),
            new("patient", Query, "string",
                "Only this patient, by registry key or id; may be given several times.", "omori-2020"),
        ],
        Answers =
        [
            new(200, "The changes.", "ChangeView")
            {
                MediaType = ChangeStream.MediaType,
                Headers = [ChangesAsked.LastEventId],
            },
        ],
        Problems = [FeedProblems.BeyondTheLog, FeedProblems.TooManyFollowers],
    };
}
