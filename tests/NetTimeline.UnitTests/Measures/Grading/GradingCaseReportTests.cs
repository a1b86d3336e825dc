using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Grading;

public sealed class GradingCaseReportTests : GradingSpec
{
    [Fact]
    public void The_liver_metastases_are_G1_and_the_node_is_so_only_as_stated() => Assert.Equal(
        [
            "who-grade | pathology-node mesenteric-node | not-computable | G1 as stated; not "
            + "verifiable: neither a Ki-67 index nor a mitotic count is given.",
            "who-grade | pathology-liver h-s4 | exact | G1",
            "who-grade | pathology-liver h-s6 | exact | G1",
        ],
        Lines("who-grade", CaseReport.Omori.Course()));

    [Fact]
    public void No_metastasis_grades_the_mesenteric_primary() => Assert.Equal(
        ["primary-grade | mesenteric-net | not-computable | No specimen of the primary has an index or a count."],
        Lines("primary-grade", CaseReport.Omori.Course()));

    [Fact]
    public void The_pancreatic_primary_is_G1() => Assert.Equal(
        ["primary-grade | pancreatic-net | exact | G1"], Lines("primary-grade", CaseReport.Calcitonin.Course()));

    [Fact]
    public void Stage_IIIB_of_the_rectal_cancer_agrees()
    {
        var stage = Assert.Single(Values("stage-group", CaseReport.Omori.Course()));
        Assert.Equal("IIIB", Assert.Single(stage.Categories));
        Assert.Contains("The recorded stage IIIB agrees.", stage.Remarks);
    }

    [Fact]
    public void It_agreed_already_when_only_the_first_operation_was_known() => Assert.Equal(
        ["stage-group | rectal-cancer rectal-stage | exact | IIIB"],
        Lines("stage-group", CaseReport.Omori.Course("entry:net-decision-1")));

    [Fact]
    public void Stage_IV_of_the_pancreatic_tumour_agrees()
    {
        var stage = Assert.Single(Values("stage-group", CaseReport.Calcitonin.Course()));
        Assert.Equal("IV", Assert.Single(stage.Categories));
        Assert.Contains("The recorded stage IV agrees.", stage.Remarks);
    }

    [Fact]
    public void After_the_hepatectomy_nobody_had_staged_anything() =>
        Assert.Empty(Values("stage-group", CaseReport.Calcitonin.Course("entry:hepatectomy-pathology")));

    [Fact]
    public void A_calcification_is_not_the_size_of_the_tumour() => Assert.Equal(
        ["t-by-size.pancreas-uicc-8 | pancreatic-net ct-detection-reading | exact | T1"],
        Lines("t-by-size.pancreas-uicc-8", CaseReport.Calcitonin.Course()));

    [Fact]
    public void Calcitonin_and_diarrhoea_stand_beside_each_other() => Assert.Equal(
        ["functional-syndrome | patient | exact | hormone elevated, symptoms recorded"],
        Lines("functional-syndrome", CaseReport.Calcitonin.Course()));

    [Fact]
    public void A_patient_without_hormones_has_no_functional_status() =>
        Assert.Empty(Values("functional-syndrome", CaseReport.Omori.Course()));

    [Fact]
    public void The_calcified_area_never_took_up_a_receptor_tracer() => Assert.Equal(
        [
            "receptor-status | srs-1-reading whole examination | exact | not seen",
            "receptor-status | surveillance-srs-reading whole study | exact | not seen",
            "receptor-status | surveillance-srs-reading calcified area of the pancreatic body | exact | no uptake",
        ],
        Lines("receptor-status", CaseReport.Calcitonin.Course()));

    [Fact]
    public void The_masses_of_the_CT_took_up_FDG_and_those_of_the_MRI_did_not() => Assert.Equal(
        [
            "fdg-status | pet-2-reading ct-masses | exact | uptake",
            "fdg-status | pet-2-reading h-s5a | exact | uptake",
            "fdg-status | pet-2-reading mesenteric-mass | exact | uptake",
            "fdg-status | pet-2-reading segment 6 | exact | no uptake",
            "fdg-status | mri-2-reading mri-masses | exact | no uptake",
        ],
        Lines("fdg-status", CaseReport.Omori.Course()));
}
