using NetTimeline.Domain.Entries;
using NetTimeline.Journal.ReadModels;
using NetTimeline.UnitTests.CaseReports;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>What is drawn of a course in a line of a list.</summary>
public sealed class CourseSketchTests
{
    static readonly IReadOnlyList<Entry> Entries = [.. CaseReport.Named("omori-2020").Course().Entries];

    static readonly Entry Study = Entries.First(entry => entry.Kind is EntryKinds.ImagingStudy);
    static readonly Entry Operation = Entries.First(entry => entry.Kind is EntryKinds.Procedure);
    static readonly Entry Note = Entries.First(entry => entry.Kind is EntryKinds.Lesion);

    [Fact]
    public void Days_are_drawn_to_scale_from_the_first_mark_to_the_last() => Assert.Equal(
        "days imaging:0,49 procedure:99",
        Drawn((Study, On(1)), (Study, On(51)), (Operation, On(101))));

    [Fact]
    public void A_day_that_is_known_within_bounds_is_drawn_in_their_middle() => Assert.Equal(
        "days imaging:0,99 procedure:49",
        Drawn((Study, On(1)), (Operation, new(Day(41), Day(61))), (Study, On(101))));

    [Fact]
    public void Where_most_days_are_not_known_the_order_is_drawn() => Assert.Equal(
        "order imaging:0,99 procedure:49",
        Drawn((Study, On(1)), (Operation, default), (Study, new(Day(90), null))));

    [Fact]
    public void What_is_no_event_of_a_course_has_no_place_in_it() =>
        Assert.Equal("order imaging:0 procedure:99", Drawn((Note, default), (Study, default), (Operation, default)));

    [Fact]
    public void One_mark_stands_at_the_beginning_and_none_leave_a_line() =>
        Assert.Equal(["days imaging:0", "order"], [Drawn((Study, On(7))), Drawn()]);

    [Theory]
    [InlineData("order")]
    [InlineData("days imaging:0,49 procedure:99")]
    public void What_is_stored_is_read_back(string text) =>
        Assert.Equal(text, CourseSketch.Parse(text).ToString());

    static string Drawn(params IReadOnlyList<(Entry Entry, DaysBetween Began)> starts) =>
        CourseSketch.Of(starts).ToString();

    static DaysBetween On(int day) => new(Day(day), Day(day));

    static LocalDate Day(int day) => new LocalDate(2019, 1, 1).PlusDays(day);
}
