using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// What a PostgreSQL server says about itself that decides whether it can keep what it acknowledges.
/// </summary>
/// <param name="VersionNumber">As <c>server_version_num</c>: 150003 for 15.3.</param>
/// <param name="Fsync">Off: a power failure may destroy the whole cluster.</param>
/// <param name="FullPageWrites">Off: so may one in the middle of writing a page.</param>
/// <param name="Encoding">Of the database; anything but UTF8 cannot hold everything that JSON can.</param>
/// <param name="Database">Its name, from which the names of its roles are made.</param>
public sealed record ServerSettings(
    int VersionNumber, bool Fsync, bool FullPageWrites, string Encoding, string Database)
{
    const int VersionNumberMin = 150000;

    /// <summary>Longer role names the server would cut off, and the roles would become one.</summary>
    const int DatabaseNameBytesMax = 63 - 10;

    /// <summary>
    /// That <c>synchronous_commit</c> is on is not asked: the appending connection sets it for itself.
    /// </summary>
    /// <exception cref="UnsuitablePostgresException">Names the first thing that is wrong and what to
    /// do.</exception>
    public void Check()
    {
        if (VersionNumber < VersionNumberMin)
            throw new UnsuitablePostgresException("PostgreSQL 15 or newer is needed.");
        if (!Fsync)
            throw new UnsuitablePostgresException("fsync is off: a crash could lose events. Set it to on.");
        if (!FullPageWrites)
        {
            throw new UnsuitablePostgresException(
                "full_page_writes is off: a crash could destroy events. Set it to on.");
        }

        if (Encoding != "UTF8")
            throw new UnsuitablePostgresException("The database's encoding must be UTF8; create it anew so.");
        if (System.Text.Encoding.UTF8.GetByteCount(Database) > DatabaseNameBytesMax)
            throw new UnsuitablePostgresException("The database's name is too long to name its roles.");
    }

    internal static async Task<ServerSettings> ReadAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string sql = """
            select current_setting('server_version_num')::integer, current_setting('fsync')::boolean,
                current_setting('full_page_writes')::boolean, current_setting('server_encoding'),
                current_database()
            """;
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new(row.GetInt32(0), row.GetBoolean(1), row.GetBoolean(2), row.GetString(3), row.GetString(4));
    }
}
