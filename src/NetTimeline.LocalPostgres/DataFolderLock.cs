namespace NetTimeline.LocalPostgres;

/// <summary>Somebody else – perhaps another window – runs on this data folder.</summary>
public sealed class DataFolderInUseException(string folder, Exception inner) : Exception(
    $"The data folder {folder} is in use by another run. Stop that one, or choose another folder.", inner)
{
    /// <summary>The folder that was asked for.</summary>
    public string Folder { get; } = folder;
}

/// <summary>
/// The right to a data folder. The operating system holds it for us and lets go when this process ends,
/// however it ends; the file itself stays and means nothing.
/// </summary>
sealed class DataFolderLock : IDisposable
{
    readonly FileStream file;

    DataFolderLock(FileStream file) => this.file = file;

    /// <exception cref="DataFolderInUseException">It is held already, by this process or another.</exception>
    public static DataFolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "lock");
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            return new DataFolderLock(file);
        }
        catch (IOException inUse) when (inUse is not (DirectoryNotFoundException or PathTooLongException))
        {
            throw new DataFolderInUseException(folder, inUse);
        }
    }

    public void Dispose() => file.Dispose();
}
