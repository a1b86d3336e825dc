using NetTimeline.IntegrationTests.LocalPostgres;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>A data folder of the test's own, and what runs in it.</summary>
sealed class DataFolder : IDisposable
{
    readonly TemporaryFolder temporary = new();

    public string Path => Beside("data");

    public string Beside(string name) => temporary.Below(name);

    public void Dispose() => temporary.Dispose();

    /// <summary>PostgreSQL's processes work in the cluster's folder. Linux only.</summary>
    public IEnumerable<string> Processes() => Directory.EnumerateDirectories("/proc")
        .Where(process => WorksIn(process)?.StartsWith(Path, StringComparison.Ordinal) is true);

    static string? WorksIn(string process)
    {
        try
        {
            return new DirectoryInfo(System.IO.Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
