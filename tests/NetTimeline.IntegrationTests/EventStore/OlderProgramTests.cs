using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>
/// While servers are replaced one by one, a newer one brings the schema further and an older one may be started again.
/// Whether it may is said by each file of the schema.
/// </summary>
public sealed class OlderProgramTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    static readonly int Known = SchemaFile.All.Count;

    [Fact]
    public async Task An_older_program_starts_and_records_where_newer_files_say_that_it_may()
    {
        await SchemaMigration.ApplyAsync(
            Database, [.. SchemaFile.All, File(1, Known), File(2, Known - 1)], Cancellation);

        await SchemaMigration.ApplyAsync(Database, Cancellation);

        await AppendedAsync(OpenStore(), Appends.Begin(Guid.NewGuid()));
    }

    /// <summary>One that takes away what the program before last still used.</summary>
    [Fact]
    public async Task A_program_that_knows_too_little_for_one_of_them_does_not_start()
    {
        await SchemaMigration.ApplyAsync(
            Database, [.. SchemaFile.All, File(1, Known), File(2, Known + 1), File(3, Known)], Cancellation);

        var refusal = await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(Database, Cancellation));
        await SchemaMigration.ApplyAsync(Database, [.. SchemaFile.All, File(1, Known)], Cancellation);

        Assert.Equal(
            $"The database is at schema version {Known + 3}, which programs work with that know version {Known + 1}; "
            + $"this one knows {Known}. Run a newer program.",
            refusal.Message);
    }

    /// <summary>The control: without the sentence nothing is assumed.</summary>
    [Fact]
    public async Task A_file_that_does_not_say_is_for_programs_that_know_it()
    {
        SchemaFile silent = new(Known + 1, "9999_x.sql", "create table timeline.x1 (n integer)");
        await SchemaMigration.ApplyAsync(Database, [.. SchemaFile.All, silent], Cancellation);

        await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(Database, Cancellation));
    }

    [Fact]
    public async Task An_altered_file_is_found_in_a_newer_database_too()
    {
        await SchemaMigration.ApplyAsync(Database, [.. SchemaFile.All, File(1, Known)], Cancellation);
        await ExecuteAsync("update timeline.schema_versions set sha256 = sha256('other') where version = 3");

        await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(Database, Cancellation));
    }

    [Fact]
    public void Each_file_since_they_are_asked_says_which_programs_work_with_it() =>
        Assert.All(
            SchemaFile.All.SkipWhile(file => !file.Name.EndsWith("_compatible_from.sql", StringComparison.Ordinal)),
            file => Assert.True(
                file.CompatibleFrom is { } oldest && oldest >= 1 && oldest <= file.Version,
                $"{file.Name} needs a line \"-- Works with programs from schema {file.Version - 1} on.\" or says "
                + $"{file.Version} where no older program can work with it. See docs/upgrades.md."));

    static SchemaFile File(int further, int compatibleFrom) => new(
        Known + further, "9999_x.sql",
        $"-- Works with programs from schema {compatibleFrom} on.\ncreate table timeline.x{further} (n integer)");
}
