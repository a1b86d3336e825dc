using System.Globalization;
using Npgsql;

namespace NetTimeline.LocalPostgres;

/// <summary>A private PostgreSQL that somebody else has started.</summary>
public static class RunningPostgres
{
    /// <summary>The line of postmaster.pid, from 0, that has the port.</summary>
    const int PortLine = 3;

    /// <summary>
    /// To <see cref="LocalPostgresOptions.Database"/> as the superuser of the cluster in that folder; null where none
    /// runs there. Whoever may read the folder's password may ask. Holds the password: not for logs.
    /// </summary>
    /// <exception cref="UnauthorizedAccessException">The folder belongs to somebody else.</exception>
    public static string? ConnectionTo(LocalPostgresOptions options)
    {
        var folder = ClusterFolder.Of(options.DataFolder);
        var file = Path.Combine(folder.Data, "postmaster.pid");
        if (!File.Exists(file) || !File.Exists(folder.Password))
        {
            return null;
        }

        var lines = File.ReadAllLines(file);
        return lines.Length > PortLine
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var pid) && Posix.Exists(pid)
            && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out var port)
            ? Connection(port, File.ReadAllText(folder.Password), options.Database)
            : null;
    }

    internal static string Connection(int port, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = ServerSettings.Address,
        Port = port,
        Username = Cluster.Superuser,
        Password = password,
        Database = database,
        RequireAuth = "ScramSHA256",
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;
}
