using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace NetTimeline.LocalPostgres;

/// <summary>The cluster of a data folder, running or not, with what is needed to start it.</summary>
sealed class Cluster
{
    public const string Superuser = "postgres";

    const int StartAttemptsMax = 3;

    readonly Account? account;
    readonly LocalPostgresOptions options;

    Cluster(ClusterFolder folder, PostgresBinaries binaries, Account? account, LocalPostgresOptions options)
    {
        (Folder, Binaries, this.account, this.options) = (folder, binaries, account, options);
        Password = File.ReadAllText(folder.Password).Trim();
    }

    public ClusterFolder Folder { get; }

    public PostgresBinaries Binaries { get; }

    public string Password { get; }

    /// <summary>The cluster of this folder, made first where there is none.</summary>
    public static async Task<Cluster> OpenAsync(
        ClusterFolder folder,
        PostgresBinaries binaries,
        Account? account,
        LocalPostgresOptions options,
        CancellationToken cancellation)
    {
        ClusterFolder.Make(folder.Log, account);
        if (folder.MajorVersion is null)
        {
            options.Progress($"Making a database cluster in {folder.Root}.");
            await MakeAsync(folder, binaries, account, cancellation);
        }

        return new Cluster(folder, binaries, account, options);
    }

    /// <summary>
    /// Starts the postmaster and returns when it takes connections. Tried more than once: between choosing a
    /// port and listening on it another program can take it.
    /// </summary>
    public async Task<Postmaster> StartAsync(CancellationToken cancellation)
    {
        ServerLog.Prune(Folder.Log);
        for (var attempt = 1; ; attempt++)
        {
            var port = ChoosePort();
            ServerSettings.Write(Folder, port, options.Settings, account);
            try
            {
                return await Postmaster.StartAsync(
                    Folder, Binaries, account, port, options.StartTimeout, cancellation);
            }
            catch (PostgresDidNotStartException) when (attempt < StartAttemptsMax)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), cancellation);
            }
        }
    }

    /// <summary>
    /// Made beside its place and moved there when complete, so that a start that was interrupted leaves
    /// nothing that looks like a cluster.
    /// </summary>
    static async Task MakeAsync(
        ClusterFolder folder, PostgresBinaries binaries, Account? account, CancellationToken cancellation)
    {
        var unfinished = folder.Data + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        ClusterFolder.Make(unfinished, account);
        var password = RandomNumberGenerator.GetHexString(48, lowercase: true);
        ClusterFolder.Write(folder.Password, password, account);
        string[] arguments =
        [
            "--pgdata", unfinished, "--username", Superuser, "--pwfile", folder.Password,
            "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C", "--data-checksums",
            "--no-instructions",
        ];
        var made = await Command.RunPostgresAsync(binaries.Initdb, arguments, account, cancellation);
        if (made.ExitCode != 0)
        {
            throw new PostgresDidNotStartException($"PostgreSQL could not make its files: {made.Output}");
        }

        Directory.Move(unfinished, folder.Data);
    }

    /// <summary>Last time's port where it is free, so that a connection string lives over restarts.</summary>
    int ChoosePort()
    {
        var last = ServerSettings.PortOf(Folder);
        if (last is not null && TryListen(last.Value) is { } same)
        {
            return same;
        }

        return TryListen(0) ?? throw new PostgresDidNotStartException("No port is free on this machine.");
    }

    static int? TryListen(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
