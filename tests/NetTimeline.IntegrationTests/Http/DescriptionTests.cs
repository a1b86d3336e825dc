using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NetTimeline.UnitTests;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>The API's description says what the API does.</summary>
public sealed class DescriptionTests(RunningServer server) : HttpSpec(server)
{
    static readonly string[] Posts =
        ["/api/patients", "/api/patients/{id}/entries", "/api/patients/{id}/corrections", "/api/measures"];

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync();
        var schemas = document.GetProperty("components").GetProperty("schemas");

        var references = References(document).Distinct().ToList();

        Assert.True(references.Count > 50, $"Only {references.Count} references were found.");
        Assert.All(references, reference =>
        {
            Assert.StartsWith("#/components/schemas/", reference, StringComparison.Ordinal);
            Assert.True(schemas.TryGetProperty(reference["#/components/schemas/".Length..], out _), reference);
        });
    }

    [Fact]
    public async Task Every_route_is_described_with_its_summary_and_its_errors()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");

        var routes = Server.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(route => (
                Path: $"/{route.RoutePattern.RawText!.Trim('/').Replace("{**", "{", StringComparison.Ordinal)}",
                Method: route.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods[0].ToLowerInvariant()))
            .ToList();

        Assert.True(routes.Count >= 12, $"Only {routes.Count} routes were found.");
        Assert.Equal(
            routes.Select(route => route.Path).Distinct().Order(),
            paths.EnumerateObject().Select(path => path.Name).Order());
        Assert.All(routes, route =>
        {
            var operation = paths.GetProperty(route.Path).GetProperty(route.Method);
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.NotEmpty(operation.GetProperty("operationId").GetString()!);
            var answers = operation.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).ToList();
            Assert.Contains(answers, status => status[0] == '2');
            Assert.Contains("500", answers);
            Assert.Contains("503", answers);
            Assert.Equal(route.Path.Contains('{', StringComparison.Ordinal), answers.Contains("404"));
            Assert.Equal(
                (operation.TryGetProperty("requestBody", out _) && !AnswersByLine(operation)) || Supposes(operation),
                answers.Contains("422"));
            Assert.Equal(route.Method is not "get", answers.Contains("403"));
        });
    }

    [Fact]
    public async Task Its_examples_can_be_sent_as_they_stand()
    {
        var paths = (await DocumentAsync()).GetProperty("paths");

        foreach (var route in Posts)
        {
            var path = route.Replace("{id}", "example-1", StringComparison.Ordinal);
            foreach (var example in ExamplesOf(paths.GetProperty(route).GetProperty("post")))
            {
                Created(await PostAsync(path, example.GetProperty("value").GetRawText()));
            }
        }
    }

    [Fact]
    public async Task The_page_for_people_needs_nothing_from_elsewhere()
    {
        var redirect = await GetAsync("/openapi");
        Assert.Equal(HttpStatusCode.MovedPermanently, redirect.Status);
        var page = await GetAsync($"/{redirect.Headers.Location!.OriginalString}");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("script-src 'self';", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page.Text, StringComparison.Ordinal);
        var assets = System.Text.RegularExpressions.Regex.Matches(page.Text, "(?:src|href)=\"([^\"]+)\"");
        Assert.True(assets.Count >= 4, page.Text);
        foreach (var asset in assets.Select(match => match.Groups[1].Value))
        {
            Assert.DoesNotContain("//", asset, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await GetAsync($"/openapi/{asset}")).Status);
        }

        var script = (await GetAsync("/openapi/index.js")).Text;
        Assert.Contains("/openapi/v1.json", script, StringComparison.Ordinal);
        Assert.DoesNotContain("validator.swagger.io", script, StringComparison.Ordinal);
    }

    /// <summary>docs/CONTRIBUTING.md says how it is written anew; the page's types are made from it.</summary>
    [Fact]
    public async Task The_description_is_the_one_that_is_kept() => Assert.Equal(
        await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "api", "openapi.json"), Cancellation),
        (await GetAsync("/openapi/v1.json")).Text + "\n");

    [Fact]
    public async Task Every_type_of_problem_leads_to_a_page()
    {
        var all = (await GetAsync("/problems")).Text;

        var types = all.Split('\n').Where(line => line.StartsWith("/problems/", StringComparison.Ordinal)).ToList();

        Assert.True(types.Count >= 15, all);
        foreach (var type in types)
        {
            Assert.Contains(type, (await GetAsync(type)).Text, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync("/problems/no-such")).Status);
    }

    /// <summary>A reading is refused as a post is where it supposes what cannot be so.</summary>
    static bool Supposes(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
        && parameters.EnumerateArray().Any(parameter => parameter.GetProperty("name").GetString() == "assume");

    /// <summary>Then a refusal is a line of the answer.</summary>
    static bool AnswersByLine(JsonElement operation) =>
        operation.GetProperty("responses").TryGetProperty("200", out var answer)
        && answer.TryGetProperty("content", out var content) && content.TryGetProperty("application/x-ndjson", out _);

    async Task<JsonElement> DocumentAsync()
    {
        var reply = await GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.StartsWith("3.1", reply.Json.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        return reply.Json;
    }

    static IEnumerable<JsonElement> ExamplesOf(JsonElement operation) => operation
        .GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("examples")
        .EnumerateObject().Select(example => example.Value);

    static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
        _ => [],
    };
}
