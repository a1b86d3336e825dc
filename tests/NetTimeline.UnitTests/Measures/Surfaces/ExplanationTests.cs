using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Courses;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>From a number to the statements that make it.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void A_bound_is_one_statement_where_one_statement_makes_it()
    {
        var course = CaseReport.Calcitonin.Course();

        var explained = Explained(course, "hepatectomy", "ct-detection");

        Assert.Equal(("at least 6.25 years", "less than 6.75 years"), (explained.Low?.Says, explained.High?.Says));
        Assert.Equal(
            [("ct-detection is at least 6.25 years after hepatectomy", "ct-detection")],
            explained.Low!.Steps.Select(step => (step.Says, step.Told.Single())));
    }

    [Fact]
    public void An_age_is_followed_from_birth_on_and_says_what_was_supposed()
    {
        var course = CaseReport.Calcitonin.Course(null, "age:hepatectomy,53");

        var value = MeasureCatalogue.BuiltIn.Find("age-at-diagnosis")!.Of(course).Single();
        var explained = ExplanationView.Of(Assert.Single(Explanation.Of(course, value)));

        Assert.Equal(
            ["hepatectomy is less than 54 years after birth", "ct-detection is less than 6.75 years after hepatectomy"],
            explained.High!.Steps.Select(step => step.Says).Take(2));
        Assert.Equal("assumed: age:hepatectomy,53", explained.High.Steps[0].Told.Single());
        Assert.Equal("at least 59.25 years and 11.5 days", explained.Low!.Says);
    }

    [Fact]
    public void Statements_that_join_are_named_in_their_order_with_what_they_come_to_together()
    {
        var course = Courses.Of(
            """{"key":"a","kind":"note","text":"first"}""",
            """{"key":"b","kind":"note","text":"second","occurred":{"offset":"P3Y","after":"a"}}""",
            """{"key":"c","kind":"note","text":"third","occurred":{"offset":"P1Y","after":"b"}}""");

        var explained = Explained(course, "a", "c");

        Assert.Equal(
            ["b is at least 2.5 years after a", "c is at least 6 months after b"],
            explained.Low!.Steps.Select(step => step.Says));
        Assert.Equal("at least 3 years", explained.Low.Says);
        Assert.Equal("less than 5 years", explained.High!.Says);
    }

    [Fact]
    public void Between_two_days_of_the_calendar_both_bounds_are_the_days()
    {
        var course = Courses.Of(
            """{"key":"a","kind":"note","text":"first","occurred":"2019-05-20"}""",
            """{"key":"b","kind":"note","text":"second","occurred":"2019-06-10"}""");

        var explained = Explained(course, "a", "b");

        Assert.Equal(("at least 21 days", "at most 21 days"), (explained.Low?.Says, explained.High?.Says));
        Assert.Equal(["a", "b"], explained.Low!.Steps.Single().Told);
    }

    [Fact]
    public void What_nothing_bounds_is_left_out()
    {
        var course = Courses.Of(
            """{"key":"a","kind":"note","text":"first"}""",
            """{"key":"b","kind":"note","text":"second","occurred":{"notBefore":["a"]}}""");

        var explained = Explained(course, "a", "b");

        Assert.Equal("not before it", explained.Low?.Says);
        Assert.Null(explained.High);
    }

    [Fact]
    public void A_drawing_goes_from_the_number_to_its_entries()
    {
        var measured = Measured(CaseReport.Omori.Course(), "lar", "ct-2");

        Assert.EndsWith(
            """
            patient: 4 [3.5, 4.5) a
            ├─ start lar: low anterior resection
            ├─ end ct-2: CT
            └─ from lar to ct-2
               ├─ at least 3.5 years
               │  └─ ct-2 is at least 3.5 years after lar (as ct-2 says)
               └─ less than 4.5 years
                  └─ ct-2 is less than 4.5 years after lar (as ct-2 says)

            """.ReplaceLineEndings("\n"),
            ExplanationText.Draw(measured), StringComparison.Ordinal);
    }

    static ExplanationView Explained(Course course, string from, string to) => Assert.Single(
        Assert.Single(MeasuresView.Of(Measured(course, from, to), explained: true).Measures[0].Values).Explained);

    static MeasuredCourse Measured(Course course, string from, string to) => MeasuredCourse.Of(
        course, 0, [TimeMeasures.Years(from, to)]);
}
