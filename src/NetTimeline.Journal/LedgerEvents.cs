using System.Text.Json.Nodes;
using NetTimeline.EventStore;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;

namespace NetTimeline.Journal;

/// <summary>What is stored of what was done to the ledger itself.</summary>
public static class LedgerEvents
{
    /// <summary>The stored name: it never changes.</summary>
    public const string ContinuedName = "log_continued";

    const int ContinuedSchema = 1;

    /// <summary>The first event of a log that could not go on as it was.</summary>
    /// <param name="id">Of the event.</param>
    /// <param name="old">The tree as this database has it; what was signed may have been larger.</param>
    /// <param name="note">What was signed last of it; null where nothing is known.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="asking">Who.</param>
    public static NewEvent Continued(Guid id, TreeHead old, string? note, string reason, Asking asking)
    {
        var payload = new JsonObject
        {
            ["origin"] = old.Epoch.Origin,
            ["size"] = old.Size,
            ["root"] = Convert.ToBase64String(old.Root.Bytes),
            ["reason"] = reason,
        };
        if (note is not null)
        {
            payload["note"] = note;
        }

        var canonical = CanonicalJson.Canonicalise(System.Text.Encoding.UTF8.GetBytes(payload.ToJsonString()));
        return new NewEvent(
            id, ContinuedName, ContinuedSchema, ((CanonicalJsonResult.Accepted)canonical).Bytes,
            new Act(asking.Actor, asking.Client, "continuation", null, reason, null, asking.Request))
        {
            Kind = LedgerEntryKind.LogContinuation,
        };
    }
}
