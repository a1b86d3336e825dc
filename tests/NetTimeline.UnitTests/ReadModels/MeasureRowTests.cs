using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using Xunit;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.UnitTests.ReadModels;

/// <summary>Rows of values say what the measures say.</summary>
public sealed class MeasureRowTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public async Task The_rows_of_a_case_report_are_its_values(string report) => await AssertSameAsync(
        CaseReport.Named(report).History, CaseReport.Named(report).Course());

    [Fact]
    public async Task The_rows_of_whoever_is_made_up_are_the_values()
    {
        for (var number = 1; number <= 100; number++)
        {
            await AssertSameAsync(Recordings.Of(3, number), Recordings.Course(3, number));
        }
    }

    static async Task AssertSameAsync(IReadOnlyList<Recorded> history, Course course)
    {
        var rows = await Folded.RowsAsync(Folded.Values, history, 7, Cancellation);
        var values = MeasureCatalogue.BuiltIn.All
            .SelectMany(measure => measure.Of(course).Select((value, ordinal) => (value, ordinal))).ToList();

        Assert.Equal(values.Count, rows.Count);
        Assert.All(values.Zip(rows), each => AssertSame(each.First.value, each.First.ordinal, each.Second));
    }

    static void AssertSame(MeasureValue value, int ordinal, ReadRow row)
    {
        Assert.Equal((value.Measure, value.Version), ((string)Cell("measure")!, (int)Cell("version")!));
        Assert.Equal(ordinal, Cell("ordinal"));
        Assert.Equal(value.Of.Entries.Select(key => key.Value), (string[])Cell("entries")!);
        Assert.Equal(value.Of.Name, Cell("part"));
        Assert.Equal(Words.Of(value.Status), Cell("status"));
        Assert.Equal(value.Bounds, Cell("low_included") is bool low
            ? new Bounds((decimal?)Cell("low"), low, (decimal?)Cell("high"), (bool)Cell("high_included")!)
            : null);
        Assert.Equal((value.Point, value.Unit, value.Reason), (Cell("point"), Cell("unit"), Cell("reason")));
        Assert.Equal(value.Categories, (string[]?)Cell("categories") ?? []);
        Assert.Equal(
            value.Evidence.Where(each => each.Role is not EvidenceRole.NotUsed)
                .Select(each => each.Entry.Value).Distinct(),
            (string[]?)Cell("evidence") ?? []);

        object? Cell(string column) => Folded.Cell(Folded.Values, row, column);
    }
}
