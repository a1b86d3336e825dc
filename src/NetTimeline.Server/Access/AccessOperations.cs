using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.Access;

/// <summary>The words of the API's description for who was shown what.</summary>
static class AccessOperations
{
    const string Recorded =
        " Oldest first, page by page: pass next as after to go on; no next, no more for now. Whoever looks is recorded "
        + "too.";

    public static Operation ListAccess { get; } = new(
        "listAccess", "Show who was shown what",
        "Every record that was made before an answer showed something of a patient, and of attempts that were refused "
        + "or found nobody." + Recorded)
    {
        Parameters =
        [
            new("patient", Query, "string", "Only this patient, by registry key or id.", "omori-2020"),
            .. AccessAsked.Parameters,
        ],
        Answers = [new(200, "The records.", "AccessPageView", Text: true)],
    };

    public static Operation GetPatientAccess { get; } = new(
        "getPatientAccess", "Show who looked at a patient",
        "Also where a search found him, and where rows of a cohort were his. What was shown of many patients together "
        + "names none of them and is not here: counts, the feed of all changes." + Recorded)
    {
        Parameters =
        [
            new("id", Place.Path, "string", "The patient's registry key or id (a UUID).", "omori-2020"),
            .. AccessAsked.Parameters,
        ],
        Answers = [new(200, "The records.", "AccessPageView", Text: true)],
        Problems = [ProblemKinds.UnknownPatient],
    };

    public static Operation SearchAuditEvents { get; } = new(
        "searchAuditEvents", "Show who was shown what as FHIR AuditEvents",
        "FHIR R4, as a searchset or as application/fhir+ndjson. Events of success claim the profiles of IHE's Basic "
        + "Audit Log Patterns: PatientRead for a view of one patient, PatientQuery for a patient who was found, Query "
        + "for what was said of many. The question itself is not kept; query holds a keyed hash of it. The link next "
        + "leads on; as lines, so does _after with the last position." + Recorded)
    {
        Parameters =
        [
            new("patient", Query, "string", "Only this patient: Patient/ and the id, or a registry key.",
                "Patient/0199a000-0000-7000-8000-000000000000"),
            new("agent-name", Query, "string", "Only what this actor asked for; exactly.", "dr.tanaka"),
            new("date", Query, "string",
                "ge and a moment in UTC, or lt and one; may be given twice.", "ge2026-01-31T12:00:00Z"),
            new("outcome", Query, "string", "0 success, 4 not found or refused, 8 failed.", "0"),
            new("_count", Query, "integer",
                $"The most events: 1 to {AccessAsked.LimitMax}; {AccessAsked.LimitDefault} if left out.", "100"),
            new("_after", Query, "integer", "Only what comes after this position of the access log.", "1200"),
        ],
        Answers = [new(200, "The events.", Schema: null)],
        Problems = [ProblemKinds.BadRequest, ProblemKinds.NotAcceptable, ProblemKinds.DatabaseAway],
    };
}
