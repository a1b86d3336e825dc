using System.Net.Sockets;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>What the database's error codes mean for an append. Message texts of the database's own are never
/// looked at.</summary>
static class SqlStates
{
    public const string ChangeRefused = "NT001";
    public const string RoleRefused = "NT004";
    public const string WriteAroundAppendRefused = "NT002";
    public const string LedgerBroken = "NT005";
    public const string StreamErased = "NT006";
    public const string NotWrittenDown = "NT007";

    const string UniqueViolation = "23505";

    /// <summary>
    /// Where it lies with the data of some append and always will: class 22 (data), 23 (constraint) and 54
    /// (a limit of the program).
    /// </summary>
    public static bool LiesWithTheData(this PostgresException error) =>
        IsOfClass(error.SqlState, "22") || IsOfClass(error.SqlState, "23") || IsOfClass(error.SqlState, "54");

    /// <summary>
    /// Where some append may be to blame: anything but an intervention (57) or a want of room (53).
    /// </summary>
    public static bool MayLieWithTheData(this PostgresException error) =>
        error.LeftNothingBehind() && !IsOfClass(error.SqlState, "57") && !IsOfClass(error.SqlState, "53");

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

    /// <summary>The statement was given up because it took its time, by the database or by whoever waited.</summary>
    public static bool TookTooLong(this NpgsqlException error) =>
        error is PostgresException { SqlState: "57014" } || error.InnerException is TimeoutException;

    /// <summary>
    /// What Npgsql throws when it cannot reach the database, loses it, or hears an error from it.
    /// </summary>
    public static bool IsOfTheConnection(this Exception error) =>
        error is NpgsqlException or IOException or TimeoutException or SocketException
            or ObjectDisposedException;

    /// <summary>
    /// Where opening a connection may succeed a little later: the database cannot be reached, is starting up
    /// or shutting down, or has no connection left. A login or a database that it does not know stays so.
    /// </summary>
    public static bool MayPassAtOpening(this Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => true,
        PostgresException postgres => IsOfClass(postgres.SqlState, "57P0"),
        NpgsqlException => error.InnerException is not null,
        _ => error.IsOfTheConnection(),
    };

    /// <summary>
    /// It did not answer, is starting up or shutting down, or has no room for another connection.
    /// </summary>
    public static bool DatabaseIsAway(this EventStoreException error) =>
        error.SqlState is null
        || IsOfClass(error.SqlState, "08") || IsOfClass(error.SqlState, "57P") || IsOfClass(error.SqlState, "53");

    /// <summary>Nothing but the code: message, detail and context may quote rows.</summary>
    public static EventStoreException WithoutContent(this Exception error) =>
        error is PostgresException postgres
            ? new($"The database answered with SQLSTATE {postgres.SqlState}.", postgres.SqlState)
            : new($"The connection to the database failed ({error.GetType().Name}).", sqlState: null);

    /// <summary>What is asked, and of an error nothing but the code; a store that was disposed says so.</summary>
    public static async Task<T> WithoutContentAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error.IsOfTheConnection() && error is not ObjectDisposedException)
        {
            throw error.WithoutContent();
        }
    }

    static bool IsOfClass(string state, string beginning) => state.StartsWith(beginning, StringComparison.Ordinal);
}
