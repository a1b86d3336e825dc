using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.LocalPostgres;
using NetTimeline.Server;
using Npgsql;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>What is said of patients is in their records and nowhere else: in no log, whatever goes wrong.</summary>
public sealed class CanaryTests : LocalPostgresSpec
{
    const string Canary = "canary4711";

    [Fact]
    public async Task What_is_said_of_a_patient_reaches_no_log()
    {
        await using var postgres = await StartAsync();
        var log = new CapturedLog();
        await using var app = await TimelineServer.StartAsync(
            RunningServer.OptionsFor(postgres.ConnectionString, log), Cancellation);
        using var client = RunningServer.ClientOf(app);
        Assert.Equal(Created, await PostAsync(client, "", """{"registryKey":"p"}"""));

        Assert.Equal(Created, await PostAsync(client, "/p/entries", Note("taken", "2019")));
        Assert.Equal(UnprocessableEntity, await PostAsync(client, "/p/entries", Note("refused", "2019-02-30")));
        Assert.Equal(BadRequest, await PostAsync(client, "/p/entries", $"{{ \"{Canary}\" : {Canary} }}"));
        Assert.Equal(UnprocessableEntity, await PostAsync(client, "/p/entries", $$"""{"{{Canary}}":1,"{{Canary}}":1}"""));
        string[] paths = [$"/api/patients/{Canary}", $"/api/patients?q={Canary}", $"/{Canary}?{Canary}={Canary}"];
        foreach (var path in paths)
        {
            using var reply = await client.GetAsync(path, Cancellation);
        }

        await RefuseCanariesAsync(postgres.ConnectionString);
        Assert.Equal(InternalServerError, await PostAsync(client, "/p/entries", Note("breaks", "2019")));
        Assert.Equal(Created, await PostAsync(client, "/p/entries", """{"key":"good","kind":"note","text":"x"}"""));

        Assert.Contains("SQLSTATE 23514", log.Text, StringComparison.Ordinal);
        Assert.Contains("POST /api/patients/{id}/entries 422", log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, log.Text, StringComparison.Ordinal);
        await ThePostgresLogIsCleanAsync(postgres);
    }

    /// <summary>
    /// The control: a server whose errors are switched on does write the row, so that looking there would find it.
    /// </summary>
    [Fact]
    public async Task A_postgres_that_logs_its_errors_would_have_told()
    {
        await using var postgres = await StartAsync();
        await ExecuteAsync(
            postgres.ConnectionString,
            "create table t (v text check (v = ''))");
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(
            postgres.ConnectionString,
            $"""
            set log_error_verbosity = 'default';
            set log_min_messages = 'error';
            set log_min_error_statement = 'error';
            insert into t values ('{Canary}');
            """));

        Assert.Contains(Canary, await LogAsync(postgres), StringComparison.Ordinal);
    }

    static string Note(string key, string occurred) =>
        $$"""{"key":"{{key}}","kind":"note","occurred":"{{occurred}}","text":"{{Canary}}","by":"{{Canary}}"}""";

    static async Task<System.Net.HttpStatusCode> PostAsync(HttpClient client, string path, string json)
    {
        using var content = HttpSpec.JsonOf(json);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/patients{path}") { Content = content };
        request.Headers.Add("Idempotency-Key", $"{Canary}-{Guid.NewGuid()}");
        request.Headers.Add("X-NetTimeline-Actor", Canary);
        request.Headers.Add("User-Agent", Canary);
        using var response = await client.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        if (!text.Contains("\"pointer\":\"/canary4711\"", StringComparison.Ordinal))
        {
            Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
        }

        return response.StatusCode;
    }

    /// <summary>A fault of the data that only the database finds; its message quotes the row.</summary>
    static Task RefuseCanariesAsync(string connectionString) => ExecuteAsync(
        connectionString,
        $"alter table timeline.mt_events add constraint no_canary check (data::text not like '%{Canary}%') not valid");

    static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    static async Task ThePostgresLogIsCleanAsync(LocalPostgresServer postgres)
    {
        var text = await LogAsync(postgres);
        Assert.Contains("ready to accept connections", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, text, StringComparison.Ordinal);
    }

    /// <summary>After a restart: another process writes the log, and may be behind until it ends.</summary>
    static async Task<string> LogAsync(LocalPostgresServer postgres)
    {
        await postgres.RestartAsync(Cancellation);
        return string.Concat(await Task.WhenAll(
            Directory.EnumerateFiles(Path.Combine(postgres.DataFolder, "log"))
                .Select(file => File.ReadAllTextAsync(file, Cancellation))));
    }
}
