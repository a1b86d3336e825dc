using Xunit;

namespace NetTimeline.UnitTests.CaseReports;

/// <summary>Where the case reports are, and at which moments each is drawn.</summary>
static class CaseReportFiles
{
    /// <summary>Report, moment asked about (null for everything), and the file that shows the answer.</summary>
    public static TheoryData<string, string?, string> Drawings { get; } = new()
    {
        { "omori-2020", null, "timeline.golden.txt" },
        { "omori-2020", "entry:lar", "known-at-first-operation.golden.txt" },
        { "omori-2020", "entry:stage-1~P18D", "known-day-18.golden.txt" },
        { "omori-2020", "entry:stage-1~P20D", "known-day-20.golden.txt" },
        { "omori-2020", "entry:pathology-liver", "known-after-liver-pathology.golden.txt" },
        { "calcitonin-pannen", null, "timeline.golden.txt" },
        { "calcitonin-pannen", "entry:biopsy-pathology", "known-after-biopsy.golden.txt" },
        { "calcitonin-pannen", "entry:hepatectomy-pathology", "known-after-hepatectomy.golden.txt" },
        { "calcitonin-pannen", "entry:ct-preop-review", "known-after-second-look.golden.txt" },
        { "calcitonin-pannen", "entry:pancreatectomy-pathology", "known-after-pancreatectomy.golden.txt" },
    };

    public static string Folder(string report) => Path.Combine(Repository.Root, "tests", "case-reports", report);
}
