using NetTimeline.UnitTests.CaseReports;
using NetTimeline.UnitTests.Measures.Liver;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Management;

public sealed class ComplicationTests
{
    static string Operation(string name = "hepatectomy") =>
        $$"""{"key":"op","kind":"procedure","name":"{{name}}","standing":"performed","occurred":"2020-03-01"}""";

    static string Complication(string key, string? name, string? grade) => $$"""
        {"key":"{{key}}","kind":"complication","of":"op","occurred":"2020-03-05"
         {{(name is null ? "" : $",\"name\":\"{name}\"")}}{{(grade is null ? "" : $",\"grade\":\"{grade}\"")}} }
        """;

    static string Line(string measure, params string[] entries) => Computed.Line(Courses.Of(entries), measure);

    [Fact]
    public void The_worst_one_counts() => Assert.EndsWith(
        "| exact | IIIa",
        Line("clavien-dindo", Operation(), Complication("a", "ileus", "I"),
            Complication("b", "collection, drained", "IIIa")),
        StringComparison.Ordinal);

    [Fact]
    public void Stated_to_be_none_is_none() => Assert.EndsWith(
        "| exact | none", Line("clavien-dindo", Operation(), Complication("a", null, "None")),
            StringComparison.Ordinal);

    [Fact]
    public void Not_stated_is_not_none() => Assert.EndsWith(
        "| not-computable | Neither complications nor that there was none is stated.",
        Line("clavien-dindo", Operation()), StringComparison.Ordinal);

    [Fact]
    public void One_without_a_grade_leaves_every_higher_grade() => Assert.EndsWith(
        "| bounded | IVa or IVb or V",
        Line("clavien-dindo", Operation(), Complication("a", "renal failure", "IVa"),
            Complication("b", "pneumonia", null)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("liver-failure.isgls", "hepatectomy", "post-hepatectomy liver failure, grade B", "exact | B")]
    [InlineData("liver-failure.isgls", "hepatectomy", "PHLF", "bounded | A or B or C")]
    [InlineData("bile-leak.isgls", "hepatectomy", "bile leakage grade a", "exact | A")]
    [InlineData("pancreatic-fistula.isgps", "distal pancreatectomy", "pancreatic fistula grade C", "exact | C")]
    [InlineData("pancreatic-fistula.isgps", "distal pancreatectomy", "biochemical leak", "exact | biochemical leak")]
    [InlineData("pancreatic-fistula.isgps", "distal pancreatectomy", "POPF grade A", "exact | biochemical leak")]
    public void Grades_of_the_study_groups_are_read_from_names(
        string measure, string procedure, string name, string expected) =>
        Assert.Equal(
            $"{measure} | op | {expected}", Line(measure, Operation(procedure), Complication("a", name, "II")));

    [Fact]
    public void Another_complication_neither_states_nor_denies_a_liver_failure() => Assert.EndsWith(
        "Liver failure after resection is neither stated nor denied.",
        Line("liver-failure.isgls", Operation(), Complication("a", "ileus", "I")), StringComparison.Ordinal);

    [Fact]
    public void Who_has_no_pancreas_resected_has_no_fistula_to_speak_of() =>
        Assert.Empty(Computed.Values(Courses.Of(Operation()), "pancreatic-fistula.isgps"));

    [Fact]
    public void Both_operations_of_the_second_case_together()
    {
        var course = CaseReport.Calcitonin.Course();

        Assert.Equal("operative-time.stated-total | patient | exact | 762 | min",
            Computed.Line(course, "operative-time.stated-total"));
        Assert.Equal("blood-loss.stated-total | patient | exact | 1899 | mL",
            Computed.Line(course, "blood-loss.stated-total"));
        Assert.Equal("Stated for 2 of 4 procedures.", Assert.Single(
            Computed.Single(course, "blood-loss.stated-total").Remarks));
    }
}
