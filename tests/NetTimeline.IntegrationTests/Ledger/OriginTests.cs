using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.Cli;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>The logs of a database are named once, by whoever starts it first.</summary>
public sealed class OriginTests(PostgresFixture postgres)
{
    const string Origin = "clinic.example/thyroid";

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_logs_have_the_name_that_was_asked_for_and_keep_it()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);

        await SchemaMigration.ApplyAsync(database, Origin, Cancellation);
        await SchemaMigration.ApplyAsync(database, Origin, Cancellation);
        await SchemaMigration.ApplyAsync(database, Cancellation);

        Assert.Equal($"{Origin}/events", await OriginOfAsync(database, LedgerLog.Events));
        Assert.Equal($"{Origin}/access", await OriginOfAsync(database, LedgerLog.Access));
    }

    [Fact]
    public async Task Another_name_is_refused_later_and_the_one_that_is_there_is_said()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await SchemaMigration.ApplyAsync(database, Origin, Cancellation);

        var refused = await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(database, "clinic.example/liver", Cancellation));

        Assert.Contains($"leave the option out, or give {Origin}.", refused.Message, StringComparison.Ordinal);
        Assert.Equal($"{Origin}/events", await OriginOfAsync(database, LedgerLog.Events));
    }

    [Fact]
    public async Task A_name_that_was_made_up_is_a_name_too()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        await SchemaMigration.ApplyAsync(database, Cancellation);

        await Assert.ThrowsAsync<UnsuitablePostgresException>(
            () => SchemaMigration.ApplyAsync(database, Origin, Cancellation));

        Assert.StartsWith(
            "nettimeline.invalid/", await OriginOfAsync(database, LedgerLog.Access), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_servers_that_start_at_once_one_gives_the_name()
    {
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);

        var starts = Enumerable.Range(0, 4).Select(number => TryAsync($"clinic.example/{number}")).ToList();

        Assert.Single(await Task.WhenAll(starts), isStarted => isStarted);

        async Task<bool> TryAsync(string origin)
        {
            try
            {
                await SchemaMigration.ApplyAsync(database, origin, Cancellation);
                return true;
            }
            catch (UnsuitablePostgresException)
            {
                return false;
            }
        }
    }

    [Theory]
    [InlineData("https://clinic.example")]
    [InlineData("clinic.example/a+b")]
    [InlineData("clinic example")]
    public async Task What_is_no_name_is_refused_before_anything_starts(string origin)
    {
        var ended = await CommandRun.NettimelineAsync(
            "migrate", "--postgres", "Host=nowhere.invalid;Username=nobody", "--ledger-origin", origin);

        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("without scheme, spaces and plus", ended.Errors, StringComparison.Ordinal);
    }

    static async Task<string> OriginOfAsync(string database, LedgerLog log)
    {
        await using var reader = new LedgerReader(database, log);
        return Assert.Single(await reader.EpochsAsync(Cancellation)).Origin;
    }
}
