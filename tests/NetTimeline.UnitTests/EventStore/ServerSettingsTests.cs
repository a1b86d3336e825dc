using NetTimeline.EventStore;
using Xunit;

namespace NetTimeline.UnitTests.EventStore;

public sealed class ServerSettingsTests
{
    static readonly ServerSettings Good = new(150003, Fsync: true, FullPageWrites: true, "UTF8", "timeline");

    [Fact]
    public void A_server_that_keeps_what_it_acknowledges_is_accepted() => Good.Check();

    [Fact]
    public void A_server_without_fsync_is_refused() => AssertRefused(Good with { Fsync = false }, "fsync");

    [Fact]
    public void A_server_without_full_page_writes_is_refused() =>
        AssertRefused(Good with { FullPageWrites = false }, "full_page_writes");

    [Fact]
    public void A_server_older_than_15_is_refused() =>
        AssertRefused(Good with { VersionNumber = 140012 }, "PostgreSQL 15");

    [Fact]
    public void A_database_that_cannot_hold_all_text_is_refused() =>
        AssertRefused(Good with { Encoding = "LATIN1" }, "UTF8");

    [Fact]
    public void A_database_whose_role_names_would_be_cut_off_is_refused() =>
        AssertRefused(Good with { Database = new('d', 58) }, "name");

    static void AssertRefused(ServerSettings settings, string about)
    {
        var refusal = Assert.Throws<UnsuitablePostgresException>(settings.Check);
        Assert.Contains(about, refusal.Message, StringComparison.Ordinal);
    }
}
