using NetTimeline.Journal.Views;
using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>Both case reports as a person would draw them, now and at moments when less was known.</summary>
public sealed class CaseReportDrawingTests
{
    public static TheoryData<string, string?, string> Drawings => CaseReportFiles.Drawings;

    [Theory]
    [MemberData(nameof(Drawings))]
    public void A_case_folded_in_memory_is_drawn_as_it_was_known_then(string report, string? known, string file) =>
        Golden.Match(
            TimelineText.Draw(CaseReport.Named(report).Timeline(known)),
            Path.Combine(CaseReportFiles.Folder(report), file));

    [Theory]
    [MemberData(nameof(Drawings))]
    public void A_drawing_names_nothing_that_was_not_known_then(string report, string? known, string file)
    {
        var then = CaseReport.Named(report).Timeline(known);
        var shown = then.Entries.Concat(then.PossiblyKnown).Select(each => each.Entry.Key).ToHashSet();
        var names = File.ReadAllText(Path.Combine(CaseReportFiles.Folder(report), file))
            .Split([' ', '\n', ',', ';', ':', '(', ')', '~'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();

        Assert.DoesNotContain(
            CaseReport.Named(report).Timeline().Entries.Select(each => each.Entry.Key),
            key => !shown.Contains(key) && names.Contains(key.Value));
    }
}
