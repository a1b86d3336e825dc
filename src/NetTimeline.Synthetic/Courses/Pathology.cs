using NetTimeline.Synthetic.Illness;
using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>Tissue: needle biopsies, and what pathologists report of them and of what surgeons took out.</summary>
static class Pathology
{
    public static void Biopsy(SyntheticCourse course)
    {
        var isOfLiver = course.Foci.Count > 0;
        if (!isOfLiver && !course.IsPrimarySeen)
        {
            return;
        }

        var lesion = isOfLiver ? course.Foci[0].Key : SyntheticCourse.Primary;
        var key = course.Next("biopsy");
        course.Entry("biopsy", key, course.Dating.Of(course.Today), null, By.TreatingTeam)
            .Text("lesion", lesion).Site("site", isOfLiver ? "liver" : course.Disease.Site.Organ)
            .Text("method", isOfLiver ? "percutaneous transhepatic" : "endoscopic").Done();
        course.Dating.MayBeCountedFrom(key, course.Today);
        if (course.Goes(3, 14))
        {
            Report(course, key, [lesion], null, null);
            Beliefs.Confirm(course);
        }
    }

    /// <param name="course">On the day of the report.</param>
    /// <param name="specimen">What was examined.</param>
    /// <param name="lesions">The lesions that are in it.</param>
    /// <param name="nodes">Examined and positive; null where there were none to examine.</param>
    /// <param name="margin">Null where nothing was cut out.</param>
    public static void Report(
        SyntheticCourse course, string specimen, IReadOnlyList<string> lesions, (int Examined, int Positive)? nodes,
        string? margin)
    {
        var grade = ToldGrade(course);
        var said = new Report(
            course.Next("pathology"), specimen, lesions, grade, Disease.Ki67By(course.Chance, grade),
            Dating.Day(course.Today), nodes, margin);
        said.Write(course, course.Entry("pathology-report", said.Key, When.With(specimen), said.Known, By.Pathology))
            .Done();
        course.Held.Grade = grade;
        if (course.Disease.IsGraded && course.Chance.Percent(5))
        {
            course.WillPutRight(later => Corrections.CountAgain(later, said));
        }
    }

    /// <summary>A small biopsy may miss where the tumour grows fastest.</summary>
    static int ToldGrade(SyntheticCourse course) => course.Disease.Grade > 1 && course.Chance.Percent(12)
        ? course.Disease.Grade - 1
        : course.Disease.Grade;
}

/// <summary>What a pathologist says, to be written again where it is put right.</summary>
sealed record Report(
    string Key, string Specimen, IReadOnlyList<string> Lesions, int Grade, int Ki67, When Known,
    (int Examined, int Positive)? Nodes, string? Margin)
{
    /// <summary>Mitoses never tell a higher grade than Ki-67 does.</summary>
    int Mitoses => Grade switch
    {
        1 => 1,
        2 => Math.Clamp(Ki67 / 20, 2, 18),
        _ => 24,
    };

    public LineWriter Write(SyntheticCourse course, LineWriter entry)
    {
        entry.Texts("specimens", Specimen).List("lesions");
        foreach (var lesion in Lesions)
        {
            entry.Object().Text("lesion", lesion).Text("histologicType", course.Disease.HistologicType)
                .Text("grade", course.Disease.IsGraded ? $"G{Grade}" : null)
                .Quantity("ki67", Tenths(Ki67), "%").Quantity("mitoses", Mitoses, "/(2.mm2)");
            Panel(entry).End();
        }

        return entry.End().Number("nodesExamined", Nodes?.Examined).Number("nodesPositive", Nodes?.Positive)
            .Text("margin", Margin);
    }

    static LineWriter Panel(LineWriter entry)
    {
        entry.List("immunohistochemistry");
        foreach (var marker in (ReadOnlySpan<string>)["synaptophysin", "chromogranin A"])
        {
            entry.Object().Text("marker", marker).Text("result", "positive").End();
        }

        return entry.End();
    }

    static decimal Tenths(int number) => number % 10 == 0 ? number / 10 : new decimal(number, 0, 0, false, 1);
}
