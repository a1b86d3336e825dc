using NetTimeline.Domain;
using NetTimeline.Domain.Timelines;
using NetTimeline.Journal.Measures;
using NetTimeline.Journal.Views;
using NetTimeline.Measures;
using NetTimeline.Measures.Values;
using NetTimeline.UnitTests.CaseReports;
using NodaTime;
using Xunit;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>How a value came to be what it is, and nothing of what came after.</summary>
public sealed class MeasureStepsTests
{
    [Fact]
    public void The_time_to_the_primary_is_told_from_the_scan_that_found_it_on()
    {
        var steps = Steps(CaseReport.Calcitonin, "hepatectomy-to-primary-detection");

        var last = Assert.Single(steps, step => step.Changes.Any(each => each.After is { Point: 6.5m }));
        Assert.Equal(last, steps[^1]);
        Assert.Equal(["pancreatic-net"], last.Changes.Single().Of.Entries.Select(key => key.Value));
    }

    [Fact]
    public void The_number_of_nodules_grows_from_step_to_step()
    {
        var counts = Steps(CaseReport.Omori, "foci-identified").SelectMany(step => step.Changes)
            .Where(each => each.Of.Name == "liver").Select(each => each.After!.Point);

        Assert.Equal([6m, 10m, 11m, 16m], counts);
    }

    /// <summary>Whoever adds up the steps up to a moment has what the measure says at that moment.</summary>
    [Theory]
    [InlineData("omori-2020", "foci-identified")]
    [InlineData("omori-2020", "lesion-state")]
    [InlineData("calcitonin-pannen", "diagnosis-revision-count")]
    [InlineData("calcitonin-pannen", "hepatectomy-to-primary-detection")]
    public void Up_to_any_moment_they_add_up_to_what_it_says_then(string name, string measure)
    {
        var report = CaseReport.Named(name);
        foreach (var entry in report.Timeline().Entries.Where((_, at) => at % 16 == 0))
        {
            var moment = $"entry:{entry.Entry.Key}";
            var told = new Dictionary<Instance, MeasureValue>();
            foreach (var change in Steps(report, measure, moment).SelectMany(step => step.Changes))
            {
                told.Remove(change.Of);
                if (change.After is { } after)
                {
                    told.Add(change.Of, after);
                }
            }

            var values = Named(measure).Of(report.Course(moment));
            Assert.Equal(values.Count, told.Count);
            Assert.All(values, value => Assert.True(MeasureValues.SayTheSame(told[value.Of], value)));
        }
    }

    [Fact]
    public void Nothing_is_told_that_was_not_known_by_then()
    {
        var shown = CaseReport.Calcitonin.Timeline("entry:hepatectomy").Entries.Select(each => each.Entry.Key);

        var steps = Steps(CaseReport.Calcitonin, "lesion-state", "entry:hepatectomy");

        Assert.NotEmpty(steps);
        Assert.Empty(steps.SelectMany(step => step.With).Except(shown));
    }

    static Items<MeasureStep> Steps(CaseReport report, string measure, string? known = null) => MeasureSteps.Of(
        report.History, StepAxis.Known, AsOf.Now with { Known = known is null ? null : KnownAt.TryParse(known) },
        DateTimeZone.Utc, Named(measure), TestContext.Current.CancellationToken);

    static Measure Named(string name) => MeasureCatalogue.BuiltIn.Find(name)!.Measure;
}
