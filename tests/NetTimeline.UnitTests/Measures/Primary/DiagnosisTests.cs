using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Primary;

/// <summary>Diagnoses that gave way to others, what was done under them, and how long the right one took.</summary>
public sealed class DiagnosisTests
{
    const string Lesion = """{"key":"mass","kind":"lesion","site":{"organ":"pancreas"},"occurred":"2019-01-10"}""";

    static string Diagnosis(string key, string belief, string date, string more = "") =>
        $$"""{"key":"{{key}}","kind":"diagnosis","subject":["mass"],"belief":"{{belief}}","axis":"clinical","occurred":"{{date}}"{{more}}}""";

    static string[] Texts(Course course, string measure) =>
        [.. Values(course, measure).Select(value => $"{value.Of}: {MeasureText.Value(value)}")];

    static IEnumerable<MeasureValue> Values(Course course, string measure) =>
        Catalogue.InCode.Single(each => each.Definition.Name == measure).Of(course);

    const string Liver = ""","primarySite":{"organ":"liver"}""";
    const string Pancreas = ""","primarySite":{"organ":"pancreas"}""";

    [Theory]
    [InlineData("adenocarcinoma", "", "neuroendocrine tumour", "", "reversal")]
    [InlineData("NET", "", "NET G2", "", "refinement")]
    [InlineData("mass of unclear nature", "", "adenocarcinoma", "", "refinement")]
    [InlineData("mass", ",\"alternatives\":[\"carcinoid\"],\"histologicType\":\"lymphoma\"", "NET", "", "refinement")]
    [InlineData("NET", Liver, "NET", Pancreas, "reversal")]
    [InlineData("NET", Liver, "NET", "", "refinement")]
    public void Another_nature_or_origin_is_a_reversal_and_more_detail_is_not(
        string first, string moreOfFirst, string second, string moreOfSecond, string expected) => Assert.Equal(
        [$"d-1 d-2: {expected}"],
        Texts(Courses.Of(
            Lesion, Diagnosis("d-1", first, "2019-02-01", moreOfFirst),
            Diagnosis("d-2", second, "2019-03-01", moreOfSecond)),
            "diagnosis-revision"));

    [Fact]
    public void A_diagnosis_is_revised_by_the_next_one_and_not_again_by_those_after_it() => Assert.Equal(
        ["d-1 d-2: refinement", "d-2 d-3: reversal"],
        Texts(Courses.Of(
            Lesion, Diagnosis("d-1", "NET", "2019-02-01"), Diagnosis("d-2", "NET G1", "2019-03-01"),
            Diagnosis("d-3", "adenocarcinoma", "2019-04-01")), "diagnosis-revision"));

    [Fact]
    public void A_patient_whose_diagnosis_was_never_revised_has_none_and_one_without_a_diagnosis_no_count()
    {
        Assert.Equal(
            ["reversals: 0", "refinements: 0"],
            Texts(Courses.Of(Lesion, Diagnosis("d-1", "NET", "2019-02-01")), "diagnosis-revision-count"));
        Assert.Empty(Texts(Courses.Of(Lesion), "diagnosis-revision-count"));
    }

    [Theory]
    [InlineData("2019-01-31", "0")]
    [InlineData("2019-02-01", "1")]
    [InlineData("2019-02-28", "1")]
    [InlineData("2019-03-01", "0")]
    [InlineData("2019-02", "1")]
    [InlineData("2019", "[0, 1]")]
    public void Treatment_counts_from_the_day_of_the_diagnosis_until_it_was_reversed(string date, string expected)
    {
        var operation = $$"""{"key":"op","kind":"procedure","name":"resection","standing":"performed","targets":["mass"],"occurred":"{{date}}"}""";

        Assert.Equal([$"d-1 d-2: {expected}"], Texts(Reversed(operation), "treatment-under-revised-diagnosis"));
    }

    [Theory]
    [InlineData("""{"key":"op","kind":"procedure","name":"x","standing":"performed","occurred":"2019-02-10"}""", "[0, 1]")]
    [InlineData("""{"key":"op","kind":"procedure","name":"x","standing":"planned","targets":["mass"],"occurred":"2019-02-10"}""", "0")]
    [InlineData("""{"key":"op","kind":"procedure","name":"x","standing":"performed","intent":"staging","targets":["mass"],"occurred":"2019-02-10"}""", "0")]
    [InlineData("""{"key":"rx","kind":"systemic-therapy","regimen":"x","standing":"performed","targets":["mass"],"occurred":"2019-02-10"}""", "1")]
    [InlineData("""{"key":"rx","kind":"systemic-therapy","regimen":"x","standing":"performed","targets":["mass"]}""", "[0, 1]")]
    public void A_plan_and_a_look_are_no_treatment_and_what_is_not_stated_stays_open(
        string treatment, string expected) => Assert.Equal(
        [$"d-1 d-2: {expected}"], Texts(Reversed(treatment), "treatment-under-revised-diagnosis"));

    static Course Reversed(string treatment) => Courses.Of(
        Lesion, Diagnosis("d-1", "adenocarcinoma", "2019-02-01"), Diagnosis("d-2", "NET", "2019-03-01"), treatment);

    const string Tumour = """{"key":"net","kind":"tumour","name":"NET","primarySite":{"organ":"pancreas"},"standing":"established","occurred":"2019-01-10"}""";
    const string Belongs = """{"key":"of","kind":"attribution","lesions":["mass"],"tumour":"net","basis":["histology"],"occurred":"2020-01-10"}""";

    [Fact]
    public void Time_to_the_diagnosis_that_stands_runs_from_finding_first_diagnosis_and_symptom()
    {
        var course = Courses.Of(
            Lesion, Tumour, Belongs, Diagnosis("wrong", "adenocarcinoma", "2019-02-01"),
            Diagnosis("right", "NET", "2020-01-10"),
            """{"key":"pain","kind":"symptom","name":"pain","presence":"present","occurred":"2018-01-10"}""");

        Assert.Equal(["net: 1"], Texts(course, "time-to-diagnosis.from-finding"));
        Assert.Equal(["net: 0.9397"], Texts(course, "time-to-diagnosis.from-first-diagnosis"));
        Assert.Equal(["net: 2"], Texts(course, "time-to-diagnosis.from-symptom"));
        Assert.Equal(
            ["That the symptom came of this tumour is not in the record."],
            Assert.Single(Values(course, "time-to-diagnosis.from-symptom")).Remarks);
    }

    [Fact]
    public void While_there_is_only_a_suspicion_no_diagnosis_stands() => Assert.Equal(
        "No diagnosis of this tumour stands that is more than suspected.",
        Assert.Single(Values(
            Courses.Of(Lesion, Tumour, Belongs, Diagnosis("d", "NET", "2019-02-01", ",\"certainty\":\"suspected\"")),
            "time-to-diagnosis.from-finding")).Reason);

    [Fact]
    public void Calcitonin_was_held_for_three_things_in_turn()
    {
        var course = CaseReport.Calcitonin.Course();

        Assert.Equal(
            [
                "suspected-adenocarcinoma hepatectomy-diagnosis: reversal",
                "clinical-diagnosis-1 hepatectomy-diagnosis: reversal",
                "clinical-diagnosis-1 clinical-diagnosis-2: reversal",
                "hepatectomy-diagnosis pancreatectomy-diagnosis: reversal",
                "clinical-diagnosis-2 pancreatectomy-diagnosis: reversal",
                "clinical-diagnosis-2 final-diagnosis: reversal",
                "pannen-suspicion pancreatectomy-diagnosis: refinement",
            ], Texts(course, "diagnosis-revision"));
        Assert.Equal(["reversals: 4", "refinements: 1"], Texts(course, "diagnosis-revision-count"));
    }

    [Fact]
    public void The_hepatectomy_of_calcitonin_was_for_cholangiocarcinoma_and_the_embolisation_for_what_is_not_stated()
    {
        var value = Values(CaseReport.Calcitonin.Course(), "treatment-under-revised-diagnosis")
            .Single(each => each.Of.ToString() == "clinical-diagnosis-1 hepatectomy-diagnosis");

        Assert.Equal(Bounds.Between(1, 2), value.Bounds);
        Assert.Equal(
            ["portal-embolisation", "hepatectomy"],
            value.Evidence.Where(each => each.Role is EvidenceRole.Value).Select(each => each.Entry.Value));
    }

    [Fact]
    public void The_right_diagnosis_of_calcitonin_took_more_than_six_years_with_no_upper_bound()
    {
        var course = CaseReport.Calcitonin.Course();

        Assert.Equal(["pancreatic-net: ≥ 6.284"], Texts(course, "time-to-diagnosis.from-finding"));
        Assert.Equal(["pancreatic-net: ≥ 8.284"], Texts(course, "time-to-diagnosis.from-symptom"));
    }

    [Fact]
    public void Two_of_the_liver_metastases_of_omori_turned_out_to_be_of_another_tumour() => Assert.Equal(
        [
            "mesenteric-differential mesenteric-net-diagnosis: refinement",
            "liver-diagnosis-suspected liver-diagnosis-rectal: refinement",
            "liver-diagnosis-suspected liver-diagnosis-net: reversal",
        ], Texts(CaseReport.Omori.Course(), "diagnosis-revision"));

    [Fact]
    public void Before_the_pathology_of_the_liver_none_was_reversed() => Assert.Equal(
        ["mesenteric-differential mesenteric-net-diagnosis: refinement"],
        Texts(CaseReport.Omori.Course("entry:stage-2"), "diagnosis-revision"));
}
