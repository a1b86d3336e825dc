using System.Text.Json;
using System.Text.Json.Nodes;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.IntegrationTests.CaseReports;

/// <summary>
/// Every figure that can be derived from the two published cases, asked over HTTP. The tables of the literals are
/// beside the cases, in <c>derived-values.txt</c>.
/// </summary>
public sealed class DerivedValuesTests(RecordedCaseReports recorded) : IClassFixture<RecordedCaseReports>
{
    const string Omori = "omori-2020";
    const string Calcitonin = "calcitonin-pannen";
    const string NotComputable = "not-computable";

    /// <summary>Report, what is asked, instance, status, and the value or words of the reason.</summary>
    public static TheoryData<string, string, string, string, string> Rows =>
    [
        .. from report in new[] { Omori, Calcitonin }
           from line in File.ReadLines(Path.Combine(CaseReportFiles.Folder(report), "derived-values.txt"))
           where line.Length > 0 && line[0] != '#'
           let row = line.Split(" | ")
           select new TheoryDataRow<string, string, string, string, string>(report, row[0], row[1], row[2], row[3]),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public Task What_can_be_derived_is_as_the_papers_allow(
        string report, string asked, string of, string status, string value) =>
        IsAsync(report, asked, of, status, value);

    [Theory]
    [InlineData("hepatectomy-to-primary-detection", "start hepatectomy, end ct-detection-reading, dates ct-detection")]
    [InlineData(
        "hepatectomy-to-primary-detectability",
        "start hepatectomy, condition surveillance-ct-reading, end ct-detection-reading")]
    public async Task The_time_to_the_primary_names_its_evidence(string measure, string named)
    {
        var evidence = Evidence(await ValueAsync(Calcitonin, $"measures/{measure}", "pancreatic-net"));

        Assert.Superset(named.Split(", ").ToHashSet(), evidence.ToHashSet());
    }

    [Theory]
    [InlineData("mesenteric-net structural")]
    [InlineData("rectal-cancer structural")]
    public async Task What_the_authors_claim_stands_beside_what_was_derived(string of) =>
        Assert.Contains("claim free-from-recurrence", Evidence(await ValueAsync(Omori, "measures/disease-state", of)));

    [Fact]
    public async Task Without_the_abstract_the_sum_of_the_stated_times_is_wider()
    {
        var alone = await WithoutTheAbstractAsync("omori-without-abstract");

        await IsAsync(alone, "bounds?of=ct-2&from=lar", "patient", "bounded", "4 [3, 5) years");
        await IsAsync(
            alone, "measures/tumour-growth-rate?assume=same:ct-1,lar",
            "mesenteric-mass ct-1-reading ct-2-reading first to last", "bounded", "1.17 (0.94, 1.57] %/mo");
    }

    [Fact]
    public async Task Child_and_Pughs_score_is_5_once_ascites_and_encephalopathy_are_declared_to_be_none()
    {
        var declared = await WithoutTheAbstractAsync("omori-declared", "ascites", "encephalopathy");

        await IsAsync(declared, "measures/child-pugh-score", "albumin", "exact", "5 points");
        await IsAsync(declared, "measures/child-pugh-class", "albumin", "exact", "A");
    }

    /// <summary>
    /// Registries impute dates. The published patient's birthday cannot be recorded, as it would identify a person, so
    /// here is the tumour that does not depend on it.
    /// </summary>
    [Fact]
    public async Task Survival_months_are_imputed_as_the_registry_does_and_called_imputed()
    {
        var imported = await recorded.Server.ImportAsync(
        [
            """{"patient":"seer","enrol":{"registryKey":"seer","sex":"female","birthYear":2008}}""",
            .. new[] { "2009-09-01", "2008", "2008-03", null, "2009", "2008-04-05", "2009-11" }.Select((date, at) =>
                new JsonObject
                {
                    ["patient"] = "seer",
                    ["entry"] = new JsonObject
                    {
                        ["key"] = $"t-{at + 1}", ["kind"] = "tumour", ["name"] = "tumour",
                        ["standing"] = "established", ["occurred"] = date ?? (JsonNode)new JsonObject(),
                    },
                }.ToJsonString()),
            """
            {"patient":"seer","entry":{"key":"visit","kind":"encounter","type":"visit","occurred":"2009-11"}}
            """.Trim(),
        ]);
        Assert.Equal((0, ""), (imported.ExitCode, imported.Errors));

        var value = await ValueAsync("seer", "measures/survival-months.seer", "t-3");

        Assert.Equal("20 [19, 20] mo", AsPrinted.Like("20 [19, 20] mo", value));
        Assert.StartsWith(
            "Imputed: 2008-03-16 to 2009-11-22, 616 days; SEER flag 3", value.GetProperty("remarks")[0].GetString(),
            StringComparison.Ordinal);
    }

    /// <summary>The first case under another name, without what its abstract states of a date a second time.</summary>
    async Task<string> WithoutTheAbstractAsync(string name, params string[] none)
    {
        var lines = File.ReadLines(Path.Combine(CaseReportFiles.Folder(Omori), "input.ndjson"))
            .Select(line => JsonNode.Parse(line.Replace(Omori, name, StringComparison.Ordinal))!.AsObject()).ToList();
        foreach (var line in lines)
        {
            line["entry"]?.AsObject().Remove("alsoStated");
        }

        lines.AddRange(none.Select(sign => JsonNode.Parse(
            $$$"""
            {"patient":"{{{name}}}","entry":{"key":"{{{sign}}}","kind":"observation",
             "occurred":{"sameTimeAs":"albumin"},"category":"sign","name":"{{{sign}}}","presence":"absent"}}
            """)!.AsObject()));
        var imported = await recorded.Server.ImportAsync([.. lines.Select(line => line.ToJsonString())]);
        Assert.Equal((0, ""), (imported.ExitCode, imported.Errors));
        return name;
    }

    async Task IsAsync(string patient, string asked, string of, string status, string value)
    {
        var found = await ValueAsync(patient, asked, of);

        Assert.Equal(status, found.GetProperty("status").GetString());
        if (status == NotComputable)
        {
            Assert.Contains(value, found.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(value, AsPrinted.Like(value, found));
        }
    }

    /// <summary>The one value of this instance; the answer itself where no measure was asked for.</summary>
    async Task<JsonElement> ValueAsync(string patient, string asked, string of)
    {
        var answer = JsonElement.Parse(await recorded.Server.Http.GetStringAsync(
            new Uri($"/api/patients/{patient}/{asked}", UriKind.Relative), TestContext.Current.CancellationToken));
        return answer.TryGetProperty("measures", out var measures)
            ? Assert.Single(
                measures.EnumerateArray().SelectMany(each => each.GetProperty("values").EnumerateArray()),
                each => Instance(each.GetProperty("of")) == of)
            : answer;
    }

    static string Instance(JsonElement of)
    {
        var name = of.TryGetProperty("name", out var said) ? said.GetString() : null;
        var entries = of.TryGetProperty("entries", out var keys)
            ? keys.EnumerateArray().Select(each => each.GetString())
            : [];
        var parts = entries.Append(name).Where(each => each is not null).ToList();
        return parts.Count == 0 ? "patient" : string.Join(' ', parts);
    }

    static IEnumerable<string> Evidence(JsonElement value) => value.GetProperty("evidence").EnumerateArray()
        .Select(each => $"{each.GetProperty("role").GetString()} {each.GetProperty("entry").GetString()}");
}
