namespace NetTimeline.LocalPostgres;

/// <summary>The user PostgreSQL runs as where we are root, since it refuses to run as root.</summary>
sealed record Account(string Name, uint UserId, uint GroupId)
{
    /// <summary>Null where we are not root: PostgreSQL then runs as we do.</summary>
    public static Account? ForPostgres() =>
        !Environment.IsPrivilegedProcess
            ? null
            : Named("postgres") ?? Named("nobody") ?? throw new PostgresDidNotStartException(
                "PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody.");

    static Account? Named(string name) =>
        File.ReadLines("/etc/passwd")
            .Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3 && fields[0] == name)
            .Select(fields => new Account(name, Id(fields[2]), Id(fields[3])))
            .FirstOrDefault();

    // macOS writes the user nobody as -2.
    static uint Id(string number) =>
        unchecked((uint)long.Parse(number, System.Globalization.CultureInfo.InvariantCulture));
}
