using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

public sealed class SchemaMigrationTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    readonly PostgresFixture postgres = postgres;

    [Fact]
    public async Task Servers_that_start_at_once_apply_each_file_once()
    {
        var empty = await postgres.CreateEmptyDatabaseAsync(Cancellation);

        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => SchemaMigration.ApplyAsync(empty, Cancellation)));

        await AppendedAsync(OpenStore(empty), Appends.Begin(Guid.NewGuid()));
    }

    [Fact]
    public async Task Each_file_is_recorded_with_its_hash()
    {
        await SchemaMigration.ApplyAsync(Database, Cancellation);

        Assert.Equal(
            SchemaFile.All.Count, await AskAsync<long>("select count(*) from timeline.schema_versions"));
        Assert.Equal(
            SchemaFile.All[0].Sha256.ToArray(),
            await AskAsync<byte[]>("select sha256 from timeline.schema_versions where version = 1"));
    }

    [Fact]
    public void Files_are_numbered_from_one_without_a_gap() =>
        Assert.Equal(
            Enumerable.Range(1, SchemaFile.All.Count), SchemaFile.All.Select(file => file.Version));

    [Fact]
    public async Task Only_files_that_are_missing_are_applied()
    {
        SchemaFile[] more =
        [
            .. SchemaFile.All,
            new(SchemaFile.All.Count + 1, "9999_x.sql", "create table timeline.more (n integer)"),
        ];

        await SchemaMigration.ApplyAsync(Database, more, Cancellation);
        await SchemaMigration.ApplyAsync(Database, more, Cancellation);

        Assert.EndsWith(
            "_owner",
            await AskAsync<string>("select tableowner::text from pg_tables where tablename = 'more'"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_owns_the_database_and_may_create_roles_needs_not_be_a_superuser()
    {
        var empty = new NpgsqlConnectionStringBuilder(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        var login = $"{empty.Database}_admin";
        await ExecuteAsync($"create role {login} login createrole password 'test'");
        await ExecuteAsync($"alter database {empty.Database} owner to {login}");
        (empty.Username, empty.Password) = (login, "test");

        await SchemaMigration.ApplyAsync(empty.ConnectionString, Cancellation);

        await AppendedAsync(OpenStore(empty.ConnectionString), Appends.Begin(Guid.NewGuid()));
    }

    [Theory]
    [InlineData("owner", "login", "")]
    [InlineData("owner", "superuser", "")]
    [InlineData("owner", "nologin", "create role {0}_guest; grant {0}_owner to {0}_guest")]
    [InlineData("app", "login", "")]
    [InlineData("app", "superuser", "")]
    public async Task A_role_that_is_there_already_and_gives_too_much_is_refused(
        string role, string attribute, string more)
    {
        var empty = new NpgsqlConnectionStringBuilder(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        await ExecuteAsync($"create role {empty.Database}_{role} {attribute}");
        if (more.Length > 0)
            await ExecuteAsync(more.Replace("{0}", empty.Database, StringComparison.Ordinal));

        var refusal = await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(empty.ConnectionString, Cancellation));

        Assert.Contains($"{empty.Database}_{role} is there already", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_projector_role_of_others_is_refused()
    {
        var empty = new NpgsqlConnectionStringBuilder(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        var (role, guest) = ($"{empty.Database}_projector", $"{empty.Database}_guest");
        await ExecuteAsync($"create role {role}; create role {guest}; grant {role} to {guest}");

        var refusal = await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(empty.ConnectionString, Cancellation));

        Assert.Contains($"{role} has members", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_that_an_earlier_database_of_the_name_left_behind_are_used()
    {
        var empty = new NpgsqlConnectionStringBuilder(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        foreach (var role in SchemaMigration.Roles)
            await ExecuteAsync($"create role {empty.Database}_{role}");
        await ExecuteAsync($"grant {empty.Database}_owner, {empty.Database}_projector to {empty.Database}_migrator");

        await SchemaMigration.ApplyAsync(empty.ConnectionString, Cancellation);
    }

    [Theory]
    [InlineData("migrator")]
    [InlineData("eraser")]
    [InlineData("auditor")]
    [InlineData("research")]
    [InlineData("verifier")]
    public async Task Roles_that_others_are_members_of_are_refused(string role)
    {
        var empty = new NpgsqlConnectionStringBuilder(await postgres.CreateEmptyDatabaseAsync(Cancellation));
        var (left, guest) = ($"{empty.Database}_{role}", $"{empty.Database}_guest");
        await ExecuteAsync($"create role {left}; create role {guest}; grant {left} to {guest}");

        var refusal = await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(empty.ConnectionString, Cancellation));

        Assert.Contains($"{left} is there already", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_behind()
    {
        SchemaFile[] broken =
        [
            .. SchemaFile.All,
            new(SchemaFile.All.Count + 1, "9999_x.sql", "create table timeline.half (n integer); select 1/0"),
        ];

        var failure = await Assert.ThrowsAsync<EventStoreException>(
            () => SchemaMigration.ApplyAsync(Database, broken, Cancellation));

        Assert.Equal("22012", failure.SqlState);
        Assert.True(await AskAsync<bool>("select to_regclass('timeline.half') is null"));
    }

    [Fact]
    public async Task A_database_made_by_an_altered_file_is_refused()
    {
        await ExecuteAsync("update timeline.schema_versions set sha256 = sha256('other') where version = 3");

        var refusal = await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(Database, Cancellation));

        Assert.Contains("0003", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_made_by_a_newer_program_for_itself_alone_is_refused()
    {
        await ExecuteAsync(
            "insert into timeline.schema_versions (version, file, sha256) values (999, 'x', sha256('x'))");

        var refusal = await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(Database, Cancellation));

        Assert.Contains("999", refusal.Message, StringComparison.Ordinal);
    }
}
