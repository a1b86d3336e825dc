using System.Globalization;
using NetTimeline.Journal;
using NetTimeline.Server.Http;
using NodaTime.Text;

namespace NetTimeline.Server.Erasing;

/// <summary>What can go wrong where something was erased, or is to be.</summary>
static class ErasingProblems
{
    public static readonly ProblemKind Erased = new(
        "erased", 410, "It was erased",
        "The patient, the entry, or what came from the same source was erased for good. It is not recorded again. "
        + "Somebody else of the same name needs another name.");

    public static readonly ProblemKind UnknownIdentity = new(
        "unknown-identity", 404, "Nobody said who this is",
        "No identity is kept of this patient.");

    public static readonly ProblemKind NoLedgerFolder = new(
        "no-ledger-folder", 503, "This server has no ledger folder",
        "What was erased has to be written down outside of the database, and identities are sealed with a key that is "
        + "not in it. This server was started without a place for that, so that it does neither.");

    public static readonly ProblemKind ForeignFolder = new(
        "foreign-ledger-folder", 503, "This server does not know who was erased",
        "The database is used with a ledger folder that this server has not, so that it would not recognise who must "
        + "not come back. It records nothing. Servers of one database share one folder.");

    public static readonly ProblemKind ErasingAgain = new(
        "erasing-again", 503, "What was erased is erased again",
        "The database is older than it was a moment ago, and has back what was erased since. Until that is erased "
        + "again nothing is told of any patient, and nothing recorded. Ask again after a while.");

    public static readonly ProblemKind OutcomeUnknown = new(
        "erasure-unknown", 503, "It may or may not be erased",
        "The database was lost while it was erased. Look, and send the same again where it is not erased. Where it is "
        + "neither, the next start of a server erases it, unless something was recorded of the patient meanwhile.");

    public static IReadOnlyList<ProblemKind> All { get; } =
        [Erased, UnknownIdentity, NoLedgerFolder, ForeignFolder, ErasingAgain, OutcomeUnknown];

    /// <summary>Says who and when, and not why.</summary>
    public static Problem Of(PatientErasedException erased) => erased is { At: { } at, By: { } by }
        ? new Problem(Erased, string.Create(
            CultureInfo.InvariantCulture,
            $"The patient was erased at {InstantPattern.ExtendedIso.Format(at)} by {by}."))
        : new Problem(Erased, "The patient was erased.");

    public static Problem Entry { get; } = new(Erased, "The entry was erased.");
}
