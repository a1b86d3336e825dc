using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>The page is served as files that run nothing but themselves, beside an API that stays as it is.</summary>
public sealed class PageTests(RunningServer server) : HttpSpec(server)
{
    const string Browser = "text/html,application/xhtml+xml,*/*;q=0.8";

    [Theory]
    [InlineData("/")]
    [InlineData("/patients/anybody?known=entry:ct-1")]
    [InlineData("/no/such/page")]
    public async Task A_browser_gets_the_page_at_any_address_of_its_own(string path)
    {
        var reply = await GetAsync(path, "Accept", Browser);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (reply.Status, reply.MediaType));
        Assert.Contains("<title>NetTimeline</title>", reply.Text, StringComparison.Ordinal);
        Assert.Equal("no-cache", reply.Header("Cache-Control"));
        var policy = reply.Header("Content-Security-Policy");
        Assert.Contains("default-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", reply.Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", reply.Header("Referrer-Policy"));
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_wherever_the_server_has_something_of_its_own()
    {
        var firsts = Server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => route.RoutePattern.RawText!.Trim('/').Split('/')[0]).Append("assets").Distinct();

        foreach (var first in firsts)
        {
            IsProblem(await GetAsync($"/{first}/no/such/thing", "Accept", Browser), HttpStatusCode.NotFound,
                "unknown-route");
        }
    }

    [Fact]
    public async Task A_program_that_mistyped_a_path_is_told_so() =>
        IsProblem(await GetAsync("/patients/x", "Accept", "*/*"), HttpStatusCode.NotFound, "unknown-route");

    [Fact]
    public async Task Nothing_can_be_posted_to_it() =>
        IsProblem(await PostAsync("/", "{}"), HttpStatusCode.NotFound, "unknown-route");

    [Fact]
    public async Task Files_are_its_own_compressed_and_kept_for_good_where_they_never_change()
    {
        var page = (await GetAsync("/")).Text;
        var files = Regex.Matches(page, "(?:src|href)=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();

        Assert.Contains(files, file => file.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".css", StringComparison.Ordinal));
        foreach (var file in files)
        {
            Assert.StartsWith("/", file, StringComparison.Ordinal);
            var asIs = await GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, asIs.Status);
            Assert.Equal("Accept-Encoding", asIs.Header("Vary"));
            Assert.Equal(
                file.StartsWith("/assets/", StringComparison.Ordinal),
                asIs.Header("Cache-Control") == "public, max-age=31536000, immutable");
            Assert.Equal(asIs.Text, await UnpackedAsync(file, "br", static packed =>
                new BrotliStream(packed, CompressionMode.Decompress)));
            Assert.Equal(asIs.Text, await UnpackedAsync(file, "gzip", static packed =>
                new GZipStream(packed, CompressionMode.Decompress)));
        }
    }

    [Fact]
    public async Task An_unchanged_file_is_not_sent_again()
    {
        var first = await GetAsync("/");

        var again = await GetAsync("/", "If-None-Match", first.Tag!);

        Assert.Equal(HttpStatusCode.NotModified, again.Status);
        Assert.NotEqual(first.Tag, (await GetAsync("/", "Accept-Encoding", "br")).Tag);
        Assert.Null((await GetAsync("/", "Accept-Encoding", "br;q=0, gzip;q=0")).ContentHeaders.ContentEncoding
            .FirstOrDefault());
    }

    async Task<string> UnpackedAsync(string path, string coding, Func<Stream, Stream> unpack)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept-Encoding", coding);
        using var response = await Server.Client.SendAsync(request, Cancellation);
        Assert.Equal([coding], response.Content.Headers.ContentEncoding);
        await using var packed = await response.Content.ReadAsStreamAsync(Cancellation);
        using var reader = new StreamReader(unpack(packed));
        return await reader.ReadToEndAsync(Cancellation);
    }
}
