using System.Globalization;
using System.Text;

namespace NetTimeline.LocalPostgres;

/// <summary>PostgreSQL's own configuration files, written anew at every start.</summary>
static class ServerSettings
{
    public const string Address = "127.0.0.1";

    /// <summary>Who may connect: this machine over TCP, with the password.</summary>
    const string AccessText = "host all all 127.0.0.1/32 scram-sha-256\n";

    const string PortLine = "port = ";

    /// <summary>
    /// What holds whatever else was asked for. Messages of errors carry what a statement was about, patients
    /// included, so errors go to the client alone; the log keeps the server's own life.
    /// </summary>
    const string Held =
        """
        listen_addresses = '127.0.0.1'
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        ssl = off

        fsync = on
        full_page_writes = on
        synchronous_commit = on

        logging_collector = on
        log_destination = 'stderr'
        log_filename = 'postgres-%Y%m%dT%H%M%S.log'
        log_rotation_size = '1MB'
        log_rotation_age = 0
        log_timezone = 'UTC'
        log_min_messages = 'log'
        log_min_error_statement = 'panic'
        log_error_verbosity = 'terse'
        log_statement = 'none'
        log_duration = off
        log_min_duration_statement = -1
        log_min_duration_sample = -1
        log_transaction_sample_rate = 0
        log_autovacuum_min_duration = -1
        log_lock_waits = off
        log_replication_commands = off
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        debug_print_parse = off
        debug_print_rewritten = off
        debug_print_plan = off

        """;

    public static void Write(
        ClusterFolder folder, int port, IReadOnlyDictionary<string, string> asked, Account? account)
    {
        ClusterFolder.Write(MainFile(folder), Text(folder, port, asked), account);
        ClusterFolder.Write(Path.Combine(folder.Data, "pg_hba.conf"), AccessText, account);
    }

    /// <summary>The port of the last start; null before the first.</summary>
    public static int? PortOf(ClusterFolder folder) =>
        File.ReadLines(MainFile(folder))
            .Where(line => line.StartsWith(PortLine, StringComparison.Ordinal))
            .Select(line => (int?)int.Parse(line.AsSpan(PortLine.Length), CultureInfo.InvariantCulture))
            .LastOrDefault();

    static string Text(ClusterFolder folder, int port, IReadOnlyDictionary<string, string> asked)
    {
        var text = new StringBuilder("# Written at every start: changes made here are lost.\n")
            .Append("timezone = 'UTC'\nlc_messages = 'C'\n");
        foreach (var (name, value) in asked)
        {
            text.Append(name).Append(" = ").Append(Quoted(value)).Append('\n');
        }

        return text.Append('\n').Append(Held)
            .Append("log_directory = ").Append(Quoted(folder.Log)).Append('\n')
            .Append(CultureInfo.InvariantCulture, $"{PortLine}{port}\n")
            .ToString();
    }

    static string MainFile(ClusterFolder folder) => Path.Combine(folder.Data, "postgresql.conf");

    static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
