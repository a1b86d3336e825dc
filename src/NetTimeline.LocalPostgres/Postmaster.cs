using System.Diagnostics;
using System.Globalization;

namespace NetTimeline.LocalPostgres;

/// <summary>PostgreSQL would not start; the message has the reason it gave.</summary>
public sealed class PostgresDidNotStartException(string message) : Exception(message);

/// <summary>The first process of a running cluster: stopping it stops the others.</summary>
sealed record Postmaster(ClusterFolder Folder, int Pid, int Port)
{
    static readonly TimeSpan ChildrenPatience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Fast: sessions are ended and a checkpoint is written. Immediate: recovery at the next start instead.
    /// Killing comes last; recovery mends that as well.
    /// </summary>
    static readonly (int Signal, TimeSpan Patience)[] Endings =
    [
        (Posix.Interrupt, TimeSpan.FromSeconds(60)),
        (Posix.Quit, TimeSpan.FromSeconds(10)),
        (Posix.KillAtOnce, TimeSpan.FromSeconds(10)),
    ];

    /// <summary>
    /// Starts by pg_ctl, which gives the postmaster a session of its own: Ctrl-C in our terminal reaches us
    /// and not the database under us.
    /// </summary>
    public static async Task<Postmaster> StartAsync(
        ClusterFolder folder,
        PostgresBinaries binaries,
        Account? account,
        int port,
        TimeSpan timeout,
        CancellationToken cancellation)
    {
        ClusterFolder.Write(folder.StartLog, "", account);
        var seconds = ((int)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        string[] arguments =
            ["start", "--pgdata", folder.Data, "--log", folder.StartLog, "--wait", "--timeout", seconds];
        try
        {
            var started = await Command.RunPostgresAsync(binaries.PgCtl, arguments, account, cancellation);
            if (started.ExitCode != 0 || PidIn(folder) is not { } pid)
            {
                var reason = await File.ReadAllTextAsync(folder.StartLog, cancellation);
                throw new PostgresDidNotStartException(
                    $"PostgreSQL did not start. {started.Output}\n{reason}");
            }

            return new Postmaster(folder, pid, port);
        }
        catch
        {
            await EndOrphanAsync(folder, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Ends a cluster left running by a process that died. Called by the holder of the folder's lock, so that
    /// nobody who could still want it is there.
    /// </summary>
    public static async Task EndOrphanAsync(ClusterFolder folder, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (PidIn(folder) is { } pid && IsOf(folder, pid))
        {
            await new Postmaster(folder, pid, Port: 0).EndAsync();
        }
        else
        {
            await ChildrenGoneAsync(folder);
        }

        if (OperatingSystem.IsLinux() && File.Exists(PidFile(folder)))
        {
            // Nothing of the cluster runs. Left there, the id in the file may by now be another program's,
            // and PostgreSQL would take that for its own postmaster and refuse to start.
            File.Delete(PidFile(folder));
        }
    }

    /// <summary>Stops the cluster, as gently as it lets us; no process of it is left afterwards.</summary>
    public async Task EndAsync()
    {
        foreach (var (signal, patience) in Endings)
        {
            if (!IsOf(Folder, Pid))
            {
                break;
            }

            Posix.Signal(Pid, signal);
            await UntilAsync(() => !Posix.Exists(Pid), patience);
        }

        await ChildrenGoneAsync(Folder);
    }

    public async Task KillAsync()
    {
        Posix.Signal(Pid, Posix.KillAtOnce);
        await UntilAsync(() => !Posix.Exists(Pid), ChildrenPatience);
    }

    /// <summary>
    /// Children notice that their postmaster died and leave; one that does not is killed, for a second
    /// postmaster beside it could write over what it writes.
    /// </summary>
    static async Task ChildrenGoneAsync(ClusterFolder folder)
    {
        if (!await UntilAsync(() => !ProcessesIn(folder).Any(), ChildrenPatience))
        {
            foreach (var child in ProcessesIn(folder))
            {
                Posix.Signal(child, Posix.KillAtOnce);
            }

            await UntilAsync(() => !ProcessesIn(folder).Any(), ChildrenPatience);
        }
    }

    static int? PidIn(ClusterFolder folder)
    {
        var file = PidFile(folder);
        var first = File.Exists(file) ? File.ReadLines(file).FirstOrDefault() : null;
        return int.TryParse(first, CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }

    static string PidFile(ClusterFolder folder) => Path.Combine(folder.Data, "postmaster.pid");

    /// <summary>
    /// Process ids are used again, above all in containers: on Linux the process must work in our folder.
    /// Where the system does not tell, a living process is believed.
    /// </summary>
    static bool IsOf(ClusterFolder folder, int pid) =>
        Posix.Exists(pid) && (!OperatingSystem.IsLinux() || WorkingFolder(pid) == folder.Data);

    /// <summary>
    /// Every process of PostgreSQL works in the folder of its cluster. Empty where the system does not tell.
    /// </summary>
    static IEnumerable<int> ProcessesIn(ClusterFolder folder) =>
        !OperatingSystem.IsLinux()
            ? []
            : Directory.EnumerateDirectories("/proc")
                .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
                .Where(pid => pid > 0 && WorkingFolder(pid) == folder.Data);

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

    static async Task<bool> UntilAsync(Func<bool> done, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!done())
        {
            if (watch.Elapsed > patience)
            {
                return false;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return true;
    }
}
