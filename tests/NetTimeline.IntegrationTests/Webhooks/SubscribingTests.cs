using System.Net;
using NetTimeline.Server.Webhooks;
using Npgsql;
using Xunit;

namespace NetTimeline.IntegrationTests.Webhooks;

/// <summary>Who may be subscribed, and that a secret is told once.</summary>
public sealed class SubscribingTests(PostgresFixture postgres) : WebhookSpec(postgres)
{
    [Theory]
    [InlineData("""{"url":"http://127.0.0.1/x"}""", null)]
    [InlineData("""{"url":"https://127.0.0.1/x"}""", null)]
    [InlineData("""{}""", "/url")]
    [InlineData("""{"url":"127.0.0.1/x"}""", "/url")]
    [InlineData("""{"url":"ftp://127.0.0.1/x"}""", "/url")]
    [InlineData("""{"url":"http://127.0.0.2/x"}""", "/url")]
    [InlineData("""{"url":"http://localhost/x"}""", "/url")]
    [InlineData("""{"url":"http://[::ffff:127.0.0.1]/x"}""", "/url")]
    [InlineData("""{"url":"https://169.254.169.254/latest"}""", "/url")]
    [InlineData("""{"url":"https://user:word@127.0.0.1/x"}""", "/url")]
    [InlineData("""{"url":"https://hooks.example.org/x"}""", "/url")]
    [InlineData("""{"url":"http://127.0.0.1/x","kinds":["nonsense"]}""", "/kinds")]
    [InlineData("""{"url":"http://127.0.0.1/x","kinds":[]}""", "/kinds")]
    [InlineData("""{"url":"http://127.0.0.1/x","secret":"whsec_c2hvcnQ="}""", "/secret")]
    [InlineData("""{"url":"http://127.0.0.1/x","secret":"0123456789012345678901234567890123456789"}""", "/secret")]
    [InlineData("""{"url":"http://127.0.0.1/x","from":1}""", "/from")]
    [InlineData("""{"url":"http://127.0.0.1/x","description":""}""", "/description")]
    [InlineData("""{"url":"http://127.0.0.1/x","retries":3}""", "/retries")]
    public async Task A_webhook_leads_only_where_it_may(string body, string? pointer)
    {
        var (_, client) = await DeliveringAsync();

        var reply = await SendAsync(client, HttpMethod.Post, "", body);

        if (pointer is null)
        {
            Assert.Equal(HttpStatusCode.Created, reply.Status);
            return;
        }

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "refused"), (reply.Status, reply.Problem));
        Assert.Equal([(pointer, "malformed")], reply.Faults);
    }

    [Theory]
    [InlineData("hooks.example.org", "93.184.216.34", true)]
    [InlineData("hooks.example.org", "10.1.2.3", false)]
    [InlineData("hooks.example.org", "127.0.0.1", false)]
    [InlineData("hooks.example.org", "169.254.169.254", false)]
    [InlineData("hooks.example.org", "::1", false)]
    [InlineData("hooks.example.org", "::ffff:10.1.2.3", false)]
    [InlineData("hooks.example.org", "fd00::1", false)]
    [InlineData("hooks.example.org", "192.168.7.7", true)]
    [InlineData("localhost", "127.0.0.1", true)]
    [InlineData("localhost", "::1", true)]
    [InlineData("localhost", "10.1.2.3", false)]
    public void A_name_that_leads_inside_is_refused_unless_the_address_is_named_too(
        string host, string address, bool admitted) => Assert.Equal(
        admitted,
        new WebhookTargets(["hooks.example.org", "192.168.7.7", "localhost"])
            .Admits(host, IPAddress.Parse(address)));

    [Fact]
    public async Task A_secret_that_was_made_is_told_once_and_one_that_was_chosen_never()
    {
        const string chosen = "whsec_Y2FuYXJ5NDcxMWNhbmFyeTQ3MTFjYW5hcnk0NzEx";
        var (_, client) = await DeliveringAsync();
        var (made, secret) = await SubscribeAsync(client, "http://127.0.0.1:9/x");
        var (own, none) = await SubscribeAsync(client, "http://127.0.0.1:9/y", $$""","secret":"{{chosen}}" """);

        Assert.NotNull(secret);
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Null(none);
        string[] paths = ["", $"/{made}", $"/{own}", $"/{own}/dead-letters"];
        foreach (var path in paths)
        {
            var text = (await SendAsync(client, HttpMethod.Get, path)).Text;
            Assert.DoesNotContain(secret["whsec_".Length..], text, StringComparison.Ordinal);
            Assert.DoesNotContain("Y2FuYXJ5", text, StringComparison.Ordinal);
        }

        await PatientAsync(client, "p", notes: 1);
        await Eventually.HoldsAsync(() => Log.Text.Contains("takes nothing for now", StringComparison.Ordinal));
        Assert.DoesNotContain("Y2FuYXJ5", Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary4711", Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret["whsec_".Length..], Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1:9", Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_app_role_reads_no_secret_and_the_projector_does()
    {
        var (_, client) = await DeliveringAsync();
        await SubscribeAsync(client, "http://127.0.0.1:9/x");

        var refused = await Assert.ThrowsAsync<PostgresException>(() => SecretsAsync("app"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal(1, await SecretsAsync("projector"));
    }

    async Task<long> SecretsAsync(string role)
    {
        await using var source = NpgsqlDataSource.Create(Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"set role {connection.Database}_{role}; select count(secret) from deliveries.subscriptions";
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
