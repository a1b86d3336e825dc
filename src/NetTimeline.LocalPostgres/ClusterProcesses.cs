using System.ComponentModel;
using System.Globalization;

namespace NetTimeline.LocalPostgres;

/// <summary>Whose a process is, as far as the system tells.</summary>
enum Belonging
{
    /// <summary>There is no such process.</summary>
    Gone,

    /// <summary>It is another program's: process ids are used again, above all in containers.</summary>
    Foreign,

    /// <summary>It is of our cluster.</summary>
    Ours,

    /// <summary>The system does not tell; it may be of our cluster.</summary>
    Unknown,
}

/// <summary>Finds the processes of a cluster; <paramref name="Account"/> is the user they run as.</summary>
sealed record ClusterProcesses(ClusterFolder Folder, Account? Account)
{
    const string Ps = "/bin/ps";

    /// <summary>One process per line that works in the folder $1; the shell's own test needs no program.</summary>
    const string Look =
        "cd / && for each in /proc/[0-9]*; do if [ \"$each/cwd\" -ef \"$1\" ]; then echo \"${each#/proc/}\"; fi; done";

    /// <summary>Whether a process is the postmaster of this cluster.</summary>
    public async Task<Belonging> OfAsync(int pid)
    {
        if (!Posix.Exists(pid))
        {
            return Belonging.Gone;
        }

        if (!OperatingSystem.IsLinux())
        {
            return await AskPsAsync(pid);
        }

        var said = WorkingFolder(pid) is { } folder
            ? folder == Folder.Data ? Belonging.Ours : Belonging.Foreign
            : OfCommandLine(pid);
        return said is Belonging.Ours || Posix.Exists(pid) ? said : Belonging.Gone;
    }

    /// <summary>
    /// Every process of PostgreSQL works in the folder of its cluster. Root in a container often may not see
    /// where the processes of others work; their own user may, and is asked where we found none. Empty where the
    /// system does not tell.
    /// </summary>
    public async Task<IReadOnlyList<int>> AllAsync()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        var seen = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && WorkingFolder(pid) == Folder.Data)
            .ToList();
        return seen.Count > 0 || Account is null ? seen : await SeenByAccountAsync();
    }

    /// <summary>The words of a command that starts a postmaster on this folder, and only of such a one.</summary>
    public static bool IsPostmasterOf(string data, IReadOnlyList<string> words) =>
        words.Count > 0
        && Path.GetFileName(words[0]) is "postgres"
        && words.Zip(words.Skip(1)).Any(pair => pair == ("-D", data));

    /// <summary>As <see cref="AllAsync"/>, through the eyes of the user they run as.</summary>
    public async Task<IReadOnlyList<int>> SeenByAccountAsync()
    {
        var seen = await Command.RunPostgresAsync(
            "/bin/sh", ["-c", Look, "sh", Folder.Data], Account, CancellationToken.None);
        return
        [
            .. seen.Output.Split('\n')
                .Select(line => int.TryParse(line, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0 && Posix.Exists(pid)),
        ];
    }

    /// <summary>Everybody may read how a process was called, unless /proc hides the processes of others.</summary>
    Belonging OfCommandLine(int pid)
    {
        try
        {
            var words = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return IsPostmasterOf(Folder.Data, words) ? Belonging.Ours : Belonging.Foreign;
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return Belonging.Unknown;
        }
    }

    async Task<Belonging> AskPsAsync(int pid)
    {
        string[] ask = ["-ww", "-o", "command=", "-p", pid.ToString(CultureInfo.InvariantCulture)];
        try
        {
            var said = await Command.RunPostgresAsync(Ps, ask, account: null, CancellationToken.None);
            return said.ExitCode != 0 ? Belonging.Unknown
                : said.Output.Contains(Folder.Data, StringComparison.Ordinal) ? Belonging.Ours
                : Belonging.Foreign;
        }
        catch (Win32Exception)
        {
            return Belonging.Unknown;
        }
    }

    static string? WorkingFolder(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
