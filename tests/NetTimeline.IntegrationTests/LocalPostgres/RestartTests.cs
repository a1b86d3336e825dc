using NetTimeline.LocalPostgres;
using Xunit;

namespace NetTimeline.IntegrationTests.LocalPostgres;

public sealed class RestartTests : LocalPostgresSpec
{
    [Fact]
    public async Task What_was_written_is_there_after_a_restart_under_the_same_connection_string()
    {
        var first = await StartAsync();
        await WriteNoteAsync(first, "kept");
        await first.DisposeAsync();

        await using var second = await StartAsync();

        Assert.Equal("kept", await NotesAsync(second));
        Assert.Equal(first.ConnectionString, second.ConnectionString);
        Assert.NotEqual(first.PostmasterPid, second.PostmasterPid);
    }

    [Fact]
    public async Task Stopping_ends_open_sessions_instead_of_waiting_for_them()
    {
        var server = await StartAsync();
        var sleeping = AskAsync<object>(server, "select pg_sleep(60)");

        await server.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(() => sleeping);
    }

    [Fact]
    public async Task A_server_may_be_disposed_twice()
    {
        var server = await StartAsync();
        await server.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Another_database_can_be_asked_for_in_the_same_folder()
    {
        await (await StartAsync()).DisposeAsync();

        const string Name = "Other \"one\"";
        await using var other = await StartAsync(new LocalPostgresOptions(Folder) { Database = Name });

        Assert.Equal(Name, await AskAsync<string>(other, "select current_database()::text"));
    }

    [Fact]
    public async Task The_cluster_holds_text_as_UTF8_compares_it_by_bytes_and_checks_its_pages()
    {
        await using var server = await StartAsync();

        Assert.Equal("UTF8 C on on", await AskAsync<string>(
            server,
            """
            select current_setting('server_encoding') || ' ' || datcollate || ' '
                   || current_setting('data_checksums') || ' ' || current_setting('fsync')
            from pg_database where datname = current_database()
            """));
    }

    [Fact]
    public async Task Settings_are_passed_on_but_not_those_that_keep_the_data_safe()
    {
        var settings = new Dictionary<string, string> { ["max_connections"] = "17", ["fsync"] = "off" };
        await using var server = await StartAsync(new LocalPostgresOptions(Folder) { Settings = settings });

        Assert.Equal("17", await AskAsync<string>(server, "show max_connections"));
        Assert.Equal("on", await AskAsync<string>(server, "show fsync"));
    }
}
