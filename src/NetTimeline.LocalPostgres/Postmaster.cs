using System.Diagnostics;
using System.Globalization;

namespace NetTimeline.LocalPostgres;

/// <summary>PostgreSQL would not start; the message has the reason it gave.</summary>
public sealed class PostgresDidNotStartException(string message) : Exception(message);

/// <summary>The first process of a running cluster: stopping it stops the others.</summary>
sealed record Postmaster(ClusterProcesses Processes, int Pid, int Port)
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
        var processes = new ClusterProcesses(folder, account);
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

            return new Postmaster(processes, pid, port);
        }
        catch
        {
            await EndOrphanAsync(processes, CancellationToken.None);
            throw;
        }
    }

    /// <summary>
    /// Ends a cluster left running by a process that died. Called by the holder of the folder's lock, so that
    /// nobody who could still want it is there.
    /// </summary>
    public static async Task EndOrphanAsync(ClusterProcesses processes, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var file = PidFile(processes.Folder);
        var pid = PidIn(processes.Folder);
        if (pid is not null && await processes.OfAsync(pid.Value) is Belonging.Ours)
        {
            await new Postmaster(processes, pid.Value, Port: 0).EndAsync();
        }
        else
        {
            await ChildrenGoneAsync(processes);
        }

        var left = pid is null ? Belonging.Gone : await processes.OfAsync(pid.Value);
        if (OperatingSystem.IsLinux() && left is Belonging.Gone or Belonging.Foreign && File.Exists(file))
        {
            // The id in the file may be another program's by now, and PostgreSQL would take that for its own
            // postmaster and refuse to start. While it may be the postmaster's, refusing is right.
            File.Delete(file);
        }
    }

    /// <summary>Stops the cluster, as gently as it lets us; no process of it is left afterwards.</summary>
    public async Task EndAsync()
    {
        foreach (var (signal, patience) in Endings)
        {
            if (await Processes.OfAsync(Pid) is Belonging.Gone or Belonging.Foreign)
            {
                break;
            }

            Posix.Signal(Pid, signal);
            await UntilAsync(() => !Posix.Exists(Pid), patience);
        }

        await ChildrenGoneAsync(Processes);
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
    static async Task ChildrenGoneAsync(ClusterProcesses processes)
    {
        if (!await NoneLeftAsync(processes))
        {
            foreach (var child in await processes.AllAsync())
            {
                Posix.Signal(child, Posix.KillAtOnce);
            }

            await NoneLeftAsync(processes);
        }
    }

    static Task<bool> NoneLeftAsync(ClusterProcesses processes) =>
        UntilAsync(async () => (await processes.AllAsync()).Count == 0, ChildrenPatience);

    static int? PidIn(ClusterFolder folder)
    {
        var file = PidFile(folder);
        var first = File.Exists(file) ? File.ReadLines(file).FirstOrDefault() : null;
        return int.TryParse(first, CultureInfo.InvariantCulture, out var pid) && pid > 0 ? pid : null;
    }

    static string PidFile(ClusterFolder folder) => Path.Combine(folder.Data, "postmaster.pid");

    static Task<bool> UntilAsync(Func<bool> done, TimeSpan patience) =>
        UntilAsync(() => Task.FromResult(done()), patience);

    static async Task<bool> UntilAsync(Func<Task<bool>> done, TimeSpan patience)
    {
        var watch = Stopwatch.StartNew();
        while (!await done())
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
