namespace NetTimeline.IntegrationTests.LocalPostgres;

/// <summary>An empty folder every user can reach, gone with all it holds when disposed.</summary>
sealed class TemporaryFolder : IDisposable
{
    const UnixFileMode EveryonePasses =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public TemporaryFolder()
    {
        Path = Directory.CreateTempSubdirectory("nettimeline-").FullName;
        File.SetUnixFileMode(Path, EveryonePasses);
    }

    public string Path { get; }

    public string Below(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
