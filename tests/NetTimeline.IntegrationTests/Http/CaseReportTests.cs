using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace NetTimeline.IntegrationTests.Http;

/// <summary>
/// The two published histories go in over HTTP, come out as the description says, and survive what a hostile or broken
/// client makes of them.
/// </summary>
public sealed class CaseReportTests(RunningServer server) : HttpSpec(server)
{
    const int MutationsPerReport = 250;

    /// <summary>Values that some parser somewhere has stumbled over.</summary>
    static readonly string[] Nasty =
    [
        "null", "true", "[]", "{}", "[[]]", "0", "-1", "2147483648", "9223372036854775808", "0.1", "1e400", "-0",
        "12345678901234567890123456789", "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202e\"", "\"2023-02-30\"",
        "\"9999\"", "\"P9999Y\"", "\"P0D\"", "\"P0.5Y\"", "\"referral\"", "\"nobody\"", "{\"age\":130}",
        "{\"atLeast\":2147483647}", "{\"sameTimeAs\":\"referral\"}", "{\"offset\":\"P9999Y\",\"after\":\"referral\"}",
        "{\"value\":9999999999999999999999999999,\"unit\":\"mm\"}",
    ];

    static readonly string[] NoEntries =
    [
        "{}", """{"kind":"note"}""", """{"kind":"note","key":"n","colour":"red"}""", """{"kind":"x","key":"n"}""", "5",
    ];

    [Fact]
    public async Task Both_go_in_whole_and_come_out_as_described()
    {
        var description = (await GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var schema = new JsonSchema(description);
        foreach (var name in CaseReportOverHttp.Names)
        {
            var (entries, corrections) = (CaseReportOverHttp.Entries(name), CaseReportOverHttp.Corrections(name));
            Assert.All(entries, entry => Assert.Null(schema.Misfit("Entry", entry)));
            Assert.All(corrections, correction => Assert.Null(schema.Misfit("Correction", correction)));
            var patient = await PatientAsync();
            Created(await PostEntriesAsync(patient, ListOf(entries)));
            Created(await CorrectAsync(patient, ListOf(corrections)));

            foreach (var (view, described) in new[]
            {
                ("", "PatientView"), ("/timeline", "TimelineView"), ("/timeline?known=2010", "Problem"),
                ($"/timeline?known=entry:{entries[40].GetProperty("key").GetString()}", "TimelineView"),
                ($"/diff?from=entry:{entries[40].GetProperty("key").GetString()}", "DifferenceView"),
                ("/steps", "StepsView"), ("/replay", "ReplayView"), ("/replay?axis=recorded", "ReplayView"),
                ("/measures/foci-identified/steps", "MeasureStepsView"),
                ("/backdated", "BackdatedView"), ("/log", "LogPage"),
                ($"/entries/{entries[7].GetProperty("key").GetString()}", "EntryHistoryView"),
            })
            {
                Assert.Null(schema.Misfit(described, (await GetAsync($"/api/patients/{patient}{view}")).Json));
            }
        }
    }

    [Fact]
    public async Task The_schemas_refuse_what_the_server_refuses()
    {
        var description = (await GetAsync("/openapi/v1.json")).Json.GetProperty("components").GetProperty("schemas");
        var schema = new JsonSchema(description);

        Assert.All(
            NoEntries,
            entry => Assert.NotNull(schema.Misfit("Entry", JsonElement.Parse(entry))));
    }

    [Theory]
    [InlineData("omori-2020", 1)]
    [InlineData("calcitonin-pannen", 2)]
    public async Task No_mutation_of_a_request_breaks_the_server_or_the_record(string name, int seed)
    {
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var entries = CaseReportOverHttp.Entries(name);
        var patient = await PatientAsync();
        Created(await PostEntriesAsync(patient, ListOf(entries)));
        var version = await VersionAsync(patient);
        for (var at = 0; at < MutationsPerReport; at++)
        {
            var body = Mutated(entries[random.Next(entries.Count)], random, at);

            var reply = await PostEntriesAsync(patient, body);

            Assert.True((int)reply.Status is 201 or 200 or 400 or 409 or 422, $"{(int)reply.Status} for {body}");
            version += (int)reply.Status == 201 ? 1 : 0;
            if ((int)reply.Status is 409 or 422)
            {
                Assert.All(reply.Faults, fault => Assert.True(
                    fault.Place.Length == 0 || fault.Place[0] == '/', $"{fault.Place} for {body}"));
            }
        }

        Assert.Equal(version, await VersionAsync(patient));
        foreach (var view in new[] { "/timeline", "/timeline?known=2015-01-01", "/log" })
        {
            Assert.Equal(200, (int)(await GetAsync($"/api/patients/{patient}{view}")).Status);
            Assert.Equal(200, (int)(await GetAsync($"/api/patients/{patient}{view}", "Accept", "text/plain")).Status);
        }
    }

    /// <summary>An entry with a key of its own and one to three places changed; not all of it is JSON.</summary>
    static string Mutated(JsonElement entry, Random random, int number)
    {
        var root = JsonNode.Parse(entry.GetRawText())!.AsObject();
        root["key"] = $"mutant-{number}";
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var holders = Holders(root).ToList();
            Change(holders[random.Next(holders.Count)], random);
        }

        var text = root.ToJsonString();
        for (var at = 0; at < Nasty.Length; at++)
        {
            text = text.Replace($"\"nasty-{at}\"", Nasty[at], StringComparison.Ordinal);
        }

        return text;
    }

    static void Change(JsonObject holder, Random random)
    {
        var member = holder.ElementAt(random.Next(holder.Count)).Key;
        var nasty = $"nasty-{random.Next(Nasty.Length)}";
        switch (random.Next(4))
        {
            case 0 when holder.Count > 1:
                holder.Remove(member);
                break;
            case 1:
                holder[member + "x"] = nasty;
                break;
            case 2 when holder[member] is JsonArray { Count: > 0 } list:
                list[random.Next(list.Count)] = nasty;
                break;
            default:
                holder[member] = nasty;
                break;
        }
    }

    static IEnumerable<JsonObject> Holders(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } holder => holder.SelectMany(member => Holders(member.Value)).Prepend(holder),
        JsonArray list => list.SelectMany(Holders),
        _ => [],
    };

    static string ListOf(IEnumerable<JsonElement> items) =>
        $"[{string.Join(',', items.Select(item => item.GetRawText()))}]";
}
