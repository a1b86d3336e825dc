using System.Net;
using NetTimeline.IntegrationTests.Feed;
using NetTimeline.IntegrationTests.Http;
using Xunit;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>Who asks through a trusted proxy is recorded under his own address.</summary>
public sealed class ForwardedForTests(PostgresFixture postgres) : FeedSpec(postgres)
{
    const string Here = "127.0.0.1";

    [Theory]
    [InlineData(null, Here)]
    [InlineData("203.0.113.9", "203.0.113.9")]
    // Whatever he wrote himself stands to the left of what the proxy added.
    [InlineData("198.51.100.1, 203.0.113.9", "203.0.113.9")]
    [InlineData("203.0.113.9, 127.0.0.8", "203.0.113.9")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("nobody", Here)]
    public async Task Behind_a_trusted_proxy_it_is_the_last_address_that_is_no_proxys(string? says, string expected) =>
        Assert.Equal(expected, await SourceAsync(says, IPNetwork.Parse("127.0.0.0/8")));

    [Theory]
    [InlineData("203.0.113.9")]
    [InlineData("198.51.100.1, 203.0.113.9")]
    public async Task Nobody_else_is_believed(string says)
    {
        Assert.Equal(Here, await SourceAsync(says));
        Assert.Equal(Here, await SourceAsync(says, IPNetwork.Parse("10.0.0.0/8")));
    }

    async Task<string?> SourceAsync(string? forwardedFor, params IPNetwork[] trusted)
    {
        var (_, client) = await ServeAsync(options => options with { TrustedProxies = trusted });
        var patient = $"p-{Guid.NewGuid():N}";
        await EnrolAsync(client, patient);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/patients/{patient}");
        request.Headers.Add("X-Forwarded-For", forwardedFor is null ? [] : [forwardedFor]);
        using var read = await client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        using var answer = await client.GetAsync($"/api/patients/{patient}/access", Cancellation);
        var reply = await Reply.OfAsync(answer, Cancellation);
        return reply.Json.GetProperty("records").EnumerateArray()
            .Single(each => each.GetProperty("operation").GetString() == "getPatient")
            .GetProperty("source").GetString();
    }
}
