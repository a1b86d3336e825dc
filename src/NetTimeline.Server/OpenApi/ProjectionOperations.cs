using NetTimeline.Server.Http;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for read models.</summary>
static class ProjectionOperations
{
    static readonly Parameter Name = new("name", Place.Path, "string", "The read model's name.", "patient_index");

    public static Operation List { get; } = new(
        "listProjections", "How the read models stand",
        "Read models are tables kept beside the log, from which questions about many patients are answered. Their "
        + "status is degraded while streams are set aside, nobody keeps one, one lags by more than 15 s and is not "
        + "held, or something went wrong within the last minute.")
    {
        Answers = [new(200, "All of them.", "ProjectionsView", Text: true)],
    };

    public static Operation Get { get; } = new("getProjection", "How a read model stands", "One of them.")
    {
        Parameters = [Name],
        Answers = [new(200, "This one.", "ProjectionView", Text: true)],
        Problems = [ProblemKinds.UnknownProjection],
    };

    public static Operation Pause { get; } = Control(
        "pauseProjection", "Hold a read model",
        "Nothing is applied to it until it is resumed, whichever server keeps it. Readers see what there is.");

    public static Operation Resume { get; } = Control(
        "resumeProjection", "Let a read model go on", "Where it was; nothing is left out.");

    public static Operation Rebuild { get; } = Control(
        "rebuildProjection", "Make a read model anew",
        "Beside the tables in use, which serve until the new ones take their place. Where one is being made already, "
        + "nothing changes, unless it is made without the comparison that is asked for: then it is begun again.") with
    {
        Parameters =
        [
            Name,
            new("verify", Query, "boolean",
                "Compare the rows with those in use first, and wait for switch or abandon where any differ.", "true"),
        ],
    };

    public static Operation Switch { get; } = Control(
        "switchProjection", "Use the tables that wait", "Although some streams have other rows in them.",
        ProblemKinds.NothingToDo);

    public static Operation Abandon { get; } = Control(
        "abandonProjection", "Drop the tables that are being made or wait", "Those in use stay.",
        ProblemKinds.NothingToDo);

    public static Operation Unpark { get; } = Control(
        "unparkStream", "Take a stream up again",
        "It is folded from its first event. Where that fails it stays set aside, and its attempts count one more.",
        ProblemKinds.NothingToDo, ProblemKinds.UnknownStream) with
    {
        Parameters =
        [
            Name,
            new("stream", Place.Path, "string", "The stream that is set aside; a patient's id.",
                "01939a5c-0000-7000-8000-000000000001"),
        ],
    };

    static Operation Control(string id, string summary, string description, params ProblemKind[] problems) => new(
        id, summary,
        description + " What is asked is written down; the server that keeps the read model does it within a second "
        + "or so.")
    {
        Parameters = [Name],
        Answers = [new(202, "It is asked; this is how it stands.", "ProjectionView")],
        Problems = [ProblemKinds.UnknownProjection, .. problems],
    };
}
