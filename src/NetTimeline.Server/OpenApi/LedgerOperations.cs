using NetTimeline.Server.Http;
using NetTimeline.Server.Ledger;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for the ledger.</summary>
static class LedgerOperations
{
    const string Octets = "application/octet-stream";

    static readonly Parameter Log = new(
        "log", Place.Path, "string", "events or access; events-1 for the epoch after the first.", "events");

    static readonly Parameter Which = new(
        "log", Query, "string", "events if left out, or access, the log of who was shown what.", "access");

    public static Operation Checkpoint { get; } = new(
        "getCheckpoint", "The newest signed checkpoint",
        "How large the log's tree is and its root, signed: C2SP tlog-checkpoint. To be fetched again after two "
        + "seconds at the earliest.")
    {
        Parameters = [Log],
        Answers = [new(200, "The note.", Schema: null, Text: true)],
        Problems = [LedgerProblems.UnknownLog, LedgerProblems.NotPublished, ProblemKinds.BadRequest],
    };

    public static Operation Keys { get; } = new(
        "getLedgerKeys", "The keys that sign the log",
        "A line for each: the first size that it signs, the first that it does not or a hyphen, and the key as C2SP "
        + "signed-note writes it. An auditor gets keys by another way, and compares.")
    {
        Parameters = [Log],
        Answers = [new(200, "The keys.", Schema: null, Text: true)],
        Problems = [LedgerProblems.UnknownLog, ProblemKinds.BadRequest],
    };

    public static Operation Tile { get; } = new(
        "getTile", "A tile of the tree, or a bundle of entries",
        "C2SP tlog-tiles: LEVEL/N for 256 hashes, LEVEL/N.p/W for fewer, entries/N for entries of 136 bytes, each "
        + "behind its length. There are those that a signed tree has, and they never change. Of the log access there "
        + "are no entries: they would say when somebody looked at a record.")
    {
        Parameters = [Log, new("path", Place.Path, "string", "What follows tile/.", "0/x001/x234/067.p/8")],
        Answers = [new(200, "Its bytes.", Schema: null) { MediaType = Octets }],
        Problems = [LedgerProblems.UnknownLog, LedgerProblems.NotPublished, ProblemKinds.BadRequest],
    };

    public static Operation Get { get; } = new(
        "getLedger", "How the ledger stands",
        "Origin, size, what is signed, since when something waits to be signed, and why nothing is where that is so. "
        + "As text/plain it is drawn for a terminal.")
    {
        Answers = [new(200, "The logs.", "LedgerView", Text: true)],
    };

    public static Operation Proof { get; } = new(
        "getProof", "Prove that an event is in the log",
        "A C2SP tlog-proof file: index, inclusion proof and signed checkpoint, to be checked without this server. An "
        + "event that was just recorded is covered seconds later.")
    {
        Parameters =
        [
            new("event", Place.Path, "string", "The event's id (a UUID) or its position.", "57"), Which,
        ],
        Answers =
        [
            new(200, "The file.", Schema: null, Text: true),
            new(202, "No signed checkpoint covers it yet.", Schema: null, Text: true) { Headers = ["Retry-After"] },
        ],
        Problems = [LedgerProblems.UnknownLeaf, LedgerProblems.NeverSigned],
    };

    public static Operation Receipt { get; } = new(
        "getReceipt", "A receipt for an event",
        "Its entry, the proof that it is in the log and, where asked for, what opens the entry's commitments: with "
        + "that and the event's bytes anybody can tell that they are what was recorded. With the content it has these "
        + "too: saved, it is what nettimeline verify proof takes. Whoever is shown nonces or content is recorded.")
    {
        Parameters =
        [
            new("position", Place.Path, "integer", "The event's position, as the answer to its post has it.", "57"),
            new("opening", Query, "boolean", "With the nonces.", "true"),
            new("content", Query, "boolean", "With the nonces and with what was recorded.", "true"),
        ],
        Answers =
        [
            new(200, "The receipt.", "ReceiptView"),
            new(202, "No signed checkpoint covers it yet.", Schema: null, Text: true) { Headers = ["Retry-After"] },
        ],
        Problems = [LedgerProblems.UnknownLeaf, LedgerProblems.NeverSigned],
    };

    public static Operation Consistency { get; } = new(
        "getConsistency", "Prove that a tree begins with an earlier one",
        "Between two sizes of the newest epoch, the later one signed: RFC 6962 section 2.1.2.")
    {
        Parameters =
        [
            new("from", Query, "integer", "The size of the earlier tree.", "57"),
            new("to", Query, "integer", "That of the later; the newest signed one if left out.", "120"), Which,
        ],
        Answers = [new(200, "The proof.", "ConsistencyView")],
        Problems = [LedgerProblems.NothingSigned],
    };

    public static Operation Continue { get; } = new(
        "continueLedger", "Have a log begin anew that stands still",
        "Under the next origin, with a key of its own, and with a first leaf that says what was signed before and why "
        + "it does not go on. What auditors hold of the old one stays valid for it.")
    {
        Parameters =
        [
            Which,
            new("reason", Query, "string", "Why, for whoever reads it in years.", "restored from the backup of May 1"),
            Operations.Actor,
        ],
        Answers = [new(200, "How the ledger stands now.", "LedgerView")],
        Problems = [LedgerProblems.GoesOn, LedgerProblems.Broken],
    };
}
