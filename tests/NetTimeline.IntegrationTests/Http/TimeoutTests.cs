using NetTimeline.Server;
using Npgsql;
using Xunit;
using static System.Net.HttpStatusCode;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>A request whose time runs out is told what became of it, as far as that is known.</summary>
public sealed class TimeoutTests(PostgresFixture postgres)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Out_of_time_a_read_was_too_slow_and_a_post_may_be_recorded_and_is_sent_again()
    {
        var log = new CapturedLog();
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        var options = RunningServer.OptionsFor(database, log) with { RequestTimeout = TimeSpan.FromSeconds(1) };
        await using var app = await TimelineServer.StartAsync(options, Cancellation);
        using var client = RunningServer.ClientOf(app);
        await using var blocked = await BlockAsync(database);
        using var enrolment = HttpSpec.JsonOf("""{"registryKey":"p"}""");

        using var read = await client.GetAsync("/api/patients/p", Cancellation);
        using var post = await client.PostAsync("/api/patients", enrolment, Cancellation);

        var (readReply, postReply) = (await Reply.OfAsync(read, Cancellation), await Reply.OfAsync(post, Cancellation));
        Assert.Equal((ServiceUnavailable, "too-slow"), (readReply.Status, readReply.Problem));
        Assert.Equal((ServiceUnavailable, "outcome-unknown"), (postReply.Status, postReply.Problem));
        Assert.Contains("the same Idempotency-Key", postReply.Text, StringComparison.Ordinal);
        Assert.Contains("the keys of the entries", postReply.Text, StringComparison.Ordinal);
        Assert.All([readReply, postReply], reply => Assert.NotNull(reply.Header("Retry-After")));
        Assert.DoesNotContain("failed", log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_recorded_though_its_time_was_up_is_logged()
    {
        var log = new CapturedLog();
        var database = await postgres.CreateEmptyDatabaseAsync(Cancellation);
        var options = RunningServer.OptionsFor(database, log) with { RequestTimeout = TimeSpan.FromSeconds(1) };
        await using var app = await TimelineServer.StartAsync(options, Cancellation);
        using var client = RunningServer.ClientOf(app);
        using var enrolment = HttpSpec.JsonOf("""{"registryKey":"p"}""");
        var blocked = await BlockAsync(database);
        using var post = await client.PostAsync("/api/patients", enrolment, Cancellation);
        Assert.Equal("outcome-unknown", (await Reply.OfAsync(post, Cancellation)).Problem);
        Assert.DoesNotContain("Recorded: patient", log.Text, StringComparison.Ordinal);

        await blocked.DisposeAsync();

        await Eventually.HoldsAsync(() => log.Text.Contains("Recorded: patient", StringComparison.Ordinal));
    }

    /// <summary>Until disposed nobody else reads or writes a patient.</summary>
    static async Task<NpgsqlConnection> BlockAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText =
            "begin; lock table timeline.heads, timeline.mt_streams, timeline.stream_keys in access exclusive mode";
        await command.ExecuteNonQueryAsync(Cancellation);
        return connection;
    }
}
