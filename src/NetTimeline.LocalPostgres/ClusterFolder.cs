using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NetTimeline.LocalPostgres;

/// <summary>Where the parts of a data folder lie.</summary>
sealed record ClusterFolder(string Root)
{
    /// <summary>Where data goes when root asks for a folder that PostgreSQL's user cannot reach.</summary>
    const string Reachable = "/var/lib/nettimeline";

    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode OthersPass = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public string Data => Path.Combine(Root, "data");

    public string Password => Path.Combine(Root, "password");

    public string Log => Path.Combine(Root, "log");

    public string StartLog => Path.Combine(Log, "start.log");

    /// <summary>
    /// The major version of PostgreSQL that made the cluster; null where there is none yet.
    /// </summary>
    public int? MajorVersion
    {
        get
        {
            var file = Path.Combine(Data, "PG_VERSION");
            return File.Exists(file)
                ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)
                : null;
        }
    }

    /// <summary>
    /// The folder asked for, or the one its link "elsewhere" leads to. The link is made here, once, when
    /// <paramref name="account"/> cannot enter the folder asked for – under root's home, say. Deciding by the
    /// link alone afterwards keeps the data found when permissions change, and forgotten when the folder is
    /// deleted.
    /// </summary>
    public static async Task<ClusterFolder> ResolveAsync(
        string asked, Account? account, CancellationToken cancellation)
    {
        var link = Link(asked);
        if (link.LinkTarget is not null || account is null || await CanEnterAsync(account, asked, cancellation))
        {
            return Of(asked);
        }

        var name = Path.GetFileName(Path.GetFullPath(asked).TrimEnd('/'));
        var suffix = RandomNumberGenerator.GetHexString(8, lowercase: true);
        var other = Path.Combine(Reachable, $"{name}-{suffix}");
        Directory.CreateDirectory(other, OthersPass);
        File.SetUnixFileMode(Reachable, OthersPass);
        File.SetUnixFileMode(other, OthersPass);
        link.CreateAsSymbolicLink(other);
        return new ClusterFolder(RealPath(other));
    }

    /// <summary>The folder asked for, or the one its link leads to; no link is made.</summary>
    public static ClusterFolder Of(string asked) => new(RealPath(Link(asked).LinkTarget ?? Path.GetFullPath(asked)));

    static DirectoryInfo Link(string asked) => new(Path.Combine(asked, "elsewhere"));

    /// <summary>Makes a folder only PostgreSQL's user can read, unless it is there.</summary>
    public static void Make(string path, Account? account)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path, OwnerOnly);
        if (account is not null)
        {
            Posix.GiveTo(account, path);
        }
    }

    /// <summary>Writes a file only PostgreSQL's user (and root) can read, replacing what was there.</summary>
    public static void Write(string path, string content, Account? account)
    {
        File.Delete(path);
        var onlyOwner = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var file = new FileStream(path, onlyOwner);
        file.Write(Encoding.UTF8.GetBytes(content));
        if (account is not null)
        {
            Posix.GiveTo(account, file.SafeFileHandle, path);
        }
    }

    static async Task<bool> CanEnterAsync(Account account, string folder, CancellationToken cancellation)
    {
        string[] enter = ["-c", "cd -- \"$1\"", "sh", Path.GetFullPath(folder)];
        return (await Command.RunPostgresAsync("/bin/sh", enter, account, cancellation)).ExitCode == 0;
    }

    /// <summary>
    /// Follows every link on the way: processes are recognised by the folder the system says they are in.
    /// </summary>
    static string RealPath(string path)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
        {
            return path;
        }

        var here = Path.Combine(RealPath(parent), Path.GetFileName(path));
        return new DirectoryInfo(here).LinkTarget is { } target
            ? RealPath(Path.GetFullPath(target, Path.GetDirectoryName(here)!))
            : here;
    }
}
