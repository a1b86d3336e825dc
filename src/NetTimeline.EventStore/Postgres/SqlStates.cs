using System.Net.Sockets;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>What the database's error codes mean for an append. Message texts are never looked at.</summary>
static class SqlStates
{
    public const string ChangeRefused = "NT001";
    public const string WriteAroundAppendRefused = "NT002";

    const string UniqueViolation = "23505";

    /// <summary>Where it lies with the data of some append: class 22 (data) and 23 (constraint).</summary>
    public static bool LiesWithTheData(this PostgresException error) =>
        error.SqlState.StartsWith("22", StringComparison.Ordinal)
        || error.SqlState.StartsWith("23", StringComparison.Ordinal);

    public static bool IsUniqueViolation(this PostgresException error) => error.SqlState == UniqueViolation;

    /// <summary>
    /// The statement was undone and the connection lives on. Errors graver than this end the connection, and
    /// a commit under way may have succeeded.
    /// </summary>
    public static bool LeftNothingBehind(this PostgresException error) => error.InvariantSeverity == "ERROR";

    /// <summary>
    /// The same statement may succeed if it is tried again: cancelled by time, deadlock, serialisation.
    /// </summary>
    public static bool MayPass(this PostgresException error) =>
        error.SqlState is "57014" or "55P03" or "40001" or "40P01";

    /// <summary>
    /// What Npgsql throws when it cannot reach the database, loses it, or hears an error from it.
    /// </summary>
    public static bool IsOfTheConnection(this Exception error) =>
        error is NpgsqlException or IOException or TimeoutException or SocketException
            or ObjectDisposedException;

    /// <summary>
    /// It did not answer, is starting up or shutting down, or has no room for another connection.
    /// </summary>
    public static bool DatabaseIsAway(this EventStoreException error) =>
        error.SqlState is null
        || error.SqlState.StartsWith("08", StringComparison.Ordinal)
        || error.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || error.SqlState.StartsWith("53", StringComparison.Ordinal);

    /// <summary>Nothing but the code: message, detail and context may quote rows.</summary>
    public static EventStoreException WithoutContent(this Exception error) =>
        error is PostgresException postgres
            ? new($"The database answered with SQLSTATE {postgres.SqlState}.", postgres.SqlState)
            : new($"The connection to the database failed ({error.GetType().Name}).", sqlState: null);
}
