using NetTimeline.Domain;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Language;

/// <summary>From the liver resection to the detection of the primary, in both cases.</summary>
public sealed class PrimaryDetectionTests
{
    static Items<MeasureValue> Values(Course course) =>
        MeasureCatalogue.BuiltIn.Find("hepatectomy-to-primary-detection")!.Of(course);

    [Fact]
    public void From_the_hepatectomy_to_the_detection_of_the_primary_were_six_and_a_half_years() => Assert.Equal(
        ["hepatectomy-to-primary-detection | pancreatic-net | bounded | 6.5 [6.25, 6.75) | a"],
        Values(CaseReport.Calcitonin.Course()).Select(MeasureText.Line));

    [Fact]
    public void It_rests_on_the_hepatectomy_the_reading_and_the_statement_that_dates_it()
    {
        var value = Values(CaseReport.Calcitonin.Course()).Single();
        Assert.Equal(
            [
                ("hepatectomy", EvidenceRole.Start), ("ct-detection-reading", EvidenceRole.End),
                ("ct-detection", EvidenceRole.Dates),
            ],
            value.Evidence.Where(each => each.Role is not EvidenceRole.NotUsed)
                .Select(each => (each.Entry.Value, each.Role)));
        Assert.Contains(value.Evidence, each => each is
        {
            Entry.Value: "planned-hepatectomy", Role: EvidenceRole.NotUsed, Says: "standing is planned",
        });
        Assert.Contains(value.Evidence, each => each is
        {
            Entry.Value: "ct-preop-review", Role: EvidenceRole.NotUsed, Says: "before hepatectomy",
        });
    }

    [Fact]
    public void Before_the_primary_was_known_nothing_is_said_of_it() =>
        Assert.Empty(Values(CaseReport.Calcitonin.Course("entry:ct-preop-review")));

    [Fact]
    public void A_primary_that_was_seen_first_is_not_detected_after_the_liver_resection() => Assert.Equal(
        [
            "hepatectomy-to-primary-detection | rectal-cancer | not-computable "
            + "| The primary was seen before the liver resection.",
        ],
        Values(CaseReport.Omori.Course()).Select(MeasureText.Line));
}
