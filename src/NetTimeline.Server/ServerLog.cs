namespace NetTimeline.Server;

/// <summary>
/// Everything this server logs. Ids, versions, positions, statuses and routes as they are declared – never what
/// a request or an entry says, and never the message of an exception, which may quote either.
/// </summary>
static partial class ServerLog
{
    [LoggerMessage(1, LogLevel.Information, "Listening on {Urls}; days are days in {TimeZone}.")]
    public static partial void Listening(ILogger log, string urls, string timeZone);

    [LoggerMessage(2, LogLevel.Warning,
        "There is no sign-in yet: whoever reaches this server can read and write. Keep it on this machine.")]
    public static partial void Open(ILogger log);

    [LoggerMessage(3, LogLevel.Warning,
        "No folder for the ledger was named: nothing that is recorded will be signed. See serve --ledger-folder.")]
    public static partial void NothingSigned(ILogger log);

    [LoggerMessage(10, LogLevel.Information, "{Method} {Route} {Status} in {Milliseconds} ms, request {Request}")]
    public static partial void Answered(
        ILogger log, string method, string route, int status, long milliseconds, string request);

    [LoggerMessage(11, LogLevel.Information,
        "Recorded: patient {Patient} at version {Version}, positions {First} to {Last}, request {Request}")]
    public static partial void Recorded(
        ILogger log, Guid patient, long version, long first, long last, string request);

    [LoggerMessage(12, LogLevel.Information,
        "Imported: {Recorded} recorded, {AlreadyRecorded} before, {Refused} refused, {Skipped} skipped, until {Ended}, "
        + "request {Request}")]
    public static partial void Imported(
        ILogger log, long recorded, long alreadyRecorded, long refused, long skipped, string ended, string request);

    [LoggerMessage(40, LogLevel.Error, "The read model {Projection} cannot go on for now. {Trouble}")]
    public static partial void ProjectionTroubled(ILogger log, string projection, string trouble);

    [LoggerMessage(20, LogLevel.Error, "Request {Request} failed: {Exception}\n{StackTrace}")]
    public static partial void Failed(ILogger log, string request, string exception, string? stackTrace);

    [LoggerMessage(21, LogLevel.Error, "The database is not available (SQLSTATE {SqlState}), request {Request}")]
    public static partial void DatabaseAway(ILogger log, string sqlState, string request);

    [LoggerMessage(22, LogLevel.Error, "The database refused with SQLSTATE {SqlState}, request {Request}")]
    public static partial void DatabaseRefused(ILogger log, string? sqlState, string request);

    [LoggerMessage(23, LogLevel.Error, "What became of an append could not be learned, request {Request}")]
    public static partial void OutcomeUnknown(ILogger log, string request);

    [LoggerMessage(25, LogLevel.Warning,
        "A newer program recorded position {Position} ({Type}, version {Schema}); this one cannot read it, "
        + "request {Request}")]
    public static partial void NewerRecord(ILogger log, long? position, string type, int schema, string request);

    [LoggerMessage(26, LogLevel.Error,
        "Position {Position} ({Type}, version {Schema}) does not fit its form, request {Request}")]
    public static partial void BrokenRecord(ILogger log, long? position, string type, int schema, string request);

    [LoggerMessage(24, LogLevel.Error,
        "Nothing is recorded: this server's clock is {Seconds} s off the database's, request {Request}")]
    public static partial void ClockAskew(ILogger log, double seconds, string request);
}
