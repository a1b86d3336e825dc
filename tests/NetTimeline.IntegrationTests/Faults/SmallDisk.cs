using NetTimeline.IntegrationTests.Cli;
using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.Faults;

/// <summary>A file system of 96 MiB in memory, mounted for one test.</summary>
sealed class SmallDisk : IAsyncDisposable
{
    readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    string Ballast => folder.Below("ballast");

    /// <summary>Skips the test, and says why, where mounting is not allowed.</summary>
    public static async Task<SmallDisk> MountAsync(CancellationToken cancellation)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess,
            "Not run here: a small file system is mounted for it, which takes Linux and root.");
        var disk = new SmallDisk();
        cancellation.ThrowIfCancellationRequested();
        await using var mount = CommandRun.Start(
            "mount", ["-t", "tmpfs", "-o", "size=96m,mode=0711", "tmpfs", disk.Folder]);
        var ended = await mount.EndAsync();
        if (ended.ExitCode != 0)
            disk.folder.Dispose();
        Assert.SkipUnless(ended.ExitCode == 0, $"Not run here: mounting is not allowed. {ended.Errors.Trim()}");
        return disk;
    }

    /// <summary>To the last byte.</summary>
    public void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var zeros = new byte[4096];
        try
        {
            while (true)
                ballast.Write(zeros);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await using (var unmount = CommandRun.Start("umount", ["--lazy", Folder]))
            await unmount.EndAsync();
        folder.Dispose();
    }
}
