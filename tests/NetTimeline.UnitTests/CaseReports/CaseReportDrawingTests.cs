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
}
