using NetTimeline.Domain;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Lesions;

public sealed class GrowthTests
{
    const string Mass = """{"key":"m","kind":"lesion","site":{"organ":"mesentery"},"occurred":"2015-01-01"}""";

    const string NextYear = "\"2017-01-01\"";

    static string[] OfTheMass(string measure) => [.. Lines.Of(CaseReport.Omori.Course(), measure)
        .Where(line => line.StartsWith("mesenteric-mass", StringComparison.Ordinal))];

    static string[] Study(string key, string occurred, string sizes) =>
    [
        $$"""{"key":"{{key}}","kind":"imaging-study","modality":"ct","occurred":{{occurred}}}""",
        $$"""
          {"key":"{{key}}-r","kind":"imaging-reading","study":"{{key}}","occurred":{"sameTimeAs":"{{key}}"},
           "lesions":[{"lesion":"m","presence":"present","sizes":[{{sizes}}]}]}
          """,
    ];

    static string Mm(string size) => $$$"""{"dimension":"diameter","size":{{{{size}}}}}""";

    static string[] Two(string measure, string before, string after, string second = "\"2017-01-01\"") => Lines.Of(
        Courses.Of([Mass, .. Study("a", "\"2016-01-01\"", before), .. Study("b", second, after)]), measure);

    static string[] Two(string measure, string before, string after) =>
        Two(measure, Mm($"\"value\":{before},\"unit\":\"mm\""), Mm($"\"value\":{after},\"unit\":\"mm\""), NextYear);

    [Fact]
    public void The_mesenteric_mass_of_omori_2020_grew_by_three_and_by_five_millimetres()
    {
        Assert.Equal(
        [
            "mesenteric-mass ct-1-reading net-imaging-apr-reading | exact | 7.692 | %",
            "mesenteric-mass net-imaging-apr-reading ct-2-reading | exact | 11.9 | %",
            "mesenteric-mass ct-1-reading ct-2-reading first to last | exact | 20.51 | %",
        ],
        OfTheMass("size-change"));
    }

    [Fact]
    public void Its_growth_rate_from_the_first_CT_is_open_towards_zero_as_the_gap_to_the_operation_is_not_stated()
    {
        Assert.Equal(
        [
            "mesenteric-mass ct-1-reading net-imaging-apr-reading | bounded | (0, 0.7438] | %/mo",
            "mesenteric-mass net-imaging-apr-reading ct-2-reading | bounded | 2.852 (1.892, 5.785] | %/mo",
            "mesenteric-mass ct-1-reading ct-2-reading first to last | bounded | (0, 1.342] | %/mo",
        ],
        OfTheMass("tumour-growth-rate"));
    }

    [Fact]
    public void Assuming_that_the_first_CT_was_on_the_day_of_the_operation_every_rate_has_two_ends() => Assert.Equal(
        [
            "mesenteric-mass ct-1-reading net-imaging-apr-reading | bounded | 0.6195 (0.5307, 0.7438] | %/mo",
            "mesenteric-mass net-imaging-apr-reading ct-2-reading | bounded | 2.852 (1.892, 5.785] | %/mo",
            "mesenteric-mass ct-1-reading ct-2-reading first to last | bounded | 1.173 (1.042, 1.342] | %/mo",
        ],
        Lines.Of(CaseReport.Omori.Course(null, "same:ct-1,lar"), "tumour-growth-rate")[1..]);

    [Fact]
    public void Its_doubling_time_is_25_months_in_the_last_year() => Assert.Equal(
        "mesenteric-mass net-imaging-apr-reading ct-2-reading | bounded | 24.65 [12.33, 36.98) | mo",
        Lines.Of(CaseReport.Omori.Course(), "volume-doubling-time")[2]);

    [Fact]
    public void A_follow_up_that_gave_no_size_is_considered_and_not_used() => Assert.Contains(
        CaseReport.Omori.Course().Values("tumour-growth-rate")[1].Evidence,
        each => each is { Entry.Value: "net-follow-up-reading", Role: EvidenceRole.NotUsed });

    [Fact]
    public void What_dates_the_studies_is_evidence() => Assert.Contains(
        CaseReport.Omori.Course().Values("tumour-growth-rate")[2].Evidence,
        each => each is { Entry.Value: "ct-2", Role: EvidenceRole.Dates });

    [Fact]
    public void A_calcification_and_the_mass_in_its_area_are_two_lesions_and_no_growth()
    {
        var mass = CaseReport.Calcitonin.Course().Values("size-change")
            .Single(value => value.Of.Entries[0] == EntryKey.Parse("pan-mass"));

        Assert.Equal("Only one size of this lesion is stated.", mass.Reason);
        Assert.Contains(mass.Evidence, each =>
            each is
            {
                Entry.Value: "ct-preop-review", Role: EvidenceRole.NotUsed,
                Says: "4 mm of pan-calcification, which is another lesion",
            });
    }

    [Fact]
    public void The_calcification_itself_did_not_grow()
    {
        var course = CaseReport.Calcitonin.Course();

        Assert.Contains(
            "pan-calcification ct-preop-review ct-detection-reading | exact | 0 | %/d",
            Lines.Of(course, "specific-growth-rate"));
        Assert.Contains(
            "pan-calcification ct-preop-review ct-detection-reading | not-computable"
            + " | The sizes are equal: what does not grow never doubles.",
            Lines.Of(course, "volume-doubling-time"));
    }

    [Theory]
    [InlineData("growth-rate", "40", "50", "10 | mm/a")]
    [InlineData("growth-rate", "50", "40", "-10 | mm/a")]
    [InlineData("growth-rate", "50", "50", "0 | mm/a")]
    [InlineData("tumour-growth-rate", "50", "50", "0 | %/mo")]
    [InlineData("specific-growth-rate", "10", "20", "0.5682 | %/d")]
    [InlineData("specific-growth-rate", "20", "10", "-0.5682 | %/d")]
    [InlineData("volume-doubling-time.days", "10", "20", "122 | d")]
    [InlineData("size-change", "10", "12", "20 | %")]
    public void Between_two_days_of_the_calendar_it_is_exact(
        string measure, string before, string after, string expected) => Assert.Equal(
        [$"m a-r b-r | exact | {expected}"], Two(measure, before, after));

    [Fact]
    public void What_shrinks_has_no_doubling_time() => Assert.Equal(
        ["m a-r b-r | not-computable | It shrinks: see the specific growth rate."],
        Two("volume-doubling-time", "20", "10"));

    [Fact]
    public void Centimetres_are_millimetres_by_tens() => Assert.Equal(
        ["m a-r b-r | exact | 20 | %"],
        Two("size-change", Mm("\"value\":1.0,\"unit\":\"cm\""), Mm("\"value\":12,\"unit\":\"mm\""), "\"2017-01-01\""));

    [Fact]
    public void A_comparator_leaves_bounds() => Assert.Equal(
        ["m a-r b-r | bounded | > 20 | %"],
        Two(
            "size-change", Mm("\"comparator\":\"<\",\"value\":10,\"unit\":\"mm\""),
            Mm("\"value\":12,\"unit\":\"mm\""), NextYear));

    [Fact]
    public void A_word_is_no_size() => Assert.Equal(
        ["m a-r | not-computable | Only one size of this lesion is stated."],
        Two("size-change", Mm("\"value\":10,\"unit\":\"mm\""), Mm("\"word\":\"enlarged\""), "\"2017-01-01\""));

    [Fact]
    public void Another_dimension_is_not_compared() => Assert.Equal(
        [
            "m a-r | not-computable | Only one size of this lesion is stated.",
            "m b-r | not-computable | Only one size of this lesion is stated.",
        ],
        Two("size-change", Mm("\"value\":10,\"unit\":\"mm\""),
            """{"dimension":"short-axis","size":{"value":8,"unit":"mm"}}""", "\"2017-01-01\""));

    [Fact]
    public void Volumes_are_compared_as_they_are() => Assert.Equal(
        ["m a-r b-r | exact | 366 | d"],
        Two("volume-doubling-time.days", """{"dimension":"volume","size":{"value":10,"unit":"mL"}}""",
            """{"dimension":"volume","size":{"value":20,"unit":"cm3"}}""", "\"2017-01-01\""));

    [Fact]
    public void Two_sizes_of_one_day_give_no_rate() => Assert.Equal(
        ["m a-r b-r | not-computable | Both sizes are of the same day."],
        Two("growth-rate", Mm("\"value\":10,\"unit\":\"mm\""), Mm("\"value\":12,\"unit\":\"mm\""), "\"2016-01-01\""));

    [Fact]
    public void Studies_whose_order_cannot_be_told_give_nothing() => Assert.Equal(
        "m a-r b-r | not-computable | Whether a was before b cannot be told.",
        Assert.Single(Two("size-change", Mm("\"value\":10,\"unit\":\"mm\""), Mm("\"value\":12,\"unit\":\"mm\""),
            """{"notBefore":["m"]}""")));

    [Fact]
    public void The_nadir_is_a_start_of_its_own() => Assert.Equal(
        ["m a-r b-r", "m b-r c-r", "m c-r d-r", "m a-r d-r first to last", "m b-r d-r from nadir"],
        Lines.Of(Courses.Of([
            Mass, .. Study("a", "\"2016-01-01\"", Mm("\"value\":30,\"unit\":\"mm\"")),
            .. Study("b", "\"2017-01-01\"", Mm("\"value\":20,\"unit\":\"mm\"")),
            .. Study("c", "\"2018-01-01\"", Mm("\"value\":25,\"unit\":\"mm\"")),
            .. Study("d", "\"2019-01-01\"", Mm("\"value\":40,\"unit\":\"mm\""))]), "size-change")
            .Select(line => line.Split(" | ")[0]));

    [Fact]
    public void Nothing_is_said_of_a_patient_without_sizes() => Assert.Empty(Lines.Of(Courses.Of(Mass), "growth-rate"));

    [Fact]
    public void Before_the_second_size_was_known_there_is_one_only() => Assert.Equal(
        "Only one size of this lesion is stated.",
        CaseReport.Omori.Course("entry:lar").Values("tumour-growth-rate")[0].Reason);
}
