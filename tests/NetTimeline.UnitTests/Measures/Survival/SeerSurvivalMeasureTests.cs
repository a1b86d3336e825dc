using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Survival;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Survival;

/// <summary>SEER's survival months of what was recorded.</summary>
public sealed class SeerSurvivalMeasureTests
{
    static string Tumour(string key, string? date) =>
        $$"""{"key":"{{key}}","kind":"tumour","name":"{{key}}","standing":"established"{{(date is null ? "" : $",\"occurred\":\"{date}\"")}}}""";

    const string Contact = """{"key":"visit","kind":"encounter","type":"visit","occurred":"2009-11"}""";

    static Course Published(int? birthYear) => Courses.OfPatient(
        null, birthYear, Tumour("t-1", "2009-09-01"), Tumour("t-2", "2008"), Tumour("t-3", "2008-03"),
        Tumour("t-4", null), Tumour("t-5", "2009"), Tumour("t-6", "2008-04-05"), Tumour("t-7", "2009-11"), Contact);

    static MeasureValue Of(Course course, string tumour) =>
        SeerSurvivalMeasure.Measure.Of(course).Single(value => value.Of == Instance.Of(Domain.EntryKey.Parse(tumour)));

    [Fact]
    public void The_published_patient_has_20_imputed_months_within_what_the_dates_allow()
    {
        var value = Of(Published(2008), "t-3");

        Assert.Equal((20, MeasureStatus.Bounded), (value.Point, value.Status));
        Assert.Equal(Bounds.Between(19, 20), value.Bounds);
        Assert.Equal(
            ["Imputed: 2008-03-16 to 2009-11-22, 616 days; SEER flag 3 (incomplete dates, survival is not none)."],
            value.Remarks);
    }

    [Fact]
    public void A_birthday_that_is_not_recorded_narrows_nothing_and_the_value_says_so()
    {
        var value = Of(Published(2008), "t-2");

        Assert.Contains(value.Remarks, remark => remark.StartsWith("Imputed: 2008-02-07", StringComparison.Ordinal));
        Assert.Contains(value.Remarks, remark => remark.StartsWith("Only the year of birth", StringComparison.Ordinal));
        Assert.Single(Of(Published(1950), "t-2").Remarks);
    }

    [Fact]
    public void Complete_dates_are_not_called_imputed()
    {
        var value = Of(Courses.Of(
            Tumour("t", "2010-05-01"),
            """{"key":"death","kind":"death","occurred":"2011-05-02"}"""), "t");

        Assert.Equal(
            "survival-months.seer | t | exact | 12 | mo", MeasureText.Line(value));
        Assert.Equal(
            ["2010-05-01 to 2011-05-02, 366 days; SEER flag 1 (complete dates, some survival)."], value.Remarks);
    }

    [Fact]
    public void A_tumour_without_a_date_and_a_patient_without_a_contact_have_none()
    {
        Assert.Equal("The tumour has no date of the calendar, not even a year.", Of(Published(2008), "t-4").Reason);
        Assert.Equal(
            "Neither a death nor a contact has a date of the calendar.",
            Of(Courses.Of(Tumour("t", "2010")), "t").Reason);
    }

    [Fact]
    public void A_plan_is_no_contact() => Assert.Equal(
        "Neither a death nor a contact has a date of the calendar.",
        Of(Courses.Of(
            Tumour("t", "2010"),
            """{"key":"op","kind":"procedure","name":"resection","standing":"planned","occurred":"2010-06-01"}"""), "t")
            .Reason);

    [Fact]
    public void Lengths_of_time_are_not_imputed() => Assert.All(
        SeerSurvivalMeasure.Measure.Of(CaseReport.Omori.Course()),
        value => Assert.Equal(MeasureStatus.NotComputable, value.Status));
}
