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
    [InlineData("hooks.example.org", "2002:a01:203::1", false)]
    [InlineData("hooks.example.org", "64:ff9b:1::a01:203", false)]
    [InlineData("hooks.example.org", "::10.1.2.3", false)]
    [InlineData("hooks.example.org", "192.168.7.8", false)]
    public void A_name_that_leads_inside_is_refused_unless_the_address_is_named_too(
        string host, string address, bool admitted) => Assert.Equal(
        admitted,
        new WebhookTargets(["hooks.example.org", "192.168.7.7", "192.168.7.8:8443", "localhost"])
            .Admits(host, 443, IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://hooks.example.org/x", true)]
    [InlineData("https://HOOKS.example.org:443/x", true)]
    [InlineData("https://hooks.example.org:8443/x", false)]
    [InlineData("https://other.example.org:8443/x", true)]
    [InlineData("https://other.example.org/x", false)]
    [InlineData("http://127.0.0.1:9999/x", true)]
    [InlineData("https://127.0.0.1/x", true)]
    [InlineData("http://[::1]:80/x", true)]
    [InlineData("http://[::1]:81/x", false)]
    [InlineData("https://[2001:db8::1]/x", true)]
    [InlineData("https://[2001:db8::2]/x", true)]
    [InlineData("https://[2001:db8::2]:8443/x", false)]
    public void A_host_is_named_with_its_port_and_without_one_means_443(string url, bool may)
    {
        string[] hosts =
        [
            "hooks.example.org", "other.example.org:8443", "127.0.0.1:*", "[::1]:80", "2001:db8::1", "[2001:db8::2]",
        ];

        Assert.Equal(may, new WebhookTargets(hosts).Objection(url) is null);
    }

    [Theory]
    [InlineData("hooks.example.org:https")]
    [InlineData("hooks.example.org:0")]
    [InlineData("hooks.example.org:65536")]
    [InlineData("https://hooks.example.org")]
    public void A_port_that_is_none_is_said_at_once_and_not_passed_over(string host) =>
        Assert.Throws<ArgumentException>(() => new WebhookTargets([host]));

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
    public async Task However_many_ask_at_once_no_more_are_made_than_there_may_be()
    {
        var (_, client) = await DeliveringAsync();

        var replies = await Task.WhenAll(Enumerable.Range(1, CreateWebhook.WebhooksMax + 20).Select(
            _ => SendAsync(client, HttpMethod.Post, "", """{"url":"http://127.0.0.1:9/x"}""")));

        Assert.Equal(CreateWebhook.WebhooksMax, replies.Count(reply => reply.Status is HttpStatusCode.Created));
        Assert.All(
            replies.Where(reply => reply.Status is not HttpStatusCode.Created),
            reply => Assert.Equal("too-many-webhooks", reply.Problem));
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
