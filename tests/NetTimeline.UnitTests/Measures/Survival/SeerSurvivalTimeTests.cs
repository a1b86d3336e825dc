using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Survival;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Survival;

/// <summary>Survival months as SEER counts them, against the examples published with the algorithm.</summary>
public sealed class SeerSurvivalTimeTests
{
    static readonly string?[] Published = ["2009-09-01", "2008", "2008-03", null, "2009", "2008-04-05", "2009-11"];

    static CalendarDate? Date(string? text) => text is null ? null : CalendarDate.Parse(text);

    static SeerSurvival[] Of(string?[] diagnosed, string? lastContact, string? birth = null) =>
    [
        .. SeerSurvivalTime.Of(
            [.. diagnosed.Select((date, at) => new SeerTumour(Date(date), at + 1))], Date(lastContact), Date(birth)),
    ];

    [Theory]
    [InlineData(2, "2008-03-10", 622, 20, 3)]
    [InlineData(3, "2008-03-16", 616, 20, 3)]
    [InlineData(6, "2008-04-05", 596, 19, 3)]
    [InlineData(1, "2009-09-01", 82, 2, 3)]
    public void The_published_patient_with_seven_tumours(int tumour, string diagnosed, int days, int months, int flag)
    {
        var found = Of(Published, "2009-11", "2008-03-04")[tumour - 1];

        Assert.Equal(
            (diagnosed, "2009-11-22", days, months, flag),
            ($"{found.Diagnosed:uuuu-MM-dd}", $"{found.LastContact:uuuu-MM-dd}", found.Days, found.Months,
                (int)found.Flag));
    }

    [Fact]
    public void A_tumour_without_a_year_is_unknown_and_moves_no_other() =>
        Assert.Equal(SeerSurvival.Unknown, Of(Published, "2009-11", "2008-03-04")[3]);

    [Fact]
    public void A_birthday_narrows_only_the_first_diagnosis() => Assert.Equal(
        ["2008-03-10", "2008-02-07"],
        new[] { "2008-03-04", null }.Select(birth => $"{Of(Published, "2009-11", birth)[1].Diagnosed:uuuu-MM-dd}"));

    [Theory]
    [InlineData("2010-05-01", "2010-05-01", 0, 0, 0)]
    [InlineData("2010-05-01", "2010-05-02", 1, 0, 1)]
    [InlineData("2010-05-01", "2011-05-01", 365, 11, 1)]
    [InlineData("2010-05-01", "2011-05-02", 366, 12, 1)]
    [InlineData("2010-05", "2010-05-20", 10, 0, 2)]
    [InlineData("2010", "2010-05-20", 70, 2, 2)]
    [InlineData("2010-04", "2010-05-20", 35, 1, 3)]
    public void One_tumour_from_diagnosis_to_last_contact(
        string diagnosed, string contact, int days, int months, int flag)
    {
        var found = Assert.Single(Of([diagnosed], contact));

        Assert.Equal((days, months, flag), (found.Days, found.Months, (int)found.Flag));
    }

    [Fact]
    public void Who_lived_on_after_a_later_tumour_lived_on_after_an_earlier_one() => Assert.Equal(
        [3, 1], Of(["2010", "2010-05-01"], "2010-05-20").Select(found => (int)found.Flag));

    [Fact]
    public void Contact_before_the_diagnosis_or_unknown_counts_nothing()
    {
        Assert.Equal(SeerSurvival.Unknown, Assert.Single(Of(["2010-05-02"], "2010-05-01")));
        Assert.Equal(SeerSurvival.Unknown, Assert.Single(Of(["2010-05-02"], null)));
    }
}
