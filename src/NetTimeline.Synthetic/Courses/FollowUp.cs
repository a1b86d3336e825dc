using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>
/// Visit after visit: images, values, symptoms, judgements; recurrence, progression and the next therapy; and what
/// comes to light about earlier statements.
/// </summary>
static class FollowUp
{
    const int LinesMax = 7;

    public static void Write(SyntheticCourse course)
    {
        var visits = Visits(course);
        string? lastStudy = null;
        for (var visit = 0; visit < visits; visit++)
        {
            var months = course.IsDiseaseFree
                ? course.Chance.Between(5, 13)
                : course.Chance.Between(2, visits > 40 ? 4 : 6);
            if (!course.Goes((30 * months) - 12, (30 * months) + 12))
            {
                return;
            }

            foreach (var focus in course.Foci)
            {
                focus.Grow(months, course.Response);
            }

            var study = Visit(course, lastStudy);
            lastStudy = study ?? lastStudy;
            if (study is not null && course.Foci.Any(focus => focus.HasGrown) && course.LinesGiven < LinesMax)
            {
                Progress(course);
            }

            if (course.Chance.Percent(40))
            {
                course.PutRight(all: false);
            }
        }
    }

    /// <summary>Most are seen a few times; some are watched closely for twenty years.</summary>
    static int Visits(SyntheticCourse course) => course.Chance.Weighted(
        course.IsDiseaseFree ? [40, 33, 19, 6, 2] : [18, 28, 28, 18, 8]) switch
    {
        0 => 0,
        1 => course.Chance.Between(1, 2),
        2 => course.Chance.Between(3, 6),
        3 => course.Chance.Between(7, 16),
        _ => course.Chance.Between(17, 120),
    };

    /// <returns>The study that was made; null where there was none.</returns>
    static string? Visit(SyntheticCourse course, string? lastStudy)
    {
        if (course.Chance.Percent(25 + (course.Detail / 3)))
        {
            Markers.Measure(course);
        }

        if (!course.IsDiseaseFree && course.Tells() && course.Chance.Percent(30))
        {
            Symptom(course);
        }

        var study = course.Chance.Percent(60) ? Look(course, lastStudy) : null;
        if (course.Tells() && course.Chance.Percent(35))
        {
            State(course);
        }

        if (course.Tells() && course.Chance.Percent(30))
        {
            course.Entry("encounter", course.Next("visit"), course.Dating.Of(course.Today), null, By.TreatingTeam)
                .Text("type", "visit").Done();
        }

        return study;
    }

    static string? Look(SyntheticCourse course, string? lastStudy)
    {
        if (course.Disease.IsOccult && !course.IsPrimarySeen && course.Chance.Percent(22))
        {
            FindPrimary(course, lastStudy);
            return null;
        }

        if (course.Group is { } group && course.Disease.InLiver - course.Foci.Count >= 2 && course.Chance.Percent(8))
        {
            Imaging.TellApart(course, group.Key, 2);
            return null;
        }

        if (course.Held.Tumour == SyntheticCourse.Tumour && course.Chance.Permille(course.IsDiseaseFree
            ? 18 * course.Disease.Grade
            : 14 * course.Disease.Grade))
        {
            Spread(course, lastStudy);
            return null;
        }

        var study = Imaging.FollowUp(course);
        if (course.Foci.Count > 2 && course.Chance.Percent(1))
        {
            Corrections.Merge(course);
        }

        return study;
    }

    static void FindPrimary(SyntheticCourse course, string? lastStudy)
    {
        Beliefs.FindPrimary(course);
        if (lastStudy is not null && course.Chance.Percent(35))
        {
            Imaging.LookAgain(course, lastStudy, SyntheticCourse.Primary);
        }

        if (course.Chance.Percent(40) && course.Goes(20, 90))
        {
            Surgery.RemovePrimary(course, "palliative");
        }
    }

    /// <summary>A focus where none was known; sometimes an old study shows it on a second look.</summary>
    static void Spread(SyntheticCourse course, string? lastStudy)
    {
        var isRecurrence = course.IsDiseaseFree;
        var organ = course.Chance.OneOf("liver", "liver", "liver", "lymph node", "bone");
        var focus = Imaging.Appears(course, organ);
        if (lastStudy is not null && course.Chance.Percent(35))
        {
            Imaging.LookAgain(course, lastStudy, focus);
        }

        if (course.Tells())
        {
            Beliefs.Attribute(course, focus);
        }

        if (isRecurrence)
        {
            course.Entry("recurrence", course.Next("recurrence"), Dating.Day(course.Today), null, By.TreatingTeam)
                .Text("tumour", SyntheticCourse.Tumour).Text("extent", organ == "lymph node" ? "regional" : "distant")
                .Texts("lesions", focus).Texts("basis", "imaging").Done();
            if (course.Chance.Percent(60))
            {
                Treatment.NextLine(course);
            }
        }

        if (organ == "bone" && course.Chance.Percent(50))
        {
            Treatment.Irradiate(course, focus);
        }
    }

    static void Progress(SyntheticCourse course)
    {
        course.Entry("status", course.Next("status"), Dating.Day(course.Today), null, By.Radiology)
            .Text("axis", "structural").Text("claim", "progressive disease").Done();
        if (course.Chance.Percent(85))
        {
            Treatment.NextLine(course);
        }
    }

    static void State(SyntheticCourse course)
    {
        var (axis, claim) = course.IsDiseaseFree
            ? ("disease", "no evidence of disease")
            : ("structural", course.Foci.Any(focus => focus.HasGrown) ? "progressive disease" : "stable disease");
        course.Entry("status", course.Next("status"), Dating.Day(course.Today), null, By.TreatingTeam)
            .Text("axis", axis).Text("claim", claim).Done();
    }

    static void Symptom(SyntheticCourse course) =>
        course.Entry("symptom", course.Next("symptom"), course.Dating.Of(course.Today), null, By.Patient)
            .Text("name", course.Chance.OneOf(course.Disease.Site.Symptoms))
            .Text("course", course.Chance.OneOf("persisting", "improved", "worsened", "resolved")).Done();
}
