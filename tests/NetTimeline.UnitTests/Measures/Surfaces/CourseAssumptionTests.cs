using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>What somebody supposes moves numbers, and every number that it moved says so.</summary>
public sealed class CourseAssumptionTests
{
    [Fact]
    public void A_number_that_rests_on_an_assumption_says_so_and_what_it_is_without()
    {
        var course = Supposing("same:ct-1,lar");

        var value = Assert.Single(TimeMeasures.Years("ct-1", "ct-2").Of(course));

        Assert.Equal("4 [3.5, 4.5)", MeasureText.Value(value));
        Assert.Equal(
            ["Assuming that ct-1 and lar began on the same day; as recorded it is ≥ 3.5."], value.Remarks);
    }

    [Fact]
    public void A_number_that_does_not_rest_on_it_says_nothing_of_it()
    {
        var value = Assert.Single(TimeMeasures.Years("lar", "ct-2").Of(Supposing("same:ct-1,lar")));

        Assert.Empty(value.Remarks);
    }

    [Fact]
    public void An_assumption_about_entries_that_are_not_there_is_named()
    {
        Assert.Equal([EntryKey.Parse("no-such")], CourseAssumptions.Unknown(Supposing("same:no-such,lar")));
        Assert.Empty(CourseAssumptions.Unknown(Supposing("same:ct-1,lar")));
    }

    [Fact]
    public void An_assumption_that_the_record_contradicts_is_refused_with_the_entries_against_it()
    {
        Assert.Equal(
            "It cannot be that lar and ct-2 began on the same day: the dates of ct-2 say otherwise.",
            CourseAssumptions.Contradiction(Supposing("same:lar,ct-2")));
        Assert.Null(CourseAssumptions.Contradiction(Supposing("same:ct-1,lar")));
    }

    [Fact]
    public void An_age_is_supposed_in_words_and_refused_where_the_record_says_otherwise()
    {
        Assert.Null(CourseAssumptions.Contradiction(Supposing("age:lar,66")));
        Assert.Equal(
            "It cannot be that the patient was 65 years old at lar: the dates of ct-1 say otherwise.",
            CourseAssumptions.Contradiction(Supposing("age:lar,65")));
        Assert.Equal([EntryKey.Parse("no-such")], CourseAssumptions.Unknown(Supposing("age:no-such,65")));
    }

    static Course Supposing(params string[] assumptions) => CaseReport.Omori.Course(known: null, assumptions);
}
