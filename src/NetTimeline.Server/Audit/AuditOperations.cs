using System.Net.Mime;
using NetTimeline.Journal.Changes;
using NetTimeline.Server.Http;
using NetTimeline.Server.Ledger;
using NetTimeline.Server.OpenApi;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.Audit;

/// <summary>The words of the API's description for auditors.</summary>
static class AuditOperations
{
    static readonly Parameter Patient = new(
        "id", Place.Path, "string", "The patient's registry key or id (a UUID).", "omori-2020");

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

    public static Operation GetAuditReport { get; } = new(
        "getAuditReport", "Show everything that was done to a patient's record",
        "A page that prints on A4: what is in force and what is not any more, what was recorded late, what was erased, "
        + "how the ledger stands, and every act with who, when, why and what it changed. It needs nothing from "
        + "elsewhere and runs no script.")
    {
        Parameters =
        [
            Patient, Operations.Actor,
            new("days", Query, "integer", "How long after an occurrence recording is not late yet; 30 if left out.",
                "30"),
        ],
        Answers = [new(200, "The page.", Schema: null) { File = MediaTypeNames.Text.Html }],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation GetAuditBundle { get; } = new(
        "getAuditBundle", "Export a patient's events with their proofs",
        "A zip to check without asking anybody: every event of the patient with its entry of the ledger, what opens it "
        + "and the proof that it is in the tree of a signed checkpoint. With scope=log also every entry of the log, "
        + "from which it follows that no event of the patient is missing. What was erased is there as its entry. "
        + "202 until a checkpoint covers the patient's newest event, which takes some seconds.")
    {
        Parameters =
        [
            Patient,
            new("scope", Query, "string", "proofs, which it is if left out, or log.", "proofs"),
            new("epoch", Query, "integer",
                "The tree of the ledger, where it had to go on in another; that of the newest event if left out.", "0"),
        ],
        Answers =
        [
            new(200, "The bundle.", Schema: null) { File = MediaTypeNames.Application.Zip },
            new(202, "Not signed yet; Retry-After says when to ask again.", Schema: null, Text: true)
            {
                Headers = ["Retry-After"],
            },
        ],
        Problems = [ProblemKinds.UnknownPatient, LedgerProblems.NeverSigned],
    };
}
