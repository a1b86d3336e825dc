using NetTimeline.Server.Http;

namespace NetTimeline.Server.Ledger;

/// <summary>What can stand in the way of what is asked of the ledger.</summary>
static class LedgerProblems
{
    public static readonly ProblemKind UnknownLog = new(
        "unknown-log", 404, "There is no such log",
        "No log, or none of its epochs, has this path. GET /api/ledger lists them.");

    public static readonly ProblemKind NotPublished = new(
        "not-published", 404, "This is not published",
        "No checkpoint that was signed has such a tile, or there is no checkpoint yet. A tile that is not full exists "
        + "in the widths that a signed tree had.");

    public static readonly ProblemKind UnknownLeaf = new(
        "unknown-leaf", 404, "There is no such event",
        "No event has this id or position.");

    public static readonly ProblemKind NeverSigned = new(
        "never-signed", 409, "No checkpoint will ever cover this",
        "It was recorded while the log stood still, and the log began anew before its tree was signed. The first leaf "
        + "of the tree that followed quotes the size and the root with which this one ended, and is signed; "
        + "nettimeline verify db holds what was recorded against them.");

    public static readonly ProblemKind NothingSigned = new(
        "nothing-signed", 409, "Nothing of that size is signed",
        "Proofs of consistency are between sizes from 1 up to that of the newest checkpoint.");

    public static readonly ProblemKind GoesOn = new(
        "log-goes-on", 409, "The log does not begin anew",
        "Only a log that stands still begins anew, at a server that has a folder for the ledger and while no other "
        + "signs. GET /api/ledger says how it stands.");

    public static readonly ProblemKind Broken = new(
        "log-broken", 409, "The log cannot begin anew",
        "Whatever begins anew says first which tree it goes on from, and this database cannot tell: leaves or what "
        + "follows from them were changed. Restore it from a backup; nettimeline verify db says what was changed.");

    public static readonly ProblemKind Frozen = new(
        "log-frozen", 503, "Nothing is recorded while the log is frozen",
        "The database is not what was signed: older, or altered; or the server could not find out. Whoever runs it has "
        + "decided that nothing is recorded until that is cleared up. Nothing of this request was recorded.");

    public static IReadOnlyList<ProblemKind> All { get; } =
        [UnknownLog, NotPublished, UnknownLeaf, NeverSigned, NothingSigned, GoesOn, Broken, Frozen];
}
