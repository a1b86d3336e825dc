using NetTimeline.Server.Erasing;
using NetTimeline.Server.Feed;
using NetTimeline.Server.Import;
using NetTimeline.Server.Ledger;
using NetTimeline.Server.Webhooks;

namespace NetTimeline.Server.Http;

/// <summary>A kind of problem, as RFC 9457 means it: the type is stable, and its page says what it means.</summary>
/// <param name="Name">Ends the type: <c>/problems/stale-version</c>.</param>
/// <param name="Status">Every problem of this kind has this status.</param>
/// <param name="Title">The same for every problem of this kind.</param>
/// <param name="Meaning">What happened and what to do, for whoever writes a client.</param>
sealed record ProblemKind(string Name, int Status, string Title, string Meaning)
{
    public string Type => $"/problems/{Name}";
}

/// <summary>Every kind of problem this server answers with.</summary>
static class ProblemKinds
{
    public static readonly ProblemKind BadRequest = new(
        "bad-request", 400, "The request cannot be understood",
        "A query parameter or a header is unknown, repeated or not of its form. Each is named in errors.");

    public static readonly ProblemKind UnknownHost = new(
        "unknown-host", 400, "The server is not called that",
        "The header Host names none of the hosts that this server was told to answer for. Whoever runs the server can "
        + "allow another one.");

    public static readonly ProblemKind BrokenOff = new(
        "broken-off", 400, "The body broke off",
        "The body did not arrive whole. Nothing was recorded; send it again.");

    public static readonly ProblemKind NotJson = new(
        "not-json", 400, "The body is not JSON",
        "The body is no JSON text in UTF-8. The detail says from which line and byte on.");

    public static readonly ProblemKind UnknownPatient = new(
        "unknown-patient", 404, "There is no such patient",
        "No patient has this registry key or id.");

    public static readonly ProblemKind UnknownEntry = new(
        "unknown-entry", 404, "There is no such entry",
        "The patient has no entry with this key.");

    public static readonly ProblemKind UnknownMeasure = new(
        "unknown-measure", 404, "There is no such measure",
        "No measure has this name. Names are written as in the list of all measures, capitals and all.");

    public static readonly ProblemKind UnknownProjection = new(
        "unknown-projection", 404, "There is no such read model",
        "The detail names those that there are.");

    public static readonly ProblemKind UnknownStream = new(
        "unknown-stream", 404, "There is no such stream",
        "Streams have UUIDs, and this is none.");

    public static readonly ProblemKind ForeignSite = new(
        "foreign-site", 403, "Another site's page sent this",
        "A browser says that a page of another site sent the request, which may only read here. Nothing was done. "
        + "Programs that are not browsers send neither Sec-Fetch-Site nor Origin.");

    public static readonly ProblemKind UnknownRoute = new(
        "unknown-route", 404, "There is nothing here",
        "The path is none of the API's; /openapi describes them.");

    public static readonly ProblemKind MethodNotAllowed = new(
        "method-not-allowed", 405, "The method is not allowed here",
        "The header Allow names those that are.");

    public static readonly ProblemKind NotAcceptable = new(
        "not-acceptable", 406, "No acceptable form of the answer",
        "The header Accept allows none of the forms this answer has. Nothing was recorded.");

    public static readonly ProblemKind Conflict = new(
        "conflict", 409, "What is recorded stands in the way",
        "The body is well-formed, and another history would have accepted it; the one that is recorded does not. "
        + "Every reason is named in errors. Nothing was recorded; sending the same again will not help.");

    public static readonly ProblemKind NothingToDo = new(
        "nothing-to-do", 409, "There is nothing that this could be done to",
        "No generation of tables waits or is made, or no such stream is set aside. Nothing was asked.");

    public static readonly ProblemKind StaleVersion = new(
        "stale-version", 412, "The patient is at another version",
        "The version that If-Match expects is not the patient's. The header ETag has the one it is at: read, decide "
        + "again, send again. Nothing was recorded.");

    public static readonly ProblemKind TooLarge = new(
        "too-large", 413, "The request is too large",
        "A body has at most 1 MiB and 500 entries or corrections, which can be sent in parts; a definition of a "
        + "measure has at most 64 KiB. Nothing was recorded.");

    public static readonly ProblemKind UnsupportedMediaType = new(
        "unsupported-media-type", 415, "The body is of a type that is not read here",
        "Bodies are application/json, of an import application/x-ndjson, in UTF-8 and without a content encoding. "
        + "Nothing was recorded.");

    public static readonly ProblemKind Refused = new(
        "refused", 422, "The body says what cannot be recorded",
        "Every fault is named in errors, with a JSON Pointer into the body, a stable code and a sentence. Nothing was "
        + "recorded, not even the parts without fault.");

    public static readonly ProblemKind ContradictsRecord = new(
        "contradicts-record", 422, "What is supposed cannot be so",
        "The record's dates say otherwise than assume supposes. The detail names the entries that do.");

    public static readonly ProblemKind IdempotencyKeyReused = new(
        "idempotency-key-reused", 422, "The idempotency key was used with another body",
        "An Idempotency-Key under which something was recorded names that body for ever. One whose request was "
        + "refused, or turned out to be nothing new, is not kept. Nothing was recorded.");

    public static readonly ProblemKind RequestTooSlow = new(
        "request-too-slow", 408, "The request came too slowly",
        "The body did not arrive in time. Nothing was recorded; send it again.");

    public static readonly ProblemKind Unexpected = new(
        "unexpected", 500, "Something is broken here",
        "A fault of this server. Its log has more under the request's id.");

    public static readonly ProblemKind DatabaseAway = new(
        "database-away", 503, "The database is not available",
        "Nothing was recorded by this request. Send the same again after a while.");

    public static readonly ProblemKind ClockAskew = new(
        "clock-askew", 503, "The server's clock is wrong",
        "This server's clock and the database's are too far apart to say when anything was recorded. Nothing was "
        + "recorded, and nothing will be until one of them is put right.");

    public static readonly ProblemKind OutcomeUnknown = new(
        "outcome-unknown", 503, "It may or may not be recorded",
        "The connection to the database was lost, or time ran out, while it was recorded. Send exactly the same again, "
        + "with the same Idempotency-Key if there was one: what is recorded already is recognised by that key, or by "
        + "the keys of the entries, and is never recorded twice.");

    public static readonly ProblemKind TooBusy = new(
        "too-busy", 503, "Too many others write to this patient",
        "Others recorded something for the same patient at every attempt. Nothing was recorded by this request; send "
        + "the same again.");

    public static readonly ProblemKind NotYetThere = new(
        "not-yet-there", 503, "The read model has not come that far",
        "The tables that answer questions about many patients are being made, or have not come to the position that "
        + "was asked for. Retry-After says when to ask again; single patients are answered meanwhile.");

    public static readonly ProblemKind NewerRecord = new(
        "newer-record", 503, "A newer program recorded this",
        "While servers are replaced one by one, one of the older ones met what a newer one had recorded, and cannot "
        + "read it. It shows nothing of the patient but the log, and records nothing. Ask again, or another server; "
        + "other patients are not concerned.");

    public static readonly ProblemKind TooSlow = new(
        "too-slow", 503, "The answer took too long",
        "Reading it took longer than a request may, and was given up. Ask again after a while, or for less.");

    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        BadRequest, UnknownHost, BrokenOff, NotJson, UnknownPatient, UnknownEntry, UnknownMeasure, UnknownProjection,
        UnknownStream, UnknownRoute, ForeignSite,
        MethodNotAllowed, NotAcceptable, RequestTooSlow, Conflict, StaleVersion, TooLarge, UnsupportedMediaType,
        Refused, ContradictsRecord, IdempotencyKeyReused, Unexpected, DatabaseAway, ClockAskew, OutcomeUnknown,
        TooBusy, NothingToDo, NotYetThere, NewerRecord, TooSlow, .. FeedProblems.All, .. WebhookProblems.All,
        .. ImportProblems.All, .. LedgerProblems.All, .. Access.AccessProblems.All, .. ErasingProblems.All,
    ];

    /// <summary>What the framework answers with a bare status. The only bare 400 is that of an unknown host.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => UnknownHost,
        StatusCodes.Status404NotFound => UnknownRoute,
        StatusCodes.Status405MethodNotAllowed => MethodNotAllowed,
        StatusCodes.Status415UnsupportedMediaType => UnsupportedMediaType,
        _ => Unexpected,
    };

    /// <summary>A body that could not be read.</summary>
    public static ProblemKind OfUnreadable(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => RequestTooSlow,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        _ => BrokenOff,
    };
}
