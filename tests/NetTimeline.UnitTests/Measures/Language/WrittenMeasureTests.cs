using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Language;

public sealed class WrittenMeasureTests
{
    static string[] Lines(string measure, Course course) =>
        [.. Written.Of(measure).Compiled().Of(course).Select(MeasureText.Line)];

    [Fact]
    public void From_the_hepatectomy_to_the_detection_of_the_primary_were_six_and_a_half_years() => Assert.Equal(
        ["hepatectomy-to-primary-detection | pancreatic-net | bounded | 6.5 [6.25, 6.75) | a"],
        Lines(Written.HepatectomyToPrimary, CaseReport.Calcitonin.Course()));

    [Fact]
    public void It_rests_on_the_hepatectomy_the_reading_and_the_statement_that_dates_it()
    {
        var value = Written.Of(Written.HepatectomyToPrimary).Compiled().Of(CaseReport.Calcitonin.Course()).Single();
        Assert.Equal(
            [
                ("hepatectomy", EvidenceRole.Start), ("ct-detection-reading", EvidenceRole.End),
                ("ct-detection", EvidenceRole.Dates),
            ],
            value.Evidence.Where(each => each.Role is not EvidenceRole.NotUsed)
                .Select(each => (each.Entry.Value, each.Role)));
    }
}
