using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>What every measure says of both case reports, and why: read by a person, kept as they read it.</summary>
public sealed class CaseReportMeasureTests
{
    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public void Every_value_is_as_a_person_found_it_right(string report) => Golden.Match(
        MeasuresText.Draw(Measured(report)), Path.Combine(CaseReportFiles.Folder(report), "measures.golden.txt"));

    /// <summary>Those whose chains are not of one step only.</summary>
    [Theory]
    [InlineData("omori-2020", "tumour-growth-rate", "kinetic-growth-rate", "recist.response")]
    [InlineData("calcitonin-pannen", "hepatectomy-to-primary-detection", "marker-doubling-time", "disease-state")]
    public void A_value_leads_to_its_entries(string report, params string[] names) => Golden.Match(
        ExplanationText.Draw(Measured(report, names)),
        Path.Combine(CaseReportFiles.Folder(report), "measures-explained.golden.txt"));

    static MeasuredCourse Measured(string report, params string[] names) => MeasuredCourse.Of(
        CaseReport.Named(report).Course(), 0, MeasureCatalogue.BuiltIn.Measures
            .Where(each => names.Length == 0 || names.Contains(each.Definition.Name))).Telling;
}
