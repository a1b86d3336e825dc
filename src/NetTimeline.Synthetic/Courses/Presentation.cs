using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>How a patient comes: enrolment, what went before, first images, tissue, and what it is taken for.</summary>
static class Presentation
{
    public static void Write(SyntheticCourse course)
    {
        Enrol(course);
        Mark(course);
        if (course.Disease.Site.Organ == "appendix" && course.Disease.InLiver == 0)
        {
            Surgery.Appendicectomy(course);
            return;
        }

        Refer(course);
        EarlierTumour(course);
        Symptoms(course);
        Imaging.First(course);
        if (course.Tells() && course.Goes(1, 12))
        {
            Performance(course);
            Markers.Measure(course);
        }

        if (course.Goes(2, 20))
        {
            Beliefs.Suspect(course);
        }

        if (course.Chance.Percent(course.Held.Tumour == Beliefs.Mistaken ? 55 : 80) && course.Goes(3, 30))
        {
            Pathology.Biopsy(course);
        }
    }

    static void Enrol(SyntheticCourse course)
    {
        var disease = course.Disease;
        var isBirthKnown = course.Chance.Percent(94);
        course.Enrolment()
            .Text("registryKey", course.Key)
            .Text("sex", disease.IsMale ? "male" : "female")
            .Number(isBirthKnown ? "birthYear" : "statedAge", isBirthKnown ? disease.Born.Year : disease.AgeWhenFound)
            .Done();
    }

    /// <summary>The first thing said of the patient, where whoever reads the record cannot miss it.</summary>
    static void Mark(SyntheticCourse course) =>
        course.Entry("note", "synthetic", null, null, "generator")
            .Text("text", "This patient is synthetic: a program made the record up. It describes nobody.")
            .Done();

    static void Refer(SyntheticCourse course)
    {
        if (!course.Tells())
        {
            return;
        }

        course.FirstMet = "referral";
        course.Entry("encounter", "referral", Dating.Day(course.Today), null, By.TreatingTeam)
            .Text("type", "referral")
            .Text("reason", course.Chance.Percent(course.Disease.Site.ByTheWay)
                ? "found by the way"
                : $"suspected tumour of the {course.Disease.Site.Organ}")
            .Done();
        course.Dating.MayBeCountedFrom("referral", course.Today);
        course.Goes(1, 20);
    }

    /// <summary>Some had another tumour before; the clinic knows it from the history.</summary>
    static void EarlierTumour(SyntheticCourse course)
    {
        if (course.Disease.AgeWhenFound < 55 || !course.Chance.Percent(9))
        {
            return;
        }

        var (key, name, organ, operation) = course.Disease.IsMale
            ? ("prostate-cancer", "prostate cancer", "prostate", "prostatectomy")
            : ("colon-cancer", "colon cancer", "colon", "hemicolectomy");
        var day = course.Today.PlusDays(-course.Chance.Between(500, 3500));
        course.Held.OtherTumour = key;
        course.Entry("tumour", key, course.Dating.LongAgo(day), Known(course), By.TreatingTeam)
            .Text("name", name).Site("primarySite", organ)
            .Text("standing", "established").Text("behaviour", "malignant").Done();
        if (course.Tells())
        {
            course.Entry("procedure", $"{key}-operation", When.With(key), Known(course), By.TreatingTeam)
                .Text("name", operation).Text("standing", "performed").Site("site", organ)
                .Texts("targets", key).Done();
        }
    }

    static void Symptoms(SyntheticCourse course)
    {
        var disease = course.Disease;
        var isFelt = disease.InLiver > 0 ? course.Chance.Percent(65) : course.Chance.Percent(25);
        if (isFelt && course.Tells())
        {
            Symptom(course, disease.Site.Symptoms[0]);
            if (disease.Site.Symptoms.Length > 1 && course.Chance.Percent(40))
            {
                Symptom(course, disease.Site.Symptoms[1]);
            }
        }
    }

    static void Symptom(SyntheticCourse course, string name)
    {
        var key = name.Replace(' ', '-');
        var began = course.Today.PlusDays(-course.Chance.Between(60, 1500));
        var isLate = course.Chance.Percent(10);
        var first = isLate ? began.PlusDays(400 < Days(began, course) ? 300 : 20) : began;
        var occurred = course.FirstMet is { } met && !isLate && course.Chance.Percent(30)
            ? new When { AtLeast = (Lengths.Of(Days(began, course) * 3 / 5), met), Text = "for some time" }
            : course.Dating.LongAgo(first);
        var known = Known(course);
        course.Entry("symptom", key, occurred, known, By.Patient)
            .Text("name", name).Text("presence", "present").Done();
        if (isLate)
        {
            course.WillPutRight(later => Corrections.RedateSymptom(later, key, began, known));
        }
    }

    static void Performance(SyntheticCourse course) =>
        course.Entry("observation", "performance", Dating.Day(course.Today), null, By.TreatingTeam)
            .Text("category", "score").Text("name", "ECOG performance status")
            .Quantity("value", course.Chance.Weighted(60, 30, 8, 2), "1").Done();

    static int Days(NodaTime.LocalDate from, SyntheticCourse course) =>
        NodaTime.Period.DaysBetween(from, course.Disease.Found);

    /// <summary>What went before is known to this clinic since it knows the patient.</summary>
    static When Known(SyntheticCourse course) =>
        course.FirstMet is { } met ? When.With(met) : Dating.Day(course.Today);
}
