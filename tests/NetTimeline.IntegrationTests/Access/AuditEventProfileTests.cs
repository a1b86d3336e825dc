using System.Text.Json;
using System.Text.Json.Nodes;
using NetTimeline.EventStore;
using NetTimeline.Server.Access.Fhir;
using NetTimeline.UnitTests;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Access;

/// <summary>
/// One event of each profile that we claim, as it goes out, in tests/audit-events: it keeps its profile's table, and
/// whatever breaks one row of that table is found.
/// </summary>
public sealed class AuditEventProfileTests
{
    static readonly AccessRecord View = new()
    {
        Actor = "dr.tanaka",
        Category = "course",
        Client = "curl/8.5.0",
        Operation = "getTimeline",
        Outcome = AccessOutcome.Success,
        Purpose = "TREAT",
        Request = "r-7",
        Source = "192.0.2.7",
        Stream = Guid.Parse("0199a000-0000-7000-8000-000000000001"),
        Version = 12,
    };

    static readonly AccessRecord Search = View with
    {
        Category = "patients",
        Operation = "listPatients",
        Position = 57,
        Query = new string('a', 64),
        Version = null,
    };

    static readonly Dictionary<string, AccessRecord> Records = new()
    {
        ["PatientRead"] = View,
        ["PatientQuery"] = Search,
        ["Query"] = Search with { Category = "cohort", Operation = "countCohort", Stream = null, Count = 31 },
    };

    public static TheoryData<string> Profiles => [.. Records.Keys];

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task What_goes_out_is_the_fixture_and_keeps_its_profile(string profile)
    {
        var fixture = await FixtureAsync(profile);

        Assert.Equal($"{AuditEventJson.ProfileOf}{profile}", BasicAudit.ProfileOf(fixture));
        Assert.Empty(BasicAudit.Faults(fixture));
        var made = new AuditEventJson("timeline.example").Of(new(
            7, Guid.Parse("0199a000-0000-7000-8000-000000000007"), Instant.FromUtc(2026, 1, 31, 12, 0),
            Records[profile]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(fixture.GetRawText()), made), made.ToJsonString());
    }

    /// <summary>The control: of each row of the table the opposite.</summary>
    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task A_document_that_breaks_any_row_of_the_table_is_found(string profile)
    {
        var fixture = await FixtureAsync(profile);
        var broken = BasicAuditViolations.Of(fixture).ToList();

        Assert.True(broken.Count > 25, $"Only {broken.Count} ways to break it.");
        Assert.Empty(broken
            .Where(each => BasicAudit.Faults(JsonElement.Parse(each.Document.ToJsonString())).Count == 0)
            .Select(each => each.How));
    }

    static async Task<JsonElement> FixtureAsync(string profile) => JsonElement.Parse(await File.ReadAllBytesAsync(
        Path.Combine(Repository.Root, "tests", "audit-events", $"{profile}.json"),
        TestContext.Current.CancellationToken));
}
