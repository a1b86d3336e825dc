using NetTimeline.IntegrationTests.LocalPostgres;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Cli;

/// <summary>
/// <c>nettimeline serve</c> in a process of its own, on a database of its own and a free port: one for the tests of a
/// class.
/// </summary>
public sealed class ServedTimeline(PostgresFixture postgres) : IAsyncLifetime
{
    const string Announcement = "NetTimeline listens on ";

    readonly TemporaryFolder folder = new();
    CommandRun? server;

    public Uri Address { get; private set; } = new("about:blank");

    public HttpClient Http { get; } = new();

    public string Database { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Database = await postgres.CreateEmptyDatabaseAsync(TestContext.Current.CancellationToken);
        var pooled = new NpgsqlConnectionStringBuilder(Database) { Pooling = true, MaxPoolSize = 8 };
        server = CommandRun.Nettimeline(
            "serve", "--postgres", pooled.ConnectionString, "--urls", "http://127.0.0.1:0");
        var line = await server.LineAsync(said => said.StartsWith(Announcement, StringComparison.Ordinal));
        Address = new Uri(line[Announcement.Length..]);
        Http.BaseAddress = Address;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Http.Dispose();
        folder.Dispose();
    }

    /// <summary>Runs a verb against this server.</summary>
    internal Task<Ended> RunAsync(params string[] arguments) =>
        CommandRun.NettimelineAsync([.. arguments, "--server", Address.OriginalString]);

    /// <summary>Writes lines to a file and imports it.</summary>
    internal Task<Ended> ImportAsync(params string[] lines) => RunAsync("import", Write(lines));

    /// <returns>The path of a new file with these lines.</returns>
    internal string Write(IEnumerable<string> lines)
    {
        var file = folder.Below($"{Guid.CreateVersion7():N}.ndjson");
        File.WriteAllLines(file, lines);
        return file;
    }

    /// <summary>The patient's version, 0 where there is none.</summary>
    internal async Task<long> VersionAsync(string patient)
    {
        using var answer = await Http.GetAsync($"/api/patients/{patient}", TestContext.Current.CancellationToken);
        return answer.Headers.ETag is { Tag: var tag } ? long.Parse(tag.Trim('"'), null) : 0;
    }
}
