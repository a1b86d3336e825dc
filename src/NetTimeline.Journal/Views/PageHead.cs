using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.Views;

/// <summary>The first lines of a drawing: of whom it is, and what was asked.</summary>
static class PageHead
{
    /// <summary>With what is supposed beside what is recorded.</summary>
    public static void Draw(TextPage page, Course course)
    {
        Draw(page, course.Timeline);
        foreach (var assumption in course.Assumptions)
        {
            page.Line($"assuming that {CourseAssumptions.InWords(assumption)}");
        }
    }

    public static void Draw(TextPage page, Timeline timeline)
    {
        var patient = timeline.Patient;
        var born = patient switch
        {
            { BirthYear: { } year } => $", born {year}",
            { StatedAge: { } age } => $", {age} years old when the record begins",
            _ => "",
        };
        page.Line($"{patient?.RegistryKey.ToString() ?? "not enrolled"}"
            + $"{(patient?.Sex is { } sex ? $", {Words.Of(sex)}" : "")}{born}");
        if (timeline.AsOf.Known is { } known)
        {
            page.Line($"as known {DateWords.Of(known)} ({known})");
        }

        if (timeline.AsOf.Recorded is { } recorded)
        {
            page.Line($"as recorded at {recorded}");
        }
    }
}
