using NetTimeline.IntegrationTests.LocalPostgres;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Erasing;

/// <summary>
/// An erasure that was written down and not committed: whoever was told that it failed does not find it carried out
/// later, and a server that ended in between carries out what it was asked for and no more.
/// </summary>
public sealed class FailedErasureTests(PostgresFixture postgres) : IAsyncLifetime
{
    const string Order = """{"authority":"court","legalBasis":"GDPR Art. 17","reason":"asked"}""";
    const string Note = """{"key":"n","kind":"note","text":"said"}""";

    readonly TemporaryFolder folder = new();
    string database = "";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    string Notes => Path.Combine(folder.Below("ledger"), "erasures.ndjson");

    public async ValueTask InitializeAsync() => database = await postgres.CreateEmptyDatabaseAsync(Cancellation);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("raise exception 'at the commit'", InternalServerError)]
    [InlineData("perform pg_terminate_backend(pg_backend_pid())", ServiceUnavailable)]
    public async Task What_was_said_to_have_failed_is_not_carried_out_by_a_later_start(
        string atCommit, System.Net.HttpStatusCode answered)
    {
        await using (var server = await StartAsync())
        {
            await FailAsync(server, atCommit, answered);
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-1/entries", Note)).Status);
        }

        Assert.EndsWith("\"fate\":\"withdrawn\"}\n", await NotesAsync(), StringComparison.Ordinal);
        await using var again = await StartAsync();

        Assert.Equal(OK, (await again.GetAsync("/api/patients/p-1/entries/n")).Status);
        Assert.Equal(Created, (await again.PostAsync("/api/patients/p-1/erasure", Order)).Status);
        Assert.EndsWith("\"fate\":\"done\"}\n", await NotesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_server_was_about_to_erase_when_it_ended_is_erased_by_the_next()
    {
        await LeaveNoteAsync();

        await using var again = await StartAsync();

        Assert.Equal(Gone, (await again.GetAsync("/api/patients/p-1")).Status);
        Assert.EndsWith("\"fate\":\"done\"}\n", await NotesAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_more_was_recorded_since_it_is_left_until_somebody_asks_again()
    {
        await LeaveNoteAsync(Note);

        await using var again = await StartAsync();

        Assert.Equal(OK, (await again.GetAsync("/api/patients/p-1/entries/n")).Status);
        Assert.Contains("nobody knows that it was", again.Log.Text, StringComparison.Ordinal);
        Assert.Equal("unhealthy", await CarriedOutAsync(again));
        Assert.Equal(Created, (await again.PostAsync("/api/patients/p-1/erasure", Order)).Status);
        await Eventually.HoldsAsync(async () => await CarriedOutAsync(again) == "healthy");
    }

    [Fact]
    public async Task What_a_crash_left_of_the_last_line_is_passed_over_and_then_cut_off()
    {
        await using (var server = await StartAsync())
        {
            await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""");
            await server.PostAsync("/api/patients", """{"registryKey":"p-2"}""");
            await server.PostAsync("/api/patients/p-1/erasure", Order);
        }

        await File.AppendAllTextAsync(Notes, "{\"event\":\"01", Cancellation);
        await using (var again = await StartAsync())
        {
            Assert.Equal(Created, (await again.PostAsync("/api/patients/p-2/erasure", Order)).Status);
        }

        Assert.Equal(4, (await File.ReadAllLinesAsync(Notes, Cancellation)).Length);
        await using var last = await StartAsync();
        Assert.Equal(Gone, (await last.GetAsync("/api/patients/p-2")).Status);
    }

    [Fact]
    public async Task Any_other_line_that_cannot_be_read_keeps_a_server_from_starting()
    {
        await using (var server = await StartAsync())
        {
            await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""");
            await server.PostAsync("/api/patients/p-1/erasure", Order);
        }

        var lines = await File.ReadAllLinesAsync(Notes, Cancellation);
        await File.WriteAllLinesAsync(Notes, [lines[0][..40], lines[0], lines[1]], Cancellation);

        var refused = await Assert.ThrowsAsync<InvalidDataException>(StartAsync);

        Assert.StartsWith("Line 1 of ", refused.Message, StringComparison.Ordinal);
    }

    Task<ErasingServer> StartAsync() => ErasingServer.StartAsync(database, folder.Below("ledger"));

    Task<string> NotesAsync() => File.ReadAllTextAsync(Notes, Cancellation);

    /// <summary>As a server leaves it that ends after writing it down.</summary>
    async Task LeaveNoteAsync(params string[] recordedSince)
    {
        await using var server = await StartAsync();
        await FailAsync(server, "raise exception 'at the commit'", InternalServerError);
        foreach (var entry in recordedSince)
        {
            Assert.Equal(Created, (await server.PostAsync("/api/patients/p-1/entries", entry)).Status);
        }

        var lines = await File.ReadAllLinesAsync(Notes, Cancellation);
        await File.WriteAllLinesAsync(Notes, lines.SkipLast(1), Cancellation);
    }

    async Task FailAsync(ErasingServer server, string atCommit, System.Net.HttpStatusCode answered)
    {
        Assert.Equal(Created, (await server.PostAsync("/api/patients", """{"registryKey":"p-1"}""")).Status);
        await ErasingDatabase.DoAsync(database, $"""
            create function timeline.fail() returns trigger language plpgsql security definer as
                $$ begin {atCommit}; return null; end $$;
            create constraint trigger fail after insert on timeline.erasures deferrable initially deferred
                for each row execute function timeline.fail();
            alter table timeline.erasures enable always trigger fail;
            """);
        Assert.Equal(answered, (await server.PostAsync("/api/patients/p-1/erasure", Order)).Status);
        Assert.Equal(OK, (await server.GetAsync("/api/patients/p-1")).Status);
        await ErasingDatabase.DoAsync(
            database, "drop trigger fail on timeline.erasures; drop function timeline.fail()");
    }

    static async Task<string?> CarriedOutAsync(ErasingServer server) =>
        (await server.GetAsync("/health/audit")).Json.GetProperty("checks").EnumerateArray()
            .Single(check => check.GetProperty("name").GetString() == "erasures-carried-out")
            .GetProperty("status").GetString();
}
