using System.Net;
using Microsoft.AspNetCore.Builder;
using NetTimeline.Server;
using NodaTime;
using Npgsql;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A server says when it could not record, and asks to be tried again.</summary>
public sealed class HealthTests(PostgresFixture postgres)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_good_server_is_alive_and_ready()
    {
        await using var app = await StartAsync(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        using var client = RunningServer.ClientOf(app);

        var ready = await GetAsync(client, "/health/ready");

        Assert.Equal((OK, OK), ((await GetAsync(client, "/health/live")).Status, ready.Status));
        Assert.Equal("healthy", ready.Json.GetProperty("status").GetString());
        Assert.Equal(
            ["database healthy", "schema healthy", "clock healthy", "erased-recognised healthy"], Checks(ready));
    }

    [Fact]
    public async Task Without_its_database_it_is_alive_and_not_ready_and_says_when_to_ask_again()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using var app = await StartAsync(database);
        using var client = RunningServer.ClientOf(app);
        Assert.Equal(OK, (await GetAsync(client, "/api/patients")).Status);

        await DropAsync(database);

        Assert.Equal(OK, (await GetAsync(client, "/health/live")).Status);
        var ready = await GetAsync(client, "/health/ready");
        Assert.Equal(ServiceUnavailable, ready.Status);
        Assert.Contains("database unhealthy", Checks(ready));
        foreach (var _ in new[] { "the pooled connection, cut off", "no database" })
        {
            var reply = await GetAsync(client, "/api/patients/p/timeline");
            Assert.Equal((ServiceUnavailable, "database-away"), (reply.Status, reply.Problem));
            Assert.NotNull(reply.Header("Retry-After"));
        }
    }

    [Theory]
    [InlineData("(select max(version) from timeline.schema_versions)", OK, "schema healthy")]
    [InlineData("null", ServiceUnavailable, "schema unhealthy")]
    public async Task A_newer_server_s_schema_leaves_it_ready_where_it_says_that_older_ones_can_work_with_it(
        string compatibleFrom, HttpStatusCode status, string schema)
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using var app = await StartAsync(database);
        using var client = RunningServer.ClientOf(app);

        await ExecuteAsync(
            database,
            $"""
            insert into timeline.schema_versions (version, file, sha256, compatible_from)
            select 9999, 'of the future', sha256(''), {compatibleFrom}
            """);

        var ready = await GetAsync(client, "/health/ready");
        Assert.Equal(status, ready.Status);
        Assert.Equal(["database healthy", schema, "clock healthy", "erased-recognised healthy"], Checks(ready));
    }

    [Fact]
    public async Task A_wrong_clock_records_nothing()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await using var app = await StartAsync(database, new StoppedClock(Instant.FromUtc(2001, 1, 1, 0, 0)));
        using var client = RunningServer.ClientOf(app);
        using var enrolment = HttpSpec.JsonOf("""{"registryKey":"p"}""");

        using var response = await client.PostAsync("/api/patients", enrolment, Cancellation);

        var reply = await Reply.OfAsync(response, Cancellation);
        Assert.Equal((ServiceUnavailable, "clock-askew"), (reply.Status, reply.Problem));
        Assert.Contains("clock unhealthy", Checks(await GetAsync(client, "/health/ready")));
        // Nor is it recorded who reads, and so nobody may.
        var read = await GetAsync(client, "/api/patients/p");
        Assert.Equal((ServiceUnavailable, "access-not-recorded"), (read.Status, read.Problem));
        await using var right = await StartAsync(database);
        using var asking = RunningServer.ClientOf(right);
        Assert.Equal(NotFound, (await GetAsync(asking, "/api/patients/p")).Status);
    }

    [Fact]
    public async Task Several_servers_start_on_one_database_at_once_and_see_each_others_patients()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);

        var apps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => StartAsync(database)));

        using var enrolment = HttpSpec.JsonOf("""{"registryKey":"p"}""");
        using var first = RunningServer.ClientOf(apps[0]);
        Assert.Equal(Created, (await first.PostAsync("/api/patients", enrolment, Cancellation)).StatusCode);
        foreach (var app in apps)
        {
            using var client = RunningServer.ClientOf(app);
            Assert.Equal("\"1\"", (await GetAsync(client, "/api/patients/p")).Tag);
            await app.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_time_zone_that_there_is_not_is_told_before_anything_starts()
    {
        var options = RunningServer.OptionsFor("Host=nowhere.invalid", new CapturedLog()) with
        {
            TimeZone = "Mars/Olympus",
        };

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => TimelineServer.StartAsync(options, Cancellation));

        Assert.Contains("Mars/Olympus", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_options_do_not_show_the_password() => Assert.DoesNotContain(
        "secret", new TimelineServerOptions { Postgres = "Password=secret" }.ToString(), StringComparison.Ordinal);

    sealed class StoppedClock(Instant at) : IClock
    {
        public Instant GetCurrentInstant() => at;
    }

    static Task<WebApplication> StartAsync(string database, IClock? clock = null)
    {
        var options = RunningServer.OptionsFor(database, new CapturedLog());
        return TimelineServer.StartAsync(clock is null ? options : options with { Clock = clock }, Cancellation);
    }

    static async Task<Reply> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(path, Cancellation);
        return await Reply.OfAsync(response, Cancellation);
    }

    static IEnumerable<string> Checks(Reply ready) => ready.Json.GetProperty("checks").EnumerateArray()
        .Select(check => $"{check.GetProperty("name").GetString()} {check.GetProperty("status").GetString()}");

    static Task DropAsync(string database)
    {
        var target = new NpgsqlConnectionStringBuilder(database);
        var name = target.Database;
        target.Database = "postgres";
        return ExecuteAsync(target.ConnectionString, $"drop database {name} with (force)");
    }

    static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
