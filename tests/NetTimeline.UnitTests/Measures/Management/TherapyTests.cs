using NetTimeline.Measures.Management;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Measures.Liver;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Management;

public sealed class TherapyTests
{
    const string Net =
        """{"key":"net","kind":"tumour","name":"NET","primarySite":{"organ":"pancreas"},"standing":"established","occurred":"2019-01-01"}""";

    static string Operation(string key, string day, string targets = "\"net\"") => $$"""
        {"key":"{{key}}","kind":"procedure","name":"resection","standing":"performed","occurred":"{{day}}",
         "targets":[{{targets}}]}
        """;

    static string Therapy(string key, string day, string more) =>
        $$"""{"key":"{{key}}","kind":"systemic-therapy","agents":["everolimus"],"standing":"performed","occurred":"{{day}}",{{more}}}""";

    static string Visit(string day) => $$"""{"key":"visit","kind":"encounter","type":"visit","occurred":"{{day}}"}""";

    static IEnumerable<string> Of(string name, params string[] entries) =>
        Computed.Lines(Courses.Of([Net, .. entries]), name);

    [Fact]
    public void A_therapy_without_a_target_may_be_of_any_tumour()
    {
        var values = Computed.Values(CaseReport.Omori.Course(), "systemic-therapies");

        Assert.Equal(["[0, 1]", "[1, 2]", "[0, 1]"], values.Select(value => $"{value.Bounds}"));
        Assert.Equal(
            ["xelox-1: adjuvant.", "xelox-2: intent not stated, target not stated."],
            values.Single(value => $"{value.Of}" == "rectal-cancer").Remarks);
    }

    [Fact]
    public void Adjuvant_therapy_is_no_line()
    {
        string[] therapies =
        [
            Therapy("a", "2019-03-01", "\"targets\":[\"net\"],\"intent\":\"adjuvant\""),
            Therapy("b", "2020-03-01", "\"targets\":[\"net\"],\"intent\":\"palliative\""),
        ];

        Assert.Equal(["systemic-therapies | net | exact | 2 | {therapies}"], Of("systemic-therapies", therapies));
        Assert.Equal(["lines-of-therapy | net | exact | 1 | {lines}"], Of("lines-of-therapy", therapies));
    }

    [Fact]
    public void From_one_treatment_to_the_next_and_then_to_the_last_contact() => Assert.Equal(
        [
            "time-to-next-treatment | net op-1 op-2 | exact | 12 | mo",
            "time-to-next-treatment | net op-2 | censored | 6 | mo",
        ],
        Of("time-to-next-treatment", Operation("op-1", "2019-02-01"), Operation("op-2", "2020-02-01"),
            Visit("2020-08-01")));

    [Fact]
    public void What_may_have_been_the_next_moves_the_lower_bound_only() => Assert.Equal(
        ["time-to-next-treatment | net op-1 op-2 | bounded | 7.5 [3, 12] | mo"],
        Of("time-to-next-treatment", Operation("op-1", "2019-02-01"), Operation("x", "2019-05-01", ""),
            Operation("op-2", "2020-02-01")));

    [Fact]
    public void A_treatment_that_may_have_followed_the_last_leaves_the_time_open_above() => Assert.Equal(
        ["time-to-next-treatment | net op-1 | bounded | ≥ 3 | mo"],
        Of("time-to-next-treatment", Operation("op-1", "2019-02-01"), Operation("x", "2019-05-01", ""),
            Visit("2020-01-01")));

    [Fact]
    public void Where_nothing_tells_whether_a_treatment_followed_the_time_to_it_is_not_computable()
    {
        var value = Computed.Values(CaseReport.Omori.Course(), "time-to-next-treatment")
            .Single(each => $"{each.Of}" == "prostate-cancer radical-prostatectomy");

        Assert.Equal(MeasureStatus.NotComputable, value.Status);
        Assert.StartsWith(
            "Whether and when a treatment followed cannot be told. bladder-resection may have been the next",
            value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Free_of_treatment_is_from_the_end()
    {
        var next = Operation("op", "2020-02-01");

        Assert.Equal(
            ["treatment-free-interval | net t op | exact | 9 | mo"],
            Of("treatment-free-interval", Therapy("t", "2019-02-01", "\"targets\":[\"net\"],\"ended\":\"2019-05-01\""),
                next));
        Assert.Equal(
            ["treatment-free-interval | net t op | not-computable | The end of t is not stated."],
            Of("treatment-free-interval", Therapy("t", "2019-02-01", "\"targets\":[\"net\"]"), next));
    }

    [Theory]
    [InlineData("2020-02-01", "exact | 0")]
    [InlineData("2019-08", "bounded | 0.06571 [0, 0.1314]")]
    public void No_time_is_free_of_treatment_where_the_next_began_before_the_end(string ended, string expected)
    {
        var therapy = Therapy("t", "2019-02-01", $"\"targets\":[\"net\"],\"ended\":\"{ended}\"");

        Assert.Equal(
            [$"treatment-free-interval | net t op | {expected} | mo"],
            Of("treatment-free-interval", therapy, Operation("op", "2019-08-05")));
    }

    [Fact]
    public void Two_treatments_of_one_month_have_no_order() => Assert.All(
        Of("time-to-next-treatment", Operation("op-1", "2019-02"), Operation("op-2", "2019-02")),
        line => Assert.Contains("cannot be told", line, StringComparison.Ordinal));

    [Fact]
    public void The_last_contact_of_the_first_case_is_the_claim_at_its_end() => Assert.Equal(
        "last-contact | patient | exact | free-from-recurrence",
        Computed.Line(CaseReport.Omori.Course(), "last-contact"));

    [Fact]
    public void Completeness_needs_a_closing_day()
    {
        string[] entries =
        [
            Net, Visit("2019-10-01"),
            """{"key":"dx","kind":"diagnosis","subject":["net"],"belief":"NET","axis":"clinical","basis":["imaging"],"occurred":"2019-01-01"}""",
        ];

        Assert.StartsWith("There is no closing day",
            Computed.Single(Courses.Of(entries), "completeness-of-follow-up").Reason!, StringComparison.Ordinal);
        Assert.Equal("completeness-of-follow-up | patient | exact | 74.79 | %",
            Computed.Line(Courses.KnownAt("day:2020-01-01", entries), "completeness-of-follow-up"));
    }

    [Fact]
    public void Half_the_time_watched_is_half_complete() => Assert.Equal(
        Bounds.Between(40, 60), FollowUp.Share(Bounds.Exactly(0), Bounds.Between(40, 60), 100));

    [Fact]
    public void Margins_and_node_counts_are_stated_nowhere_in_either_case()
    {
        Assert.Contains("minimum-data-set.missing | pathology-liver margin | exact | not stated",
            Computed.Lines(CaseReport.Omori.Course(), "minimum-data-set.missing"));
        Assert.Contains("minimum-data-set.missing | pancreatectomy-pathology nodes examined | exact | not stated",
            Computed.Lines(CaseReport.Calcitonin.Course(), "minimum-data-set.missing"));
    }

    [Theory]
    [InlineData("omori-2020", "mesenteric-net stage", true)]
    [InlineData("omori-2020", "rectal-cancer stage", false)]
    [InlineData("omori-2020", "pathology-node Ki-67 of mesenteric-node", true)]
    [InlineData("omori-2020", "pathology-liver Ki-67 of h-s4", false)]
    [InlineData("omori-2020", "stage-1 complications", false)]
    [InlineData("omori-2020", "lar discharge", true)]
    [InlineData("omori-2020", "height", true)]
    [InlineData("omori-2020", "sex", false)]
    [InlineData("calcitonin-pannen", "calcitonin-389 reference range", true)]
    [InlineData("calcitonin-pannen", "hepatectomy operative time", false)]
    [InlineData("calcitonin-pannen", "cholangiocarcinoma stage", false)]
    public void What_is_missing_and_what_is_not(string report, string item, bool missing) => Assert.Equal(
        missing,
        Computed.Values(CaseReport.Named(report).Course(), "minimum-data-set.missing")
            .Any(value => $"{value.Of}" == item));
}
