using NetTimeline.Journal;
using NetTimeline.Journal.Json;
using NetTimeline.Server.Erasing;
using NetTimeline.Server.Http;

namespace NetTimeline.Server.OpenApi;

/// <summary>The words of the API's description for erasing and for identities.</summary>
static class ErasingOperations
{
    static readonly IReadOnlyDictionary<string, string> Orders = new Dictionary<string, string>
    {
        ["asked by the person"] = """
            {"authority":"data protection officer","legalBasis":"GDPR Art. 17(1)(b)","reason":"consent withdrawn"}
            """,
    };

    static readonly IReadOnlyDictionary<string, string> Identities = new Dictionary<string, string>
    {
        ["a name and a number"] = """
            {"name":"Erika Mustermann","numbers":[{"system":"hospital","value":"4711"}],"bornOn":"1953-08-12"}
            """,
    };

    public static Operation ErasePatient { get; } = new(
        "erasePatient", "Erase a patient",
        "For good: everything that was recorded of the patient, who recorded it and why, the identity, the registry "
        + "key, rows of read models. What remains is that, where and when something was recorded, and this erasure, by "
        + "what right. So nothing in the body may tell who it was. Nobody is enrolled under the registry key again, "
        + "and nothing recorded from the same sources.")
    {
        Parameters = [Operations.Id, Operations.IdempotencyKey],
        Body = new("ErasureOrder", Many: false, Orders),
        Answers = Answers,
        Problems = Problems,
    };

    public static Operation EraseEntry { get; } = new(
        "eraseEntry", "Erase an entry",
        "For good: what was recorded under this key, and what was done to it; as where it was posted to the wrong "
        + "patient. What only names it stays; of that, what could not be said without it is in no view any more, "
        + "still recorded, and named in unsaid: erase it too. Nothing is recorded of this patient under this key or "
        + "from the same source again.")
    {
        Parameters = [Operations.Id, Operations.Key, Operations.IdempotencyKey],
        Body = new("ErasureOrder", Many: false, Orders),
        Answers = Answers,
        Problems = [.. Problems, ProblemKinds.UnknownEntry],
    };

    public static Operation PutIdentity { get; } = new(
        "putIdentity", "Keep who a patient is",
        "In place of what was kept before. It is encrypted, apart from the log and from everything that is computed or "
        + "exported, and can be changed. That it was kept, by whom and when is an event of the patient, which says "
        + "nothing of it; and a record of access, since what was kept before is gone.")
    {
        Parameters = [Operations.Id],
        Body = new("Identity", Many: false, Identities),
        Answers = [new(204, "It is kept.", Schema: null)],
        Problems =
        [
            .. Operations.WithBody, ProblemKinds.UnknownPatient, ProblemKinds.TooBusy, ErasingProblems.NoLedgerFolder,
        ],
    };

    public static Operation GetIdentity { get; } = new(
        "getIdentity", "Tell who a patient is", "The only answer of this API that does.")
    {
        Parameters = [Operations.Id],
        Answers = [new(200, "The identity.", "Identity")],
        Problems = [ProblemKinds.UnknownPatient, ErasingProblems.UnknownIdentity, ErasingProblems.NoLedgerFolder],
    };

    public static void AddTo(SchemaBook book)
    {
        ViewJson.Describe<ErasureOrder>(book);
        ViewJson.Describe<ErasedView>(book);
        ViewJson.Describe<Identity>(book);
    }

    static IReadOnlyList<Good> Answers =>
    [
        new(201, "It is erased.", "ErasedView"), new(200, "It had been erased before.", "ErasedView"),
    ];

    static IReadOnlyList<ProblemKind> Problems =>
    [
        .. Operations.WithBody, ProblemKinds.UnknownPatient, ProblemKinds.TooBusy, ErasingProblems.NoLedgerFolder,
        ErasingProblems.OutcomeUnknown,
    ];
}
