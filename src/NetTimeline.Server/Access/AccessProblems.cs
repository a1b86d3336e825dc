using NetTimeline.Server.Http;

namespace NetTimeline.Server.Access;

/// <summary>What stands in the way of showing anything.</summary>
static class AccessProblems
{
    public static readonly ProblemKind NotRecorded = new(
        "access-not-recorded", 503, "Who reads could not be recorded",
        "Whatever is shown of a patient is recorded before it is shown, and that could not be done. Nothing was shown. "
        + "Ask again after a while.");

    public static IReadOnlyList<ProblemKind> All { get; } = [NotRecorded];
}
