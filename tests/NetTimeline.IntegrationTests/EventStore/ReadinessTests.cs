using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.EventStore;

/// <summary>A server is ready also beside a newer one, and ends when told.</summary>
public sealed class ReadinessTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    [Theory]
    [InlineData("1", true)]
    [InlineData("999", false)]
    [InlineData("null", false)]
    public async Task Beside_a_newer_server_it_depends_on_what_the_schema_says_of_older_ones(
        string compatibleFrom, bool current)
    {
        await ExecuteAsync(
            "insert into timeline.schema_versions (version, file, sha256, compatible_from) "
            + $"values (999, 'x', sha256('x'), {compatibleFrom})");
        await using var readiness = new PostgresReadiness(
            Database, new ManualClock(), Duration.FromDays(36_500));

        var found = await readiness.LookAsync(Cancellation);

        Assert.Equal(new(Reachable: true, SchemaCurrent: current, ClockWithinTolerance: true), found);
    }

    [Fact]
    public async Task Closing_a_store_does_not_wait_for_long_for_what_others_hold()
    {
        var store = OpenStore();
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid()));
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var holding = new NpgsqlCommand("select pg_advisory_lock(5642234187420126)", connection);
        await holding.ExecuteNonQueryAsync(Cancellation);

        await store.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
    }
}
