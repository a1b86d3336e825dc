using NetTimeline.Server.Http;

namespace NetTimeline.Server.Feed;

/// <summary>What can stand in the way of following the log.</summary>
static class FeedProblems
{
    public static readonly ProblemKind BeyondTheLog = new(
        "beyond-the-log", 409, "The log has not come that far",
        "The position to go on from lies beyond the end of the log. It is of another database, or this one was set "
        + "back to an earlier state. What was followed so far may not be in it: begin again with since=0.");

    public static readonly ProblemKind TooManyFollowers = new(
        "too-many-followers", 503, "Too many follow the log",
        "As many follow the log of this server as it allows. Ask again after a while, or another server.");

    public static IReadOnlyList<ProblemKind> All { get; } = [BeyondTheLog, TooManyFollowers];
}
