namespace NetTimeline.LocalPostgres;

/// <summary>PostgreSQL begins a new file per megabyte and deletes none; this does.</summary>
static class ServerLog
{
    const int FilesMax = 8;

    static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Deletes the oldest files from time to time, until cancelled; then returns without an error.
    /// </summary>
    public static async Task KeepSmallAsync(string folder, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Between);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellation))
            {
                Prune(folder);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Leaves the newest files; their names sort by the time they were begun.</summary>
    public static void Prune(string folder)
    {
        var oldest = Directory.EnumerateFiles(folder, "postgres-*.log")
            .OrderDescending(StringComparer.Ordinal)
            .Skip(FilesMax);
        foreach (var file in oldest)
        {
            File.Delete(file);
        }
    }
}
