using NetTimeline.Synthetic.Illness;
using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>Death, learnt at once, later from a register, or never.</summary>
static class Ending
{
    public static void Write(SyntheticCourse course)
    {
        if (course.Disease.Died is not { } day || course.Chance.Percent(25))
        {
            return;
        }

        var isLearntLate = course.Chance.Percent(30) && day.Year + 1 < Disease.LastDay.Year;
        var occurred = isLearntLate ? course.Chance.OneOf(Dating.Year(day), Dating.Month(day)) : Dating.Day(day);
        var known = isLearntLate ? Dating.Year(day.PlusYears(1)) : null;
        course.Entry("death", "death", occurred, known, isLearntLate ? "register of residents" : By.TreatingTeam)
            .Text("cause", Cause(course)).Done();
    }

    static string? Cause(SyntheticCourse course) => course.IsDiseaseFree
        ? course.Chance.OneOf("cardiovascular disease", null)
        : course.Chance.OneOf("tumour progression", "tumour progression", "infection", null);
}
