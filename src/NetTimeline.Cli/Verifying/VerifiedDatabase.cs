using NetTimeline.LocalPostgres;

namespace NetTimeline.Cli.Verifying;

/// <summary>
/// The database that is verified: the one that was named, or the private one of a data folder, whether a server runs
/// over it or not. One that was started for this ends with it.
/// </summary>
sealed class VerifiedDatabase : IAsyncDisposable
{
    readonly LocalPostgresServer? started;

    VerifiedDatabase(string connectionString, LocalPostgresServer? started) =>
        (ConnectionString, this.started) = (connectionString, started);

    public string ConnectionString { get; }

    /// <param name="given">A connection string, or null for the private one.</param>
    /// <exception cref="NotThereException">There is nothing in the folder, or it cannot be started.</exception>
    public static async Task<VerifiedDatabase> OpenAsync(
        string? given, string dataFolder, CancellationToken cancellation)
    {
        if (given is not null)
            return new(given, null);
        if (!Directory.Exists(dataFolder))
            throw new NotThereException($"There is no database in {dataFolder}. Give --postgres or --data.");
        try
        {
            var options = new LocalPostgresOptions(dataFolder) { Progress = Terminal.Say };
            if (RunningPostgres.ConnectionTo(options) is { } running)
                return new(running, null);
            var server = await LocalPostgresServer.StartAsync(options, cancellation);
            return new(server.ConnectionString, server);
        }
        catch (Exception error) when (error is DataFolderInUseException or PostgresBinariesMissingException
            or PostgresDidNotStartException or UnauthorizedAccessException)
        {
            throw new NotThereException(error.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
    }

    /// <summary>There is nothing to verify; the message says why.</summary>
    public sealed class NotThereException(string message) : Exception(message);
}
