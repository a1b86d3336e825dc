using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>Studies, what is seen on them, and the lesions that come to be known by it.</summary>
static class Imaging
{
    const int SinglesMax = 5;

    /// <summary>Growth in parts of a thousand a month, by grade.</summary>
    static readonly int[] Growth = [4, 14, 45];

    public static void First(SyntheticCourse course)
    {
        var disease = course.Disease;
        var isSeen = !disease.IsOccult;
        var (study, known) = Study(course, disease.Site.Organ is "rectum" or "stomach" && disease.InLiver == 0
            ? "endoscopy"
            : course.Chance.OneOf("ct", "ct", "mri"));
        if (isSeen)
        {
            course.IsPrimarySeen = true;
            Lesion(course, SyntheticCourse.Primary, study, known, disease.Site.Organ, "primary", null);
        }

        LiverLesions(course, study, known);
        var sizeOfPrimary = course.Chance.Between(4, 45);
        Reading(course, study, known, isSeen ? sizeOfPrimary : null);
    }

    /// <summary>What is followed is measured again; nothing where nothing is left.</summary>
    public static string FollowUp(SyntheticCourse course)
    {
        var (study, known) = Study(course, course.Chance.OneOf(
            "ct", "ct", "mri", "mri", "somatostatin-receptor-pet"));
        Reading(course, study, known, null);
        return study;
    }

    /// <summary>A study on which a focus is seen for the first time.</summary>
    /// <returns>The key of the focus.</returns>
    public static string Appears(SyntheticCourse course, string organ)
    {
        var (study, known) = Study(course, course.Chance.OneOf("ct", "mri", "somatostatin-receptor-pet"));
        var key = NewFocus(course, study, known, organ, null);
        Reading(course, study, known, null);
        return key;
    }

    /// <summary>The primary that was looked for is seen at last.</summary>
    public static void PrimaryAppears(SyntheticCourse course)
    {
        var (study, known) = Study(course, "somatostatin-receptor-pet");
        course.IsPrimarySeen = true;
        Lesion(course, SyntheticCourse.Primary, study, known, course.Disease.Site.Organ, "primary", null);
        Reading(course, study, known, course.Chance.Between(5, 20));
    }

    /// <summary>An old study is looked at again: what was seen later could have been seen then.</summary>
    public static void LookAgain(SyntheticCourse course, string study, string focus) =>
        course
            .Entry(
                "imaging-reading", course.Next("second-look"), When.With(study), Dating.Day(course.Today), By.Radiology)
            .Text("study", study)
            .List("lesions").Object().Text("lesion", focus).Text("presence", "present")
            .Text("certainty", "probable").End().End()
            .Text("impression", "In retrospect visible on this study already.")
            .Done();

    /// <summary>Members of a group are told apart by a better study.</summary>
    public static void TellApart(SyntheticCourse course, string group, int number)
    {
        var (study, known) = Study(course, "mri");
        var told = Enumerable.Range(0, number)
            .Select(_ => NewFocus(course, study, known, "liver", null)).ToList();
        Reading(course, study, known, null);
        course.Correction("split", "The contrast of MRI tells them apart")
            .Text("key", course.Next("split")).Text("group", group).Texts("into", told)
            .Date("known", Dating.Day(course.Today)).Done();
    }

    static (string Key, When Known) Study(SyntheticCourse course, string modality)
    {
        var key = course.Next(modality switch
        {
            "somatostatin-receptor-pet" => "pet",
            _ => modality,
        });
        course.Entry("imaging-study", key, course.Dating.Of(course.Today), null, By.Radiology)
            .Text("modality", modality)
            .Text("region", modality == "somatostatin-receptor-pet" ? "whole body" : null)
            .Text("contrast", modality switch
            {
                "somatostatin-receptor-pet" => "68Ga-DOTATATE",
                "mri" when course.Chance.Percent(60) => "gadoxetate",
                _ => null,
            })
            .Done();
        course.Dating.MayBeCountedFrom(key, course.Today);
        course.Goes(0, 9);
        return (key, course.Chance.Percent(80) ? Dating.Day(course.Today) : When.After(key));
    }

    static void LiverLesions(SyntheticCourse course, string study, When known)
    {
        var number = course.Disease.InLiver;
        if (number > SinglesMax)
        {
            var key = course.Next("liver-metastases");
            course.Group = (key, number);
            var group = course.Entry("lesion-group", key, When.With(study), known, By.Radiology);
            var isCounted = number <= 12 && course.Chance.Percent(60);
            (isCounted ? group.Number("count", number) : group.Object("count").Number("atLeast", SinglesMax + 1).End())
                .List("sites").Object().Text("organ", "liver").End().End()
                .Text("focus", "metastasis").Done();
        }

        for (var at = 0; at < Math.Min(number, course.Detail > 50 ? SinglesMax : 2); at++)
        {
            NewFocus(course, study, known, "liver", course.Group?.Key);
        }
    }

    static string NewFocus(SyntheticCourse course, string study, When known, string organ, string? group)
    {
        var key = organ == "liver" ? course.Next("h") : course.Next(organ.Replace(' ', '-'));
        Lesion(course, key, study, known, organ, "metastasis", group);
        var growth = Growth[course.Disease.Grade - 1];
        course.Foci.Add(new Focus(
            key, organ, course.Chance.Between(6_000, 42_000), growth + course.Chance.Between(-growth / 2, growth)));
        return key;
    }

    static void Lesion(
        SyntheticCourse course, string key, string study, When known, string organ, string focus, string? group)
    {
        var entry = course.Entry("lesion", key, When.With(study), known, By.Radiology)
            .Object("site").Text("organ", organ);
        if (organ == "liver")
        {
            entry.Numbers("segments", course.Chance.Between(1, 8));
        }

        entry.End().Text("focus", focus);
        (group is null ? entry : entry.Texts("memberOf", group)).Done();
    }

    static void Reading(SyntheticCourse course, string study, When known, int? sizeOfPrimary)
    {
        var reading = course.Entry("imaging-reading", $"{study}-reading", When.With(study), known, By.Radiology)
            .Text("study", study);
        if (sizeOfPrimary is null && course.Foci.Count == 0)
        {
            reading.Text("impression", course.IsDiseaseFree ? "No sign of recurrence." : "No new findings.").Done();
            return;
        }

        reading.List("lesions");
        if (sizeOfPrimary is { } size)
        {
            Seen(reading, SyntheticCourse.Primary, size);
        }

        foreach (var focus in course.Foci)
        {
            // No two readers measure alike.
            Seen(reading, focus.Key, focus.Millimetres + course.Chance.OneOf(-1, 0, 0, 0, 1));
        }

        reading.End().Done();
    }

    static void Seen(LineWriter reading, string lesion, int millimetres) => reading
        .Object().Text("lesion", lesion).Text("presence", "present")
        .List("sizes").Object().Text("dimension", "longest-diameter")
        .Object("size").Number("value", millimetres).Text("unit", "mm").End().End().End()
        .End();
}
