using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Views;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>What changed between moments of both case reports, and the moments at which anything did.</summary>
public sealed class CaseReportDifferenceTests
{
    public static TheoryData<string, string?, string?, string> Differences { get; } = new()
    {
        { "omori-2020", "entry:stage-1~P18D", "entry:pathology-liver", "from-day-18-to-liver-pathology.golden.txt" },
        {
            "calcitonin-pannen", "entry:biopsy-pathology", "entry:hepatectomy-pathology",
            "from-biopsy-to-hepatectomy.golden.txt"
        },
        {
            "calcitonin-pannen", "entry:hepatectomy-pathology", "entry:pancreatectomy-pathology",
            "from-hepatectomy-to-pancreatectomy.golden.txt"
        },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void What_changed_is_drawn(string name, string? from, string? to, string file)
    {
        var report = CaseReport.Named(name);
        var difference = TimelineDifference.Between(report.Timeline(from), report.Timeline(to), report.History);
        Golden.Match(
            DifferenceText.Draw(report.Timeline().Patient!.RegistryKey, difference, []),
            Path.Combine(CaseReportFiles.Folder(name), file));
    }

    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public void The_steps_of_knowledge_are_drawn(string name)
    {
        var report = CaseReport.Named(name);
        Golden.Match(
            StepsText.Draw(StepsView.Of(
                report.Timeline().Patient!.RegistryKey, StepAxis.Known, AsOf.Now, Steps(report))),
            Path.Combine(CaseReportFiles.Folder(name), "steps.golden.txt"));
    }

    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public void Along_steps_whose_order_is_told_nothing_is_forgotten_and_all_is_reached(string name)
    {
        var report = CaseReport.Named(name);
        var views = Steps(report).Where(step => !step.OrderNotTold)
            .Select(step => report.Timeline(step.At.Known?.ToString())).ToList();
        Assert.All(views.Zip(views.Skip(1)), pair => Assert.Subset(Certain(pair.Second), Certain(pair.First)));
        Assert.Equal(Certain(report.Timeline()), Certain(views[^1]));
    }

    [Theory]
    [InlineData("omori-2020")]
    [InlineData("calcitonin-pannen")]
    public void Everything_stated_has_words(string name) => Assert.All(
        CaseReport.Named(name).Timeline().Entries.SelectMany(shown => Members(shown.Entry)),
        said => Assert.DoesNotContain(
            "{", $"{MemberDifferenceView.Of(new MemberDifference("x", said, null)).Before}", StringComparison.Ordinal));

    static IEnumerable<object?> Members(Entry entry) => new object[] { entry, entry.Content }
        .SelectMany(record => record.GetType().GetProperties().Select(member => member.GetValue(record)))
        .Where(said => said is not (EntryContent or EntryDates));

    static Items<TimelineStep> Steps(CaseReport report) =>
        TimelineSteps.OfKnowledge(
            report.History, null, DateTimeZone.Utc, TestContext.Current.CancellationToken);

    static HashSet<EntryKey> Certain(Timeline view) => [.. view.Entries.Select(each => each.Entry.Key)];
}
