using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>
/// The tree these tests were built from, as git knows it: what is not tracked is not looked at.
/// </summary>
static class Tree
{
    static readonly string[] Binary = [".png", ".ico", ".woff2", ".jpg", ".gz", ".zip"];

    public static string Root { get; } = typeof(Tree).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    /// <summary>Paths from the root, with slashes, in ordinal order.</summary>
    public static IReadOnlyList<string> Files { get; } = TrackedFiles();

    public static IEnumerable<string> TextFiles =>
        Files.Where(path => !Binary.Contains(Path.GetExtension(path), StringComparer.Ordinal));

    public static IEnumerable<string> FilesEnding(string end) =>
        Files.Where(path => path.EndsWith(end, StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    public static bool Has(string path) =>
        File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    /// <summary>Passes when nothing was found; else says all of it, under the rule that was broken.</summary>
    public static void Holds(string rule, IEnumerable<string> violations)
    {
        var found = violations.ToList();
        Assert.True(found.Count == 0, $"{rule}\n  {string.Join("\n  ", found)}");
    }

    /// <summary>
    /// A clone may belong to another user than the one who tests it, which git minds unless told.
    /// </summary>
    static List<string> TrackedFiles()
    {
        string[] arguments = ["-c", "safe.directory=*", "ls-files", "-z"];
        using var git = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        })!;
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(path => File.Exists(Path.Combine(Root, path)))
            .Order(StringComparer.Ordinal)
            .ToList();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return files;
    }
}
