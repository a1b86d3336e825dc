using NetTimeline.EventStore;
using NetTimeline.IntegrationTests;
using NetTimeline.IntegrationTests.LocalPostgres;
using NetTimeline.LocalPostgres;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace NetTimeline.IntegrationTests;

/// <summary>
/// The PostgreSQL of a test run: the one that NETTIMELINE_POSTGRES names (a connection string of a
/// superuser), else a private one that ends with the run. Started when the first test asks for a database.
/// </summary>
public sealed class PostgresFixture : IAsyncDisposable
{
    const string Variable = "NETTIMELINE_POSTGRES";

    readonly SemaphoreSlim gate = new(1, 1);
    readonly List<string> databases = [];
    LocalPostgresServer? server;
    TemporaryFolder? folder;
    string? connectionString;
    int count;

    /// <summary>An empty database of the caller's own.</summary>
    /// <returns>Its connection string, unpooled so that nothing outlives a test.</returns>
    public async Task<string> CreateEmptyDatabaseAsync(CancellationToken cancellation)
    {
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref count)}";
        await gate.WaitAsync(cancellation);
        try
        {
            connectionString ??=
                Environment.GetEnvironmentVariable(Variable) ?? await StartAsync(cancellation);
            await ExecuteAsync($"create database {name} template template0 encoding 'UTF8'", cancellation);
            databases.Add(name);
        }
        finally
        {
            gate.Release();
        }

        return new NpgsqlConnectionStringBuilder(connectionString) { Database = name, Pooling = false }
            .ConnectionString;
    }

    /// <summary>A database of the caller's own with the current schema.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellation)
    {
        var database = await CreateEmptyDatabaseAsync(cancellation);
        await SchemaMigration.ApplyAsync(database, cancellation);
        return database;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
            folder?.Dispose();
        }
        else
        {
            foreach (var name in databases)
                await DropAsync(name);
        }

        gate.Dispose();
    }

    async Task<string> StartAsync(CancellationToken cancellation)
    {
        folder = new();
        var options = new LocalPostgresOptions(folder.Below("data"))
        {
            Settings = new Dictionary<string, string> { ["max_connections"] = "200" },
        };
        server = await LocalPostgresServer.StartAsync(options, cancellation);
        return server.ConnectionString;
    }

    async Task DropAsync(string name)
    {
        await ExecuteAsync($"drop database if exists {name} with (force)", CancellationToken.None);
        await ExecuteAsync(
            "drop role if exists " + string.Join(
                ", ", SchemaMigration.Roles.Append("admin").Select(role => $"{name}_{role}")),
            CancellationToken.None);
    }

    async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
