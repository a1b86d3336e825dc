using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Courses;
using Xunit;
using static NetTimeline.Domain.Dates.LengthUnit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>How far the events of the published cases lie apart, as the API answers it.</summary>
public sealed class BoundsTests
{
    [Theory]
    [InlineData("lar", "apr", "3 [2.5, 3.5)")]
    [InlineData("apr", "ct-2", "1 [0.5, 1.5)")]
    [InlineData("lar", "ct-2", "4 [3.5, 4.5)")]
    public void Between_the_operations_and_the_scan_there_are_years(string from, string of, string expected) =>
        Assert.Equal(expected, Line(CaseReport.Omori, from, of, Years));

    /// <summary>The abstract says "4 years after the surgery"; without it two rounded lengths add up.</summary>
    [Fact]
    public void Without_the_second_statement_of_its_date_the_scan_is_less_certain()
    {
        var entries = CaseReport.Omori.Timeline().Entries.Select(shown => shown.Entry)
            .Select(entry => entry.Key.Value == "ct-2" ? entry with { AlsoStated = [] } : entry);
        var network = StatementsOfTime.Network(entries, birthYear: null);

        var apart = network.DifferenceIn(Start("lar"), Start("ct-2"), Years);

        Assert.Equal(new LengthBounds(3, true, 5, false, Years, false), apart);
    }

    [Theory]
    [InlineData("stage-1", "stage-2", 21)]
    [InlineData("mri-d19", "stage-2", 2)]
    [InlineData("stage-1", "discharge-2", 34)]
    public void The_days_between_the_stages_are_exact_though_no_day_of_the_calendar_is_known(
        string from, string of, int days)
    {
        var view = View(CaseReport.Omori, from, of, null);

        Assert.Equal((BoundsStatus.Exact, days, Days), (view.Status, view.Low, view.Unit));
        Assert.Equal(DateOrder.After, view.Order);
    }

    [Fact]
    public void From_the_hepatectomy_to_the_scan_there_are_six_and_a_half_years() =>
        Assert.Equal("6.5 [6.25, 6.75)", Line(CaseReport.Calcitonin, "hepatectomy", "ct-detection", Years));

    /// <summary>6.25 years are at least 2280 days and 6.75 at most 2468, wherever in the calendar they lie.</summary>
    [Fact]
    public void In_days_they_are_widened_and_say_so()
    {
        var view = View(CaseReport.Calcitonin, "hepatectomy", "ct-detection", Days);

        Assert.Equal("2374 [2280, 2468)", Line(CaseReport.Calcitonin, "hepatectomy", "ct-detection", Days));
        Assert.True(view.Widened);
        Assert.NotNull(view.Note);
    }

    [Fact]
    public void The_chain_names_the_statement_that_dates_the_scan()
    {
        var view = View(CaseReport.Calcitonin, "hepatectomy", "ct-detection", null);

        Assert.Equal(Years, view.Unit);
        Assert.Equal(["ct-detection"], Assert.Single(view.LowChain!.Steps).Told);
        Assert.Equal("less than 6.75 years", view.HighChain!.Says);
    }

    [Fact]
    public void Neither_course_has_a_calendar_date()
    {
        var view = BoundsView.Answering(
            Course(CaseReport.Calcitonin), new BoundsAsked(Start("hepatectomy"), null, null));

        Assert.Equal((BoundsStatus.Open, "No calendar date is known."), (view.Status, view.Note));
    }

    [Fact]
    public void What_a_gap_that_was_not_stated_leaves_open_an_assumption_closes()
    {
        Assert.Equal(BoundsStatus.Open, View(CaseReport.Omori, "ct-1", "apr", Years).Status);
        Assert.Equal(
            "3 [2.5, 3.5)",
            Line(CaseReport.Omori, "ct-1", "apr", Years, new Assumption.SameTime(Key("ct-1"), Key("lar"))));
    }

    [Fact]
    public void It_is_drawn_with_the_statements_behind_each_bound() => Assert.Equal(
        """
        from apr to ct-2: 1 [0.5, 1.5) years
        ├─ ct-2 is after apr
        ├─ at least 6 months
        │  └─ ct-2 is at least 6 months after apr (as ct-2 says)
        └─ less than 1.5 years
           └─ ct-2 is less than 1.5 years after apr (as ct-2 says)

        """.ReplaceLineEndings("\n"),
        BoundsText.Draw(Course(CaseReport.Omori), new BoundsAsked(Start("ct-2"), Start("apr"), null))
            .Split("\n\n", 2)[1]);

    static string Line(CaseReport report, string from, string of, LengthUnit unit, params Assumption[] assumed)
    {
        var view = View(report, from, of, unit, assumed);
        return FormattableString.Invariant(
            $"{view.Point} {(view.LowIncluded ? '[' : '(')}{view.Low}, {view.High}{(view.HighIncluded ? ']' : ')')}");
    }

    static BoundsView View(
        CaseReport report, string from, string of, LengthUnit? unit, params Assumption[] assumed) =>
        BoundsView.Answering(Course(report, assumed), new BoundsAsked(Start(of), Start(from), unit));

    static Course Course(CaseReport report, params Assumption[] assumed) => new(report.Timeline(), [.. assumed]);

    static DatePoint Start(string key) => DatePoint.StartOf(Key(key));

    static EntryKey Key(string key) => EntryKey.Parse(key);
}
