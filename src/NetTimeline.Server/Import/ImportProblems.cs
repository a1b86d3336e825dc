using NetTimeline.Server.Http;

namespace NetTimeline.Server.Import;

/// <summary>What can stand in the way of an import, whatever its lines say.</summary>
static class ImportProblems
{
    public static readonly ProblemKind TooMany = new(
        "too-many-imports", 503, "Too many import",
        "As many import through this server as it allows. Nothing was recorded; send the same again after a while.");

    public static readonly ProblemKind Stopping = new(
        "stopping", 503, "The server stops",
        "The server was told to stop and reads no more. What it had read is recorded, as its results say. Send "
        + "everything again to another server, or to this one when it is back: what is recorded is recognised.");

    public static IReadOnlyList<ProblemKind> All { get; } = [TooMany, Stopping];
}
