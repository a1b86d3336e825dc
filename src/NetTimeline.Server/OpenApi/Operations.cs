using NetTimeline.Server.Http;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description, route by route.</summary>
static class Operations
{
    public static readonly Parameter Id = new(
        "id", Place.Path, "string", "The patient's registry key or id (a UUID).", "omori-2020");

    public static readonly Parameter Key = new("key", Place.Path, "string", "The entry's key.", "ct-1");

    public static readonly Parameter Actor = new(
        "X-NetTimeline-Actor", Header, "string",
        "Who asks: 1 to 128 printable characters, shown in the log of the patient. Nobody checks it: there is no "
        + "sign-in yet. Left out, it is anonymous.", "dr.tanaka");

    public static readonly Parameter IdempotencyKey = new(
        "Idempotency-Key", Header, "string",
        "Names this request, so that sending it again is recognised: 1 to 255 visible ASCII characters. The same key "
        + "with the same body gets the first answer again, with another body 422. Unique for actor, route and "
        + "patient. A key is kept where its request recorded something; where it was refused or nothing new, it is not "
        + "kept.",
        "01939a5c-import-7");

    static readonly Parameter IfMatch = new(
        "If-Match", Header, "string",
        "The version the patient must be at, as ETag has it. Without it the post is appended to whatever there is.",
        "\"57\"");

    public static readonly Parameter IfNoneMatch = new(
        "If-None-Match", Header, "string", "The tag of what is held already; 304 where that is current.", "\"57\"");

    static readonly Parameter Known = new(
        "known", Query, "string",
        "What the clinic knew then: day:2019-05-20 or 2019-05-20 (the end of the day), entry:KEY (when that entry was "
        + "known), entry:KEY~P18D (so long after it occurred), entry:KEY~-P2M (before).",
        "entry:ct-1~P18D");

    static readonly Parameter Recorded = new(
        "recorded", Query, "string", "What the log held then, inclusive: a moment in UTC.", "2026-01-31T12:00:00Z");

    static readonly Parameter Assume = new(
        "assume", Query, "string",
        "Supposes what no entry says; may be given several times. same:KEY,KEY: both began on one day. "
        + "age:KEY,YEARS: the patient's age in completed years when it began. A value that rests on it says so; what "
        + "the record contradicts is refused with 422.",
        "same:ct-1,lar");

    static readonly Parameter Explain = new(
        "explain", Query, "boolean", "With the chain of statements from each number to its entries.", "true");

    static readonly string[] Tagged = ["ETag"];

    public static Operation EnrolPatient { get; } = new(
        "enrolPatient", "Enrol a patient",
        "Begins a record. Nothing that identifies a person belongs here: the registry key is a name without identity. "
        + "Enrolling the same patient again in the same words changes nothing and answers 200.")
    {
        Parameters = [Actor, IdempotencyKey],
        Body = new("Enrolment", Many: false, Examples.Enrolments),
        Answers =
        [
            new(201, "The record has begun.", "Posted")
            {
                Headers = ["ETag", "Location", "Idempotency-Replayed"],
                Example = Examples.Posted,
            },
            new(200, "It had begun before, in the same words.", "Posted") { Headers = ["ETag", "Location"] },
        ],
        Problems = [.. WithBody, ProblemKinds.Conflict, ProblemKinds.TooBusy],
    };

    public static Operation GetPatient { get; } = new(
        "getPatient", "Get a patient", "The enrolment, the version and how many entries stand.")
    {
        Parameters = [Id, IfNoneMatch],
        Answers = [new(200, "The patient.", "PatientView") { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation PostEntries { get; } = new(
        "postEntries", "Record entries",
        "One entry or a list of up to 500, all or nothing; within a list they may refer to each other in any order. "
        + "The server sets when they were recorded. Entries that were recorded before in the same words are recognised "
        + "by their keys: if nothing in the list is new, nothing is recorded and the answer is 200. Repetitions are "
        + "recognised before If-Match is looked at.")
    {
        Parameters = [Id, Actor, IfMatch, IdempotencyKey],
        Body = new("Entry", Many: true, Examples.Entries),
        Answers = PostAnswers,
        Problems = PostProblems,
    };

    public static Operation PostCorrections { get; } = new(
        "postCorrections", "Correct entries",
        "Amends, retracts, re-dates, re-attributes, splits or merges, always with a reason: one correction or a list "
        + "of up to 500, all or nothing. What was recorded stays in the log. An amendment is a transcription – a slip "
        + "put right, known as the entry was – or a reinterpretation, known from its own day on.")
    {
        Parameters = [Id, Actor, IfMatch, IdempotencyKey],
        Body = new("Correction", Many: true, Examples.Corrections),
        Answers = PostAnswers,
        Problems = PostProblems,
    };

    public static Operation GetTimeline { get; } = new(
        "getTimeline", "Show a timeline",
        "As known at a moment and as recorded at an instant: nothing in it shows what was learned later. What the "
        + "dates do not place is possibly known. As text/plain it is drawn for a terminal.")
    {
        Parameters =
        [
            Id,
            Known,
            Recorded,
            new("retracted", Query, "boolean", "Show retracted entries too, marked.", "true"),
            IfNoneMatch,
        ],
        Answers = [new(200, "The timeline.", "TimelineView", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation GetDifference { get; } = new(
        "getDifference", "Show what changed between two views",
        "Any two views, each as known at a moment and as recorded at an instant, entry by entry: what appeared, became "
        + "certain, says something else or moved in time, which beliefs were given up, which attributions and counts "
        + "changed, and which entries and corrections did it. A view of which nothing is said is everything, now. As "
        + "text/plain it is drawn for a terminal.")
    {
        Parameters =
        [
            Id,
            new("from", Query, "string", "What the clinic knew, as with a timeline's known.", "entry:ct-1"),
            new("to", Query, "string", "Likewise.", "entry:op-1"),
            new("from.known", Query, "string", "The same as from.", "day:2019-05-20"),
            new("from.recorded", Query, "string", "What the log held, as with a timeline's recorded.",
                "2026-01-31T12:00:00Z"),
            new("to.known", Query, "string", "The same as to.", "day:2019-06-20"),
            new("to.recorded", Query, "string", "What the log held, as with a timeline's recorded.",
                "2026-02-28T12:00:00Z"),
            IfNoneMatch,
        ],
        Answers = [new(200, "The difference.", "DifferenceView", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation GetSteps { get; } = new(
        "getSteps", "List the moments at which the view changes",
        "In an order that no date denies, each with the query to ask for its view and what it changed in short. Steps "
        + "of which the dates do not tell the order are marked; along the others what is known only grows. As "
        + "text/plain it is drawn for a terminal.")
    {
        Parameters =
        [
            Id,
            new("axis", Query, "string", "known (if left out) or recorded.", "known"),
            new("recorded", Query, "string", "Along what was known: as the log held it then.", "2026-01-31T12:00:00Z"),
            new("known", Query, "string", "Along what was recorded: as the clinic knew it then.", "entry:ct-1"),
            IfNoneMatch,
        ],
        Answers = [new(200, "The steps.", "StepsView", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation GetBackdated { get; } = new(
        "getBackdated", "List what came after the fact",
        "Entries that were recorded certainly more than so many days after they occurred, and entries that were known "
        + "certainly after they occurred, each with its delay in days. Where the calendar is not known, the first "
        + "cannot be told. As text/plain it is drawn for a terminal.")
    {
        Parameters =
        [
            Id,
            new("days", Query, "integer",
                $"How late is not late yet: 0 to {Patients.GetBackdated.DaysMax}, {Patients.GetBackdated.DaysDefault} "
                + "if left out.", "30"),
            Recorded,
            IfNoneMatch,
        ],
        Answers = [new(200, "What came late.", "BackdatedView", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation GetMeasures { get; } = new(
        "getMeasures", "Measure a patient",
        "Every measure that has something to say, computed from what was certainly known: each value with its bounds, "
        + "its status, the entries it rests on and the paper its definition is from. As text/plain it is drawn for a "
        + "terminal.")
    {
        Parameters =
        [
            Id,
            new("group", Query, "string", "Only the measures of this group.", "liver"),
            Known,
            Recorded,
            Assume,
            Explain,
            IfNoneMatch,
        ],
        Answers = [new(200, "The values.", "MeasuresView", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient, ProblemKinds.ContradictsRecord],
    };

    public static Operation GetMeasure { get; } = new(
        "getMeasure", "Measure a patient by one measure",
        "As with all measures; no values where the patient has nothing that this one speaks of.")
    {
        Parameters =
        [
            Id,
            new("name", Place.Path, "string", "The measure's name.", "kinetic-growth-rate"),
            Known,
            Recorded,
            Assume,
            Explain,
            IfNoneMatch,
        ],
        Answers = [new(200, "The values.", "MeasuresView", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient, ProblemKinds.UnknownMeasure, ProblemKinds.ContradictsRecord],
    };

    public static Operation GetBounds { get; } = new(
        "getBounds", "Show the bounds of a length of time",
        "How far two points of a patient's course lie apart, as the dates known then tell together, with the "
        + "statements behind each bound; negative where of is before from. Without from, of on the calendar. Between "
        + "two days of the calendar years and months are counted by anniversaries, else they have their nominal "
        + "lengths; stated years given out in days are widened by what the calendar leaves open. As text/plain it is "
        + "drawn for a terminal.")
    {
        Parameters =
        [
            Id,
            new("of", Query, "string", "The key of the entry that is asked about.", "ct-2"),
            new("ofPoint", Query, "string",
                "Which point of it: start (if left out), end, known; birth, without of, is the patient's.", "end"),
            new("from", Query, "string", "The key of the entry it is counted from; the calendar if left out.", "lar"),
            new("fromPoint", Query, "string", "Which point of that, likewise.", "birth"),
            new("unit", Query, "string",
                "days, weeks, months or years; if left out, years where years or months were stated on the way, else "
                + "days.", "years"),
            Known,
            Recorded,
            Assume,
            IfNoneMatch,
        ],
        Answers = [new(200, "The bounds.", "BoundsView", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient, ProblemKinds.ContradictsRecord],
    };

    public static Operation GetLog { get; } = new(
        "getLog", "Show a patient's log",
        "Every event, oldest first: who, when, what and why. Of what a newer program recorded only the envelope is "
        + "shown, with the reason (unreadable). As text/plain it is drawn for a terminal.")
    {
        Parameters =
        [
            Id,
            new("after", Query, "integer", "Only events after this version.", "50"),
            new("limit", Query, "integer",
                $"The most events: 1 to {Patients.GetLog.LimitMax}; all if left out.", "100"),
            IfNoneMatch,
        ],
        Answers = [new(200, "The events.", "LogPage", Text: true) { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation GetEntry { get; } = new(
        "getEntry", "Show an entry with its history",
        "As it stands, as it was first posted, and everything that was done to it. Retracted entries are found too.")
    {
        Parameters = [Id, Key, IfNoneMatch],
        Answers = [new(200, "The entry.", "EntryHistoryView") { Headers = Tagged }, NotModified],
        Problems = [ProblemKinds.UnknownPatient, ProblemKinds.UnknownEntry],
    };

    public static Operation Live { get; } = new("live", "Is the process alive", "Asks nothing of the database.")
    {
        Answers = [new(200, "It is.", "HealthView")],
    };

    public static Operation Ready { get; } = new(
        "ready", "Could the server record now",
        "Looks at the database, its schema and the clocks, and says of each how it is.")
    {
        Answers = [new(200, "It could.", "HealthView"), new(503, "It could not; the checks say why.", "HealthView")],
    };

    public static Operation Audit { get; } = new(
        "audit", "Could an auditor prove what was recorded",
        "Looks whether each log is signed in time and goes on with what was signed before. It says nothing of whether "
        + "the server records and answers.")
    {
        Answers =
        [
            new(200, "They could.", "HealthView"), new(503, "They could not; the checks say why.", "HealthView"),
        ],
    };

    public static Operation ListProblems { get; } = new(
        "listProblems", "What the problems mean", "Every type of problem this API answers with.")
    {
        Answers = [new(200, "All of them.", Schema: null, Text: true)],
    };

    public static Operation GetProblem { get; } = new(
        "getProblem", "What one problem means", "The type of a problem leads here.")
    {
        Parameters = [new("name", Place.Path, "string", "The end of the type.", "stale-version")],
        Answers = [new(200, "This one.", Schema: null, Text: true)],
        Problems = [ProblemKinds.UnknownRoute],
    };

    public static Operation GetDescription { get; } = new(
        "getDescription", "This description", "OpenAPI 3.1.")
    {
        Answers = [new(200, "The description.", Schema: null)],
    };

    public static Good NotModified => new(304, "What is held already is current.", Schema: null) { Headers = Tagged };

    static IReadOnlyList<Good> PostAnswers =>
    [
        new(201, "Everything is recorded.", "Posted")
        {
            Headers = ["ETag", "Idempotency-Replayed"],
            Example = Examples.Posted,
        },
        new(200, "Everything had been recorded before, in the same words.", "Posted") { Headers = Tagged },
    ];

    public static IReadOnlyList<ProblemKind> WithBody =>
    [
        ProblemKinds.NotJson, ProblemKinds.TooLarge, ProblemKinds.UnsupportedMediaType, ProblemKinds.Refused,
        ProblemKinds.IdempotencyKeyReused, ProblemKinds.ClockAskew, ProblemKinds.OutcomeUnknown,
    ];

    static IReadOnlyList<ProblemKind> PostProblems =>
    [
        .. WithBody, ProblemKinds.UnknownPatient, ProblemKinds.Conflict, ProblemKinds.StaleVersion,
        ProblemKinds.TooBusy,
    ];
}
