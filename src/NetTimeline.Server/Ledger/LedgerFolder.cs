using NetTimeline.EventStore;

namespace NetTimeline.Server.Ledger;

/// <summary>
/// What must not be in the database: keys, what was signed last, what was erased. Whoever restores an older database
/// is told by it that something is missing; so it is not to be restored with it.
/// </summary>
/// <remarks>Only the user that the server runs as can read it.</remarks>
public sealed class LedgerFolder
{
    const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode OwnerEnters = OwnerReads | UnixFileMode.UserExecute;

    readonly string root;

    LedgerFolder(string root) => this.root = root;

    /// <summary>Makes it where it is missing.</summary>
    /// <exception cref="IOException">There is no such place, or it cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static LedgerFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(root);
        }
        else
        {
            Directory.CreateDirectory(root, OwnerEnters);
        }

        return new LedgerFolder(root);
    }

    /// <summary>
    /// The private key of a log's tree, PKCS#8 in PEM: <c>events-0.pem</c>; of a later one by its name,
    /// <c>events-1.pem</c> of <c>…/e1</c> and <c>events-1-2.pem</c> of <c>…/e1-2</c>.
    /// </summary>
    public static string KeyOf(string log, LedgerEpoch epoch) => epoch.Number == 0
        ? $"{log}-0.pem"
        : $"{log}-{epoch.Origin[(epoch.Origin.LastIndexOf('/') + 2)..]}.pem";

    /// <summary>The note that was signed last of a log: <c>last-checkpoint-events</c>.</summary>
    public static string LastCheckpointOf(string log) => $"last-checkpoint-{log}";

    /// <summary>Where a file of the folder lies, for messages.</summary>
    public string PathOf(string file) => Path.Combine(root, file);

    /// <summary>Null where there is no such file.</summary>
    public byte[]? Read(string file)
    {
        try
        {
            return File.ReadAllBytes(PathOf(file));
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// When it returns the file is on the disk, under its name; whoever reads meanwhile gets all of the old one or all
    /// of the new. One writer at a time.
    /// </summary>
    public void Replace(string file, ReadOnlySpan<byte> content)
    {
        var beside = PathOf($"{file}.new");
        File.Delete(beside);
        Write(beside, FileMode.CreateNew, content);
        File.Move(beside, PathOf(file), overwrite: true);
        Durable.FlushFolder(root);
    }

    /// <summary>Gives a file another name, under which there must be none.</summary>
    public void Rename(string file, string name)
    {
        File.Move(PathOf(file), PathOf(name));
        Durable.FlushFolder(root);
    }

    /// <summary>
    /// When it returns the line is on the disk behind those that the file had; what a crash left of one before is cut
    /// off. Where it cannot be written the file is as it was. One writer at a time.
    /// </summary>
    public void AppendLine(string file, ReadOnlySpan<byte> line)
    {
        using (var open = new FileStream(PathOf(file), Options(FileMode.OpenOrCreate, FileAccess.ReadWrite)))
        {
            var whole = EndOfLines(open);
            try
            {
                open.SetLength(whole);
                open.Position = whole;
                open.Write(line);
                open.WriteByte((byte)'\n');
                open.Flush(flushToDisk: true);
            }
            catch (IOException)
            {
                open.SetLength(whole);
                throw;
            }
        }

        Durable.FlushFolder(root);
    }

    /// <summary>Behind the last line that is whole.</summary>
    static long EndOfLines(FileStream file)
    {
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                return end;
            }
        }

        return 0;
    }

    static void Write(string path, FileMode mode, ReadOnlySpan<byte> content)
    {
        using var written = new FileStream(path, Options(mode, FileAccess.Write));
        written.Write(content);
        written.Flush(flushToDisk: true);
    }

    static FileStreamOptions Options(FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerReads;
        }

        return options;
    }
}
