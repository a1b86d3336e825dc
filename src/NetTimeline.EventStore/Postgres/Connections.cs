using System.Text;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The kinds of connection of a store. Whoever they log in as, they act as the database's app role, which may read
/// and call the functions and write to no table, as its projector role, which owns the read models and may read the
/// log, or as its eraser role, which may append and erase.
/// </summary>
static class Connections
{
    /// <summary>
    /// Statements that are sent again and again and find everything by an index are planned once, and not by what the
    /// database knows of tables that were just filled. One that is planned for any number of streams looks dear; so
    /// none is compiled.
    /// </summary>
    static readonly string[] PlannedOnce =
        ["plan_cache_mode=force_generic_plan", "enable_seqscan=off", "enable_bitmapscan=off", "jit=off"];

    /// <summary>A session that holds what others wait for does not outlive its holder.</summary>
    static readonly string[] Mortal =
        ["idle_session_timeout=5s", "idle_in_transaction_session_timeout=2s", "statement_timeout=30s"];

    /// <summary>Pooled; statements are prepared by themselves on their second use.</summary>
    public static NpgsqlDataSource ForReading(string connectionString) => ForReading(connectionString, []);

    /// <summary>Pooled; reads what projections fold.</summary>
    public static NpgsqlDataSource ForFolding(string connectionString) => ForReading(connectionString, PlannedOnce);

    static NpgsqlDataSource ForReading(string connectionString, ReadOnlySpan<string> more)
    {
        var settings = AsApp(connectionString, [.. more, "default_transaction_read_only=on"]);
        settings.MaxAutoPrepare = 20;
        settings.AutoPrepareMinUsages = 2;
        settings.NoResetOnClose = true;
        settings.ApplicationName ??= "nettimeline read";
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>
    /// Not pooled: closing it ends the session. Its own settings hold whatever the server's defaults are. A
    /// holder of the log's lock that falls silent is cut off after two seconds, so that others go on and its
    /// commit fails.
    /// </summary>
    public static NpgsqlDataSource ForAppending(string connectionString) =>
        ForWriting(connectionString, "nettimeline append", patienceSeconds: 10);

    /// <summary>Likewise; whoever reads waits for it, and not for long.</summary>
    public static NpgsqlDataSource ForRecordingAccess(string connectionString) =>
        ForWriting(connectionString, "nettimeline access", patienceSeconds: 3);

    static NpgsqlDataSource ForWriting(string connectionString, string name, int patienceSeconds)
    {
        var settings = AsApp(
            connectionString,
            "synchronous_commit=on",
            "idle_in_transaction_session_timeout=2s",
            $"statement_timeout={patienceSeconds}s",
            "enable_seqscan=off",
            "jit=off");
        settings.Pooling = false;
        settings.CommandTimeout = patienceSeconds + 5;
        settings.MaxAutoPrepare = 10;
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= name;
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>
    /// Not pooled, and opened for each erasure: nobody who could erase lies around. What is written down outside of the
    /// database before the commit is waited for a little longer than an append.
    /// </summary>
    public static NpgsqlDataSource ForErasing(string connectionString)
    {
        var settings = As(
            "eraser",
            connectionString,
            "synchronous_commit=on",
            "idle_in_transaction_session_timeout=5s",
            "statement_timeout=60s",
            "enable_seqscan=off",
            "jit=off");
        settings.Pooling = false;
        settings.CommandTimeout = 70;
        settings.ApplicationName ??= "nettimeline erase";
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Pooled, and mostly idle.</summary>
    public static NpgsqlDataSource ForUpkeep(string connectionString)
    {
        var settings = AsApp(connectionString, "statement_timeout=60s");
        settings.CommandTimeout = 70;
        settings.ApplicationName ??= "nettimeline upkeep";
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Not pooled; notices a dead peer although it mostly waits.</summary>
    public static NpgsqlDataSource ForListening(string connectionString)
    {
        var settings = AsApp(connectionString);
        settings.Pooling = false;
        settings.KeepAlive = 10;
        settings.ApplicationName ??= "nettimeline follow";
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>
    /// Not pooled: the session holds the lock of whoever keeps a projection. It says something each second; one that
    /// falls silent ends, and its lock with it. What it commits can be made again from the log, and is lost together
    /// or not at all: it does not wait for the disk.
    /// </summary>
    public static NpgsqlDataSource ForProjecting(string connectionString) => ForHolding(
        connectionString, "nettimeline projection", preparedMax: 50, [.. PlannedOnce, "synchronous_commit=off"]);

    /// <summary>
    /// Pooled; for what takes its time beside a projection: filling, indexing and dropping tables. It sorts much, and
    /// as many of these work at once as there are processors, so that none calls for helpers of the database's.
    /// </summary>
    public static NpgsqlDataSource ForRebuilding(string connectionString)
    {
        var settings = AsProjector(
            connectionString, "synchronous_commit=off", "lock_timeout=2s", "jit=off", "work_mem=64MB",
            "maintenance_work_mem=256MB", "max_parallel_workers_per_gather=0");
        settings.CommandTimeout = 0;
        settings.ApplicationName ??= "nettimeline rebuild";
        return NpgsqlDataSource.Create(settings);
    }

    /// <summary>Pooled, for what operators ask of projections: it is on the disk before it is answered.</summary>
    public static NpgsqlDataSource ForControls(string connectionString) =>
        ForOperators(connectionString, "nettimeline controls");

    /// <summary>
    /// Not pooled: the session holds the locks of the subscriptions that a server delivers to. It says something each
    /// second; one that falls silent ends. What it commits is nowhere else and waits for the disk.
    /// </summary>
    public static NpgsqlDataSource ForDelivering(string connectionString) => ForHolding(
        connectionString, "nettimeline deliver", preparedMax: 20, "synchronous_commit=on");

    /// <summary>Pooled, for what operators ask of subscriptions.</summary>
    public static NpgsqlDataSource ForSubscribing(string connectionString) =>
        ForOperators(connectionString, "nettimeline subscriptions");

    /// <summary>
    /// Not pooled: the session holds the lock of whoever signs a log's tree. It says something each second; one that
    /// falls silent ends. What it commits waits for the disk, here and wherever else commits wait for.
    /// </summary>
    public static NpgsqlDataSource ForSigning(string connectionString) => ForHolding(
        AsApp(connectionString, [.. Mortal, "synchronous_commit=on"]), "nettimeline sign", preparedMax: 10);

    static NpgsqlDataSource ForHolding(
        string connectionString, string name, int preparedMax, params ReadOnlySpan<string> more) =>
        ForHolding(AsProjector(connectionString, [.. more, .. Mortal]), name, preparedMax);

    static NpgsqlDataSource ForHolding(NpgsqlConnectionStringBuilder settings, string name, int preparedMax)
    {
        settings.Pooling = false;
        settings.CommandTimeout = 35;
        settings.MaxAutoPrepare = preparedMax;
        settings.AutoPrepareMinUsages = 2;
        settings.ApplicationName ??= name;
        return NpgsqlDataSource.Create(settings);
    }

    static NpgsqlDataSource ForOperators(string connectionString, string name)
    {
        var settings = AsProjector(connectionString, "synchronous_commit=on", "statement_timeout=10s");
        settings.CommandTimeout = 15;
        settings.MaxPoolSize = 4;
        settings.ApplicationName ??= name;
        return NpgsqlDataSource.Create(settings);
    }

    static NpgsqlConnectionStringBuilder AsApp(string connectionString, params ReadOnlySpan<string> settings) =>
        As("app", connectionString, settings);

    static NpgsqlConnectionStringBuilder AsProjector(string connectionString, params ReadOnlySpan<string> settings) =>
        As("projector", connectionString, settings);

    static NpgsqlConnectionStringBuilder As(
        string role, string connectionString, params ReadOnlySpan<string> settings)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        var options = new StringBuilder(builder.Options);
        foreach (var setting in settings)
            options.Append(" -c ").Append(setting);
        options.Append(" -c role=").Append(Escaped($"{builder.Database ?? builder.Username}_{role}"));
        builder.Options = options.ToString().TrimStart();
        return builder;
    }

    /// <summary>The server splits options at spaces; a backslash keeps the character after it.</summary>
    static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal);
}
