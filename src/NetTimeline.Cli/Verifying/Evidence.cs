using System.CommandLine;
using System.IO.Compression;
using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Proofs;

namespace NetTimeline.Cli.Verifying;

/// <summary>The files that a verification is given. What cannot be read is said, and answered with null.</summary>
static class Evidence
{
    /// <summary>By far more than the bundle of a log that somebody would check file by file.</summary>
    const long UnpackedMax = 4L << 30;

    static readonly Option<string> PolicyPath = new("--policy")
    {
        HelpName = "FILE",
        Required = true,
        Description = "Which keys are trusted (C2SP tlog-policy): log KEY, witness NAME KEY, group …, quorum NAME. "
            + "To be had from the log's operator by a way that is not the log's.",
    };

    static readonly Option<string[]> SincePaths = new("--since")
    {
        HelpName = "FILE",
        Description = "A checkpoint of the log that was kept elsewhere; may be given several times. Without one nobody "
            + "can tell a history that was written anew by whoever holds the log's key.",
        DefaultValueFactory = _ => [],
    };

    public static void AddPolicyTo(Command command) => command.Options.Add(PolicyPath);

    public static void AddSinceTo(Command command) => command.Options.Add(SincePaths);

    public static LogPolicy? Policy(ParseResult parsed) =>
        ReadFile(parsed.GetRequiredValue(PolicyPath)) is { } bytes
            ? Accepted(LogPolicy.Parse(bytes), "--policy")
            : null;

    public static IReadOnlyList<ReadOnlyMemory<byte>>? Since(ParseResult parsed)
    {
        var notes = new List<ReadOnlyMemory<byte>>();
        foreach (var path in parsed.GetValue(SincePaths)!)
        {
            if (ReadFile(path) is not { } bytes)
            {
                return null;
            }

            notes.Add(bytes);
        }

        return notes;
    }

    public static T? Accepted<T>(Parsed<T> parsed, string what)
        where T : class
    {
        if (parsed is Parsed<T>.Refused refused)
        {
            foreach (var fault in refused.Faults)
            {
                Terminal.Say($"{what}: {fault}");
            }
        }

        return (parsed as Parsed<T>.Accepted)?.Value;
    }

    public static byte[]? ReadFile(string path) => Try(() => File.ReadAllBytes(path));

    /// <summary>A folder or a zip, by paths within it with slashes.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Bundle(string path) =>
        Try(() => Directory.Exists(path) ? InFolder(path) : InZip(path));

    static Dictionary<string, ReadOnlyMemory<byte>> InFolder(string path) => Directory
        .EnumerateFiles(path, "*", SearchOption.AllDirectories)
        .ToDictionary(
            file => Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/'),
            file => (ReadOnlyMemory<byte>)File.ReadAllBytes(file));

    static Dictionary<string, ReadOnlyMemory<byte>> InZip(string path)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Read, Encoding.UTF8);
        if (zip.Entries.Sum(entry => entry.Length) > UnpackedMax)
        {
            throw new InvalidDataException($"{path} is larger than what is unpacked here.");
        }

        var files = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            var bytes = new byte[entry.Length];
            content.ReadExactly(bytes);
            files[entry.FullName] = bytes;
        }

        return files;
    }

    static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception unreadable) when (
            unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            Terminal.Say(unreadable.Message);
            return null;
        }
    }
}
