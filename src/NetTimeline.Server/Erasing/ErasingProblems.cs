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

    public static IReadOnlyList<ProblemKind> All { get; } = [Erased, UnknownIdentity, NoLedgerFolder];

    /// <summary>Says who and when, and not why.</summary>
    public static Problem Of(PatientErasedException erased) => erased is { At: { } at, By: { } by }
        ? new Problem(Erased, string.Create(
            CultureInfo.InvariantCulture,
            $"The patient was erased at {InstantPattern.ExtendedIso.Format(at)} by {by}."))
        : new Problem(Erased, "The patient was erased.");

    public static Problem Entry { get; } = new(Erased, "The entry was erased.");
}
