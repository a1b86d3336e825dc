using Npgsql;

namespace NetTimeline.LocalPostgres;

/// <summary>
/// A PostgreSQL of our own, in a folder: nobody administers it, nothing outside this machine reaches it.
/// </summary>
/// <remarks>
/// One running server per data folder, over all processes. Disposing stops it; if this process dies
/// instead, the cluster runs on unharmed and the next start ends it first. Not safe to use from several
/// threads at once.
/// </remarks>
public sealed class LocalPostgresServer : IAsyncDisposable
{
    readonly LocalPostgresOptions options;
    readonly DataFolderLock held;
    readonly Cluster cluster;
    readonly Task pruning;
    Task reviving = Task.CompletedTask;
    readonly CancellationTokenSource disposing = new();
    Postmaster postmaster;

    LocalPostgresServer(
        LocalPostgresOptions options, DataFolderLock held, Cluster cluster, Postmaster postmaster)
    {
        (this.options, this.held, this.cluster, this.postmaster) = (options, held, cluster, postmaster);
        pruning = ServerLog.KeepSmallAsync(cluster.Folder.Log, disposing.Token);
    }

    /// <summary>
    /// To <see cref="LocalPostgresOptions.Database"/>, as the superuser of this cluster. Stays the same over
    /// restarts unless another program took the port meanwhile. Holds the password: not for logs.
    /// </summary>
    public string ConnectionString => ConnectionTo(options.Database);

    /// <summary>
    /// Where the data really lies. Differs from the folder asked for where we are root and the user
    /// PostgreSQL runs as cannot reach that folder; a link named "elsewhere" in the folder asked for then
    /// leads here.
    /// </summary>
    public string DataFolder => cluster.Folder.Root;

    /// <summary>The version of PostgreSQL, as in 17.10.</summary>
    public Version Version => cluster.Binaries.Version;

    /// <summary>The process to which a signal stops the whole cluster.</summary>
    public int PostmasterPid => postmaster.Pid;

    /// <summary>
    /// Starts the server of a data folder, making folder, cluster and database where they are absent.
    /// </summary>
    /// <exception cref="DataFolderInUseException">Another run holds the folder.</exception>
    /// <exception cref="PostgresBinariesMissingException">
    /// None installed and none could be fetched.
    /// </exception>
    /// <exception cref="PostgresDidNotStartException">
    /// PostgreSQL refused; the message has its reason.
    /// </exception>
    public static async Task<LocalPostgresServer> StartAsync(
        LocalPostgresOptions options, CancellationToken cancellation)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException(
                "A private PostgreSQL is started on Linux and macOS only. Give a connection string instead.");
        }

        var held = DataFolderLock.Take(options.DataFolder);
        try
        {
            return await StartHeldAsync(options, held, cancellation);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    static async Task<LocalPostgresServer> StartHeldAsync(
        LocalPostgresOptions options, DataFolderLock held, CancellationToken cancellation)
    {
        var account = Account.ForPostgres();
        var folder = await ClusterFolder.ResolveAsync(options.DataFolder, account, cancellation);
        await Postmaster.EndOrphanAsync(new ClusterProcesses(folder, account), cancellation);
        var binaries = await PostgresBinaries.FindAsync(options, folder.MajorVersion, account, cancellation);
        var cluster = await Cluster.OpenAsync(folder, binaries, account, options, cancellation);
        var postmaster = await cluster.StartAsync(cancellation);
        var server = new LocalPostgresServer(options, held, cluster, postmaster);
        try
        {
            await server.CreateDatabaseIfAbsentAsync(cancellation);
            if (options.KeepRunning)
            {
                server.reviving = Revival.KeepRunningAsync(server, options.Progress, server.disposing.Token);
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Kills the postmaster with SIGKILL, as a crash would, and returns when it is gone; its children may
    /// live a moment longer. For tests of what happens then.
    /// </summary>
    public Task KillAsync() => postmaster.KillAsync();

    /// <summary>Stops the server if it still runs, and starts it on the same data.</summary>
    public async Task RestartAsync(CancellationToken cancellation)
    {
        await postmaster.EndAsync();
        postmaster = await cluster.StartAsync(cancellation);
    }

    /// <summary>Stops the server, ending open sessions; what was committed stays.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposing.IsCancellationRequested)
        {
            return;
        }

        await disposing.CancelAsync();
        try
        {
            await reviving;
            await pruning;
        }
        finally
        {
            await postmaster.EndAsync();
            held.Dispose();
            disposing.Dispose();
        }
    }

    async Task CreateDatabaseIfAbsentAsync(CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres"));
        await using var find = source.CreateCommand("select 1 from pg_database where datname = $1");
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = options.Database });
        if (await find.ExecuteScalarAsync(cancellation) is null)
        {
            var name = options.Database.Replace("\"", "\"\"", StringComparison.Ordinal);
            await using var create = source.CreateCommand($"create database \"{name}\"");
            await create.ExecuteNonQueryAsync(cancellation);
        }
    }

    string ConnectionTo(string database) =>
        RunningPostgres.Connection(postmaster.Port, cluster.Password, database);
}
