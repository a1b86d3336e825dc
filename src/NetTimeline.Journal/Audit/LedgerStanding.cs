using NetTimeline.EventStore;
using NodaTime;

namespace NetTimeline.Journal.Audit;

/// <summary>How the ledger stands to a patient's acts, and what that means.</summary>
static class LedgerStanding
{
    public static Html Of(AuditReport report) => Html.Join(
        AuditReportPage.Section(
            "The ledger", "Where the acts stand in the ledger, and the newest checkpoint that was signed of it.",
            Html.Join([.. report.Checkpoints.Select(each => Tree(each.Epoch, each.Newest))])),
        AuditReportWords.Proves, AuditReportWords.DoesNot);

    static Html Tree(LedgerEpoch epoch, StoredCheckpoint? newest) => newest is null
        ? Html.Element("p.warn", $"No checkpoint of tree {AuditReportPage.Number(epoch.Number)} ({epoch.Origin}) was "
            + "signed yet. Until one is, and somebody else keeps it, the acts could be rewritten without a trace.")
        : Html.Join(
            AuditReportPage.Facts(
            [
                ("Tree", AuditReportPage.Number(epoch.Number)),
                ("Origin", epoch.Origin),
                ("Leaves", AuditReportPage.Number(newest.Size)),
                ("Root", $"{newest.Root}"),
                ("Signed", AuditReportPage.Moment(
                    Instant.FromUnixTimeMilliseconds(newest.SignedUs / MicrosecondsPerMillisecond))),
            ]),
            Html.Element("pre", newest.Note), new("\n"));

    const long MicrosecondsPerMillisecond = 1000;
}
