using System.Reflection;
using System.Text.Json;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>One of the two published histories, as requests in the order in which it was transcribed.</summary>
static class CaseReportOverHttp
{
    static readonly string Root = typeof(CaseReportOverHttp).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static IReadOnlyList<string> Names { get; } = ["omori-2020", "calcitonin-pannen"];

    public static IReadOnlyList<JsonElement> Entries(string name) => Read(name, "entry");

    public static IReadOnlyList<JsonElement> Corrections(string name) => Read(name, "correction");

    static IReadOnlyList<JsonElement> Read(string name, string member) =>
    [
        .. File.ReadLines(Path.Combine(Root, "tests", "case-reports", name, "input.ndjson"))
            .Select(line => JsonElement.Parse(line))
            .Where(line => line.TryGetProperty(member, out _))
            .Select(line => line.GetProperty(member)),
    ];
}
