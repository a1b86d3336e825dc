using System.Text.Json;
using System.Text.Json.Nodes;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.IntegrationTests.CaseReports;

/// <summary>
/// Every figure that can be derived from the two published cases, asked over HTTP. The literals come from the papers
/// and from arithmetic on what they state, with as many digits as they are printed with; where the papers round, so
/// does the comparison. What is rounded is half-open, so a difference of two rounded numbers is open at both ends.
/// </summary>
public sealed class DerivedValuesTests(RecordedCaseReports recorded) : IClassFixture<RecordedCaseReports>
{
    const string Omori = "omori-2020";
    const string Calcitonin = "calcitonin-pannen";
    const string NoGap = "assume=same:ct-1,lar";
    const string AtOnce = "assume=same:pancreatectomy,ct-detection";

    /// <summary>Of what, from what and in which unit; status and time.</summary>
    public static TheoryData<string, string, string, string> Times => new()
    {
        { Omori, "of=apr&from=lar", "bounded", "3 [2.5, 3.5) years" },
        { Omori, "of=ct-2&from=apr", "bounded", "1 [0.5, 1.5) years" },
        { Omori, "of=ct-2&from=lar", "bounded", "4 [3.5, 4.5) years" },
        { Omori, "of=lar&from=ct-1&unit=years", "open", "≥ 0 years" },
        { Omori, "of=stage-2&from=stage-1", "exact", "21 days" },
        { Omori, "of=stage-2&from=mri-d19", "exact", "2 days" },
        { Omori, "of=discharge-1&from=stage-1", "exact", "8 days" },
        { Omori, "of=discharge-2&from=stage-1", "exact", "34 days" },
        { Omori, "of=free-from-recurrence&from=stage-2&unit=months", "bounded", "7 [6.5, 7.5) months" },
        { Omori, "of=referral&fromPoint=birth", "bounded", "66.5 [66, 67) years" },
        { Calcitonin, "of=ct-preop&fromPoint=birth", "bounded", "53.5 [53, 54) years" },
        { Calcitonin, "of=remnant-volume&from=portal-embolisation&unit=days", "bounded", "14 [10.5, 17.5) days" },
        { Calcitonin, "of=hepatectomy-discharge&from=hepatectomy", "exact", "8 days" },
        { Calcitonin, "of=pancreatectomy-discharge&from=pancreatectomy", "exact", "8 days" },
        { Calcitonin, "of=ct-detection&from=hepatectomy", "bounded", "6.5 [6.25, 6.75) years" },
        { Calcitonin, "of=pancreatectomy&from=hepatectomy", "open", "≥ 6.25 years" },
        { Calcitonin, "of=recurrence-free&from=pancreatectomy&unit=months", "bounded", "6 [5.5, 6.5) months" },
        { Calcitonin, "of=recurrence-free&from=hepatectomy", "open", "≥ 6.71 years" },
        { Calcitonin, $"of=recurrence-free&from=hepatectomy&{AtOnce}", "bounded", "7.00 [6.71, 7.29) years" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public async Task Times_have_the_bounds_that_the_papers_allow(
        string report, string asked, string status, string time)
    {
        var bounds = await GetAsync($"{report}/bounds?{asked}");

        Assert.Equal((status, time), (bounds.GetProperty("status").GetString(), AsPrinted.Like(time, bounds)));
    }

    /// <summary>Measure and what is asked of it, instance, status, value with its unit.</summary>
    public static TheoryData<string, string, string, string> OfRectumAndMesentery => new()
    {
        { "implied-total-liver-volume", "flr-before", "bounded", "1284.6 (1258.5, 1311.8) mL" },
        { "future-liver-remnant", "flr-before", "bounded", "26 [25.5, 26.5) %" },
        { "future-liver-remnant", "flr-d11", "bounded", "38.2 [38.15, 38.25) %" },
        { "future-liver-remnant", "flr-d19", "bounded", "41 [40.5, 41.5) %" },
        { "future-liver-remnant-volume", "flr-before", "bounded", "334 [333.5, 334.5) mL" },
        { "future-liver-remnant-volume", "flr-d11", "bounded", "490.7 (480.1, 501.8) mL" },
        { "future-liver-remnant-volume", "flr-d19", "bounded", "526.7 (509.7, 544.4) mL" },
        { "degree-of-hypertrophy", "flr-d11", "bounded", "12.20 (11.65, 12.75) percentage points" },
        { "degree-of-hypertrophy", "flr-d19", "bounded", "15 (14, 16) percentage points" },
        { "hypertrophy-between-volumetries", "flr-d11 flr-d19", "bounded", "2.80 (2.25, 3.35) percentage points" },
        { "relative-hypertrophy", "flr-d11", "bounded", "46.9 (44.0, 50.0) %" },
        { "relative-hypertrophy", "flr-d19", "bounded", "57.7 (52.8, 62.7) %" },
        { "kinetic-growth-rate", "flr-d11", "bounded", "7.76 (7.41, 8.11) percentage points/wk" },
        { "kinetic-growth-rate.later", "flr-d19", "bounded", "5.53 (5.16, 5.89) percentage points/wk" },
        {
            "growth-rate-between-volumetries", "flr-d11 flr-d19", "bounded",
            "2.45 (1.97, 2.93) percentage points/wk"
        },
        { "icg-k.from-r15", "icg-r15", "bounded", "0.1887 (0.1881, 0.1892] /min" },
        { "icgk-f.derived", "flr-before", "bounded", "0.0491 (0.0480, 0.0502) /min" },
        { "icgk-f.derived", "flr-d11", "bounded", "0.0721 (0.0718, 0.0724) /min" },
        { "icgk-f.derived", "flr-d19", "bounded", "0.0774 (0.0762, 0.0785) /min" },
        { "icgk-f-category", "flr-before", "bounded", "below 0.05 or 0.05 to below 0.075" },
        { "icgk-f-crossing.0.05", "flr-before flr-d11", "bounded", "crossed or was not below" },
        { "albi-score", "albumin", "bounded", "-2.820 (-2.864, -2.776) 1" },
        { "albi-grade", "albumin", "exact", "1" },
        { "child-pugh-score", "albumin", "bounded", "[5, 9] points" },
        { "child-pugh-class", "albumin", "bounded", "A or B" },

        // Falling with age, which nothing bounds from above while the gap before the first operation is open.
        { "egfr.ckd-epi-2021", "creatinine", "bounded", "(0, 56.3] mL/min/{1.73_m2}" },
        { $"egfr.ckd-epi-2021?{NoGap}", "creatinine", "bounded", "56.0 [55.6, 56.3] mL/min/{1.73_m2}" },
        { "egfr.ckd-epi-2021?assume=age:creatinine,70", "creatinine", "exact", "56.0 mL/min/{1.73_m2}" },
        { $"egfr.jsn-2009?{NoGap}", "creatinine", "bounded", "40.9 [40.8, 41.1] mL/min/{1.73_m2}" },
        { "egfr.jsn-2009?assume=age:creatinine,70", "creatinine", "exact", "40.9 mL/min/{1.73_m2}" },
        { "gfr-category.ckd-epi-2021?assume=age:creatinine,70", "creatinine", "exact", "G3a" },
        { "gfr-category.jsn-2009?assume=age:creatinine,70", "creatinine", "exact", "G3b" },

        // 39, 42, 47 mm, taken as exact. The gap from the first CT to the first operation is not stated.
        { "size-change", Steps.First, "exact", "7.7 %" },
        { "size-change", Steps.Second, "exact", "11.9 %" },
        { "size-change", Steps.Both, "exact", "20.5 %" },
        { "tumour-growth-rate", Steps.First, "bounded", "(0, 0.74] %/mo" },
        { $"tumour-growth-rate?{NoGap}", Steps.First, "bounded", "0.62 (0.53, 0.74] %/mo" },
        { "tumour-growth-rate", Steps.Second, "bounded", "2.85 (1.89, 5.79] %/mo" },
        { "tumour-growth-rate", Steps.Both, "bounded", "(0, 1.34] %/mo" },
        { $"tumour-growth-rate?{NoGap}", Steps.Both, "bounded", "1.17 (1.04, 1.34] %/mo" },
        { $"volume-doubling-time?{NoGap}", Steps.First, "bounded", "112 [94, 131) mo" },
        { "volume-doubling-time", Steps.Second, "bounded", "24.7 [12.3, 37.0) mo" },
        { $"volume-doubling-time?{NoGap}", Steps.Both, "bounded", "59.4 [52.0, 66.9) mo" },
        { $"volume-doubling-time.days?{NoGap}", Steps.Both, "bounded", "1809 [1581, 2037) d" },
        { "recist.change-from-nadir", "mesenteric-net net-imaging-apr", "exact", "7.7 %" },
        { "recist.response", "mesenteric-net net-imaging-apr", "exact", "SD" },
        { "recist.target-sum", "mesenteric-net ct-1", "exact", "39 mm" },
        { "recist.target-sum", "mesenteric-net ct-2", "exact", "47 mm" },
        { "recist.change-from-nadir", "mesenteric-net ct-2", "exact", "20.5 %" },
        { "recist.response", "mesenteric-net ct-2", "exact", "PD" },

        { "foci-identified?known=entry:stage-1~P18D", "liver", "exact", "10 foci" },
        { "foci-identified?known=entry:stage-1~P20D", "liver", "exact", "11 foci" },
        { "foci-identified", "liver", "exact", "16 foci" },
        { "foci-by-modality", "liver, ct", "exact", "6 foci" },
        { "foci-matched-to-no-image", "path-nodules", "bounded", "[5, 14] foci" },
        { "foci-share-by-tumour", "mesenteric-net liver", "exact", "12.5 %" },
        { "foci-by-attribution", "rectal-cancer liver, confirmed", "exact", "14 foci" },
        { "imaged-share-of-pathology", "path-nodules ct before resection", "exact", "37.5 %" },
        { "imaged-share-of-pathology", "path-nodules all imaging before resection", "exact", "62.5 %" },
        { "imaging-opinion-wrong", "rectal-suspicion", "exact", "20 %" },
        { "imaging-detection", "h-s6 ct", "exact", "not seen" },

        { "stage-group", "rectal-cancer rectal-stage", "exact", "IIIB" },
        { "who-grade", "pathology-liver h-s4", "exact", "G1" },
        { "who-grade", "pathology-liver h-s6", "exact", "G1" },
        { "interval-between-stages", "stage-1 stage-2", "exact", "21 d" },
        { "postoperative-stay", "stage-1", "exact", "8 d" },
        { "postoperative-stay", "stage-2", "exact", "13 d" },
        { "clavien-dindo", "stage-1", "exact", "none" },
        { "readmission", "stage-1", "exact", "implied, not stated" },

        // The abstract leaves the anastomotic recurrence out, and alone would make it four years.
        { "disease-free-interval", "rectal-cancer", "bounded", "3 [2.5, 3.5) a" },
        { "disease-state", "mesenteric-net structural", "exact", "persistent" },
        { "disease-state", "rectal-cancer structural", "exact", "not-established" },
    };

    [Theory]
    [MemberData(nameof(OfRectumAndMesentery))]
    public Task The_case_of_rectum_and_mesentery_has_its_derived_values(
        string asked, string of, string status, string value) =>
        IsAsync(Omori, asked, of, status, value);

    /// <summary>As above.</summary>
    public static TheoryData<string, string, string, string> OfThePancreas => new()
    {
        { "hepatectomy-to-primary-detection", "pancreatic-net", "bounded", "6.5 [6.25, 6.75) a" },

        // Apart from the detection: between the last work-up that found nothing, "for 6 years", and the CT.
        { "hepatectomy-to-primary-detectability", "pancreatic-net", "bounded", "[5.5, 6.75) a" },
        { "follow-up.from-operation", "pancreatic-net", "bounded", "≥ 6.71 a" },
        { $"follow-up.from-operation?{AtOnce}", "pancreatic-net", "bounded", "7.00 [6.71, 7.29) a" },
        { "age-at-diagnosis", "pancreatic-net", "bounded", "≥ 59.28 a" },

        // 53 + 6.25 would be 59.25, if he was 53 at the operation and nothing more was known. But he was 53 at the
        // first CT already, and the operation was at least 11.5 days later: a diagnosis a day after the biopsy, then
        // "two weeks" (at least 10.5 days) from the embolisation to the volumetry.
        { "age-at-diagnosis?assume=age:hepatectomy,53", "pancreatic-net", "bounded", "60.02 [59.28, 60.75) a" },
        { "icg-k.from-icgk-f", "icgk-f", "bounded", "0.2222 (0.2209, 0.2235) /min" },
        { "icg-r15.from-icgk-f", "icgk-f", "bounded", "3.57 (3.50, 3.64) %" },
        { "icgk-f.stated", "icgk-f", "bounded", "0.1060 [0.1055, 0.1065) /min" },
        { "icgk-f-category", "icgk-f", "exact", "0.075 or more" },
        { "future-liver-remnant", "remnant-volume", "bounded", "47.70 [47.65, 47.75) %" },
        { "liver-tumour-diameter-sum", "ct-preop-reading", "exact", "58 mm" },
        { "recist.target-sum", "pancreatic-net ct-preop", "exact", "46 mm" },

        // The calcification and the mass in its area are two objects: 4 to 10 mm is no growth.
        { "size-change", "pan-calcification ct-preop-review ct-detection-reading", "exact", "0 %" },
        { "operative-time.stated-total", "", "exact", "762 min" },
        { "blood-loss.stated-total", "", "exact", "1899 mL" },
        { "stage-group", "pancreatic-net pannen-stage", "exact", "IV" },
        { "who-grade", "hepatectomy-pathology liver-tumours", "exact", "G1" },
        { "who-grade", "pancreatectomy-pathology pan-mass", "exact", "G1" },
        { "t-by-size.pancreas-uicc-8", "pancreatic-net ct-detection-reading", "exact", "T1" },
        { "marker-change", "calcitonin-389 calcitonin-324 calcitonin, serum", "exact", "-16.7 %" },
        { "marker-direction", "calcitonin-324 calcitonin, serum", "bounded", "rising or falling or stable" },
        { "presentation-order", "h1 pancreatic-net", "exact", "metastasis-first" },
        { "metastasis-synchrony.egoslim-2015", "h1 pancreatic-net", "exact", "synchronous" },
        { "disease-state-after-operation", "hepatectomy pancreatic-net biochemical", "exact", "persistent" },
        { "disease-state-after-operation", "hepatectomy pancreatic-net symptomatic", "exact", "persistent" },
        { "disease-state", "pancreatic-net biochemical", "exact", "not-established" },
        { "recurrence-free-survival.from-last-operation", "pancreatic-net", "censored", "6 [5.5, 6.5) mo" },
        { "postoperative-stay", "hepatectomy", "exact", "8 d" },
        { "postoperative-stay", "pancreatectomy", "exact", "8 d" },
    };

    [Theory]
    [MemberData(nameof(OfThePancreas))]
    public Task The_case_of_the_pancreas_has_its_derived_values(
        string asked, string of, string status, string value) =>
        IsAsync(Calcitonin, asked, of, status, value);

    /// <summary>Report, measure, instance, and words of the reason.</summary>
    public static TheoryData<string, string, string, string> NotComputable => new()
    {
        { Omori, "standardised-future-liver-remnant.vauthey-dubois", "flr-before", "Height and weight" },
        { Omori, "standardised-future-liver-remnant.vauthey-mosteller", "flr-before", "Height and weight" },
        { Omori, "standardised-future-liver-remnant.urata-dubois", "flr-before", "Height and weight" },
        { Omori, "standardised-future-liver-remnant.urata-mosteller", "flr-before", "Height and weight" },
        { Omori, "who-grade", "pathology-node mesenteric-node", "G1 as stated; not verifiable" },
        { Omori, "disease-free-survival.datecan-colon", "rectal-cancer", "out of scope for the rectum" },
        { Omori, "recurrence-free-survival.from-first-operation", "mesenteric-net", "Persistent disease" },
        { Omori, "recurrence-free-survival.from-last-operation", "rectal-cancer", "not established" },
        { Omori, "marker-doubling-time", "CEA, serum", "at least 4 needed" },
        { Calcitonin, "standardised-future-liver-remnant.vauthey-dubois", "remnant-volume", "Height and weight" },
        { Calcitonin, "standardised-future-liver-remnant.urata-mosteller", "remnant-volume", "Height and weight" },
        { Calcitonin, "degree-of-hypertrophy", "remnant-volume", "from before portal-embolisation" },
        { Calcitonin, "kinetic-growth-rate", "remnant-volume", "from before portal-embolisation" },
        { Calcitonin, "marker-doubling-time", "calcitonin, serum", "2 values, at least 4 needed" },
        { Calcitonin, "recurrence-free-survival.from-first-operation", "pancreatic-net", "Persistent disease" },
        { Calcitonin, "size-change", "pan-mass ct-detection-reading", "Only one size" },
        { Calcitonin, "marker-normalisation", "hepatectomy calcitonin, serum", "No reference range" },
    };

    [Theory]
    [MemberData(nameof(NotComputable))]
    public async Task What_the_papers_do_not_give_says_what_is_missing(
        string report, string measure, string of, string reason)
    {
        var value = await ValueAsync(report, measure, of);

        Assert.Equal("not-computable", value.GetProperty("status").GetString());
        Assert.Contains(reason, value.GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hepatectomy-to-primary-detection", "start hepatectomy, end ct-detection-reading, dates ct-detection")]
    [InlineData(
        "hepatectomy-to-primary-detectability",
        "start hepatectomy, condition surveillance-ct-reading, end ct-detection-reading")]
    public async Task The_time_to_the_primary_names_its_evidence(string measure, string named)
    {
        var evidence = Evidence(await ValueAsync(Calcitonin, measure, "pancreatic-net"));

        Assert.Superset(named.Split(", ").ToHashSet(), evidence.ToHashSet());
    }

    [Theory]
    [InlineData("mesenteric-net structural")]
    [InlineData("rectal-cancer structural")]
    public async Task What_the_authors_claim_stands_beside_what_was_derived(string of) =>
        Assert.Contains("claim free-from-recurrence", Evidence(await ValueAsync(Omori, "disease-state", of)));

    [Fact]
    public async Task Without_the_abstract_the_sum_of_the_stated_times_is_wider()
    {
        var alone = await WithoutTheAbstractAsync("omori-without-abstract");

        var time = await GetAsync($"{alone}/bounds?of=ct-2&from=lar");

        Assert.Equal("4 [3, 5) years", AsPrinted.Like("4 [3, 5) years", time));
        await IsAsync(
            alone, $"tumour-growth-rate?{NoGap}", Steps.Both, "bounded", "1.17 (0.94, 1.57] %/mo");
    }

    [Fact]
    public async Task Child_and_Pughs_score_is_5_once_ascites_and_encephalopathy_are_declared_to_be_none()
    {
        var declared = await WithoutTheAbstractAsync("omori-declared", "ascites", "encephalopathy");

        await IsAsync(declared, "child-pugh-score", "albumin", "exact", "5 points");
        await IsAsync(declared, "child-pugh-class", "albumin", "exact", "A");
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

        var value = await ValueAsync("seer", "survival-months.seer", "t-3");

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
            {"patient":"{{{name}}}","entry":{"key":"{{{sign}}}","kind":"observation","occurred":{"sameTimeAs":"albumin"},
             "category":"sign","name":"{{{sign}}}","presence":"absent"}}
            """)!.AsObject()));
        var imported = await recorded.Server.ImportAsync([.. lines.Select(line => line.ToJsonString())]);
        Assert.Equal((0, ""), (imported.ExitCode, imported.Errors));
        return name;
    }

    async Task IsAsync(string patient, string asked, string of, string status, string value)
    {
        var found = await ValueAsync(patient, asked, of);

        Assert.Equal((status, value), (found.GetProperty("status").GetString(), AsPrinted.Like(value, found)));
    }

    async Task<JsonElement> ValueAsync(string patient, string asked, string of)
    {
        var measures = (await GetAsync($"{patient}/measures/{asked}")).GetProperty("measures");
        return Assert.Single(
            measures.EnumerateArray().SelectMany(each => each.GetProperty("values").EnumerateArray()),
            each => Instance(each.GetProperty("of")) == of);
    }

    async Task<JsonElement> GetAsync(string path) => JsonElement.Parse(await recorded.Server.Http.GetStringAsync(
        new Uri($"/api/patients/{path}", UriKind.Relative), TestContext.Current.CancellationToken));

    static string Instance(JsonElement of)
    {
        var name = of.TryGetProperty("name", out var said) ? said.GetString() : null;
        var entries = of.TryGetProperty("entries", out var keys)
            ? keys.EnumerateArray().Select(each => each.GetString())
            : [];
        return string.Join(' ', entries.Append(name).Where(each => each is not null));
    }

    static IEnumerable<string> Evidence(JsonElement value) => value.GetProperty("evidence").EnumerateArray()
        .Select(each => $"{each.GetProperty("role").GetString()} {each.GetProperty("entry").GetString()}");

    /// <summary>The mesenteric mass from one of its three sizes to another.</summary>
    static class Steps
    {
        public const string First = "mesenteric-mass ct-1-reading net-imaging-apr-reading";
        public const string Second = "mesenteric-mass net-imaging-apr-reading ct-2-reading";
        public const string Both = "mesenteric-mass ct-1-reading ct-2-reading first to last";
    }
}
