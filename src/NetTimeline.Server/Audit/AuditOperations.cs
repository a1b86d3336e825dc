using NetTimeline.Journal.Changes;
using NetTimeline.Server.OpenApi;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.Audit;

/// <summary>The words of the API's description for auditors.</summary>
static class AuditOperations
{
    public static Operation GetChangeLog { get; } = new(
        "getChangeLog", "Show who changed what",
        "Every act on the records of all patients or of one: who, when, with what, why, and what it made statements "
        + "say, place by place. Pages hang together by positions, which never change: pass next as after to go on; no "
        + "next, no more for now. A page may be shorter than asked for, even empty, and have a next: over all patients "
        + $"one request looks at {ChangeLog.WalkedMax} events and reads {ChangeLog.HistoriesMax} histories at most.")
    {
        Parameters =
        [
            new("patient", Query, "string", "Only this patient, by registry key or id.", "omori-2020"),
            new("entry", Query, "string",
                "Only this entry or correction of the patient, and what is about it; takes patient.", "ct-1"),
            new("actor", Query, "string", "Only acts of this actor.", "dr.tanaka"),
            new("client", Query, "string", "Only acts with this program, with or without its version.", "nettimeline"),
            new("change", Query, "string", "Only creation, amendment, retraction or another kind of act.", "amendment"),
            new("type", Query, "string", "Only events of this stored name.", "entry_amended"),
            new("from", Query, "string", "Only what was recorded then or later: a moment in UTC.",
                "2026-01-31T12:00:00Z"),
            new("to", Query, "string", "Only what was recorded before then.", "2026-02-28T12:00:00Z"),
            new("backdatedDays", Query, "integer",
                "Only entries that stand and were recorded certainly more than so many days after they occurred.",
                "30"),
            new("order", Query, "string", "oldest, which is first if left out, or newest.", "newest"),
            new("after", Query, "integer", "Only what comes after this position in that order.", "1200"),
            new("limit", Query, "integer",
                $"The most lines: 1 to {Audit.GetChangeLog.LimitMax}; {Audit.GetChangeLog.LimitDefault} if left out.",
                "100"),
        ],
        Answers = [new(200, "The lines.", "ChangeLogView", Text: true)],
    };
}
