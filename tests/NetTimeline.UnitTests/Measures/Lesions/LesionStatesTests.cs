using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Lesions;
using NetTimeline.UnitTests.CaseReports;
using Xunit;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.UnitTests.Measures.Lesions;

public sealed class LesionStatesTests
{
    const string Lesion = """{"key":"h","kind":"lesion","site":{"organ":"liver","segments":[5]},"occurred":"2019-05-01"}""";

    static string States(Course course, string lesion) =>
        string.Join(" or ", new LesionStates(course).Of(EntryKey.Parse(lesion)).Possible);

    static string States(params string[] others) => States(Courses.Of([Lesion, .. others]), "h");

    [Theory]
    [InlineData("mesenteric-mass", "InSitu")]
    [InlineData("rectal-tumour", "Resected")]
    [InlineData("anastomotic-tumour", "Resected")]
    [InlineData("sacral-node", "Irradiated")]
    [InlineData("h-s6", "Resected")]
    [InlineData("path-adenocarcinomas", "Resected")]
    public void At_the_end_of_omori_2020(string lesion, string expected) =>
        Assert.Equal(expected, States(CaseReport.Omori.Course(), lesion));

    [Fact]
    public void A_margin_that_no_report_states_is_none() =>
        Assert.Empty(new LesionStates(CaseReport.Omori.Course()).Of(EntryKey.Parse("rectal-tumour")).Margins);

    [Fact]
    public void On_day_18_a_nodule_of_segment_5_was_there_and_whether_the_others_of_its_CT_were_cannot_be_told()
    {
        var course = CaseReport.Omori.Course("entry:stage-1~P18D");

        Assert.Equal("InSitu", States(course, "h-s5a"));
        // The first stage took parts of segments 3 and 4, and the six of the CT lay in the right lobe and segment 3.
        Assert.Equal("InSitu or Resected", States(course, "ct-masses"));
    }

    [Fact]
    public void A_nodule_is_there_before_its_resection_and_not_on_the_day_of_it()
    {
        Assert.True(AtTheStartOf("stage-1").Is(LesionState.InSitu));
        Assert.True(AtTheStartOf("stage-2").Is(LesionState.Resected));
        Assert.True(AtTheStartOf("lar").Is(LesionState.NotYetSeen));

        static LesionStanding AtTheStartOf(string entry) => new LesionStates(CaseReport.Omori.Course()).At(
            EntryKey.Parse("h-s5a"), DatePoint.StartOf(EntryKey.Parse(entry)));
    }

    [Theory]
    [InlineData("h1")]
    [InlineData("h3")]
    [InlineData("pan-mass")]
    [InlineData("pan-calcification")]
    public void Calcitonin_pannen_has_nothing_left_in_place(string lesion) =>
        Assert.Equal("Resected", States(CaseReport.Calcitonin.Course(), lesion));

    [Theory]
    [InlineData("performed", "Resected")]
    [InlineData("planned", "InSitu")]
    [InlineData("abandoned", "InSitu")]
    public void Only_a_performed_procedure_takes_something_out(string standing, string expected) => Assert.Equal(
        expected,
        States($$$"""
            {"key":"op","kind":"procedure","name":"lobectomy","standing":"{{{standing}}}","occurred":"2019-06-01",
             {{{(standing == "performed" ? "\"removes\":[\"h\"]" : "\"targets\":[\"h\"]")}}}}
            """));

    [Theory]
    [InlineData("hepatectomy", "", "InSitu or Resected")]
    [InlineData("hepatectomy", ",\"segments\":[5,6]", "InSitu or Resected")]
    [InlineData("hepatectomy", ",\"segments\":[2]", "InSitu")]
    [InlineData("portal vein embolization", "", "InSitu")]
    public void A_procedure_that_does_not_say_what_it_took_may_have_taken_what_lay_there(
        string name, string place, string expected) => Assert.Equal(
        expected,
        States($$$"""
            {"key":"op","kind":"procedure","name":"{{{name}}}","standing":"performed","occurred":"2019-06-01",
             "site":{"organ":"liver"{{{place}}}}}
            """));

    [Fact]
    public void What_was_first_seen_after_an_operation_was_not_taken_by_it() => Assert.Equal(
        "InSitu",
        States("""
            {"key":"op","kind":"procedure","name":"hepatectomy","standing":"performed","occurred":"2018-06-01",
             "site":{"organ":"liver"}}
            """));

    [Fact]
    public void A_radiotherapy_of_the_tumour_may_have_reached_the_lesion() => Assert.Equal(
        "InSitu or Irradiated",
        States(
            """{"key":"t","kind":"tumour","name":"x","standing":"established","occurred":"2019-05-01"}""",
            """{"key":"a","kind":"attribution","lesions":["h"],"tumour":"t","basis":["imaging"],"occurred":"2019-05-01"}""",
            """{"key":"rt","kind":"radiotherapy","targets":["t"],"standing":"performed","occurred":"2019-06-01"}"""));

    [Fact]
    public void The_margin_is_that_of_the_specimen_that_contains_it()
    {
        var standing = new LesionStates(Courses.Of(
            Lesion,
            """{"key":"op","kind":"procedure","name":"lobectomy","standing":"performed","occurred":"2019-06-01","removes":["h"]}""",
            """{"key":"s-1","kind":"specimen","takenIn":["op"],"description":"right lobe","contains":["h"],"occurred":"2019-06-01"}""",
            """{"key":"s-2","kind":"specimen","takenIn":["op"],"description":"segment 3","occurred":"2019-06-01"}""",
            """{"key":"p-1","kind":"pathology-report","specimens":["s-1"],"margin":"R1","occurred":"2019-06-03"}""",
            """{"key":"p-2","kind":"pathology-report","specimens":["s-2"],"margin":"R0","occurred":"2019-06-03"}""")).Of(EntryKey.Parse("h"));

        Assert.Equal([Margin.R1], standing.Margins);
    }

    [Fact]
    public void A_biopsy_leaves_the_lesion_where_it_is() => Assert.Equal(
        "InSitu",
        States(
            """{"key":"b","kind":"biopsy","lesion":"h","site":{"organ":"liver"},"occurred":"2019-06-01"}""",
            """{"key":"p","kind":"pathology-report","specimens":["b"],"lesions":[{"lesion":"h","grade":"G1"}],"occurred":"2019-06-03"}"""));
}
