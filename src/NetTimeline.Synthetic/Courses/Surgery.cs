using NetTimeline.Synthetic.Writing;
using NodaTime;

namespace NetTimeline.Synthetic.Courses;

/// <summary>Operations of the primary and of the liver, with what is measured before and reported after them.</summary>
static class Surgery
{
    /// <summary>The tumour is found in an appendix that was taken out for something else.</summary>
    public static void Appendicectomy(SyntheticCourse course)
    {
        course.IsPrimarySeen = true;
        course.Entry("symptom", "abdominal-pain", Dating.Day(course.Today.PlusDays(-1)), null, By.Patient)
            .Text("name", "abdominal pain").Text("presence", "present").Done();

        // The report, some weeks later, is what makes it known; which day that will be is not known yet.
        var known = Dating.Days(course.Today, course.Today.PlusDays(32));
        course.Entry("lesion", SyntheticCourse.Primary, Dating.Day(course.Today), known, By.Pathology)
            .Site("site", "appendix").Text("focus", "primary").Done();
        Operate(course, "appendicectomy", "appendix", "curative", [SyntheticCourse.Primary]);
    }

    public static void RemovePrimary(SyntheticCourse course, string intent)
    {
        var site = course.Disease.Site;
        Operate(course, site.Operation, site.Organ, intent, [SyntheticCourse.Primary]);
    }

    /// <summary>Every metastasis that is known in the liver is taken out.</summary>
    public static void Hepatectomy(SyntheticCourse course)
    {
        var isMajor = course.Foci.Count > 2;
        if (isMajor && course.Tells())
        {
            Volumetry(course);
        }

        Operate(
            course, isMajor ? course.Chance.OneOf("right hepatectomy", "left hepatectomy") : "partial hepatectomy",
            "liver", "curative", [.. course.Foci.Select(focus => focus.Key)]);
    }

    static void Operate(SyntheticCourse course, string name, string organ, string intent, string[] lesions)
    {
        if (course.Tells())
        {
            Decide(course, name);
            if (!course.Goes(2, 30))
            {
                return;
            }
        }

        var operation = course.Next(organ == "liver" ? "hepatectomy" : "operation");
        var day = course.Today;
        var procedure = course.Entry("procedure", operation, course.Dating.Of(day), null, By.TreatingTeam)
            .Disputed(course.Chance.Percent(3) ? OtherYear(day) : null)
            .Text("name", name).Text("standing", "performed").Text("intent", intent).Site("site", organ)
            .Text("approach", IsEndoscopic(course, organ) ? null : course.Chance.OneOf("laparoscopic", "open", null));
        if (course.Held.Tumour is { } tumour)
        {
            procedure.Texts("targets", tumour);
        }

        procedure.Texts("removes", lesions).Done();
        course.Dating.MayBeCountedFrom(operation, day);
        course.IsPrimaryIn &= organ == "liver";
        After(course, operation, day);
        Examine(course, operation, name, lesions, organ == "liver" || IsEndoscopic(course, organ)
            ? null
            : Nodes(course));
        course.Foci.RemoveAll(focus => lesions.Contains(focus.Key));
    }

    static void Decide(SyntheticCourse course, string operation) =>
        course.Entry("decision", course.Next("decision"), Dating.Day(course.Today), null, "tumour board")
            .Text("question", "treatment")
            .List("options")
            .Object().Text("option", operation).Text("choice", "chosen").End()
            .Object().Text("option", "observation").Text("choice", "rejected").End()
            .End().Done();

    static void After(SyntheticCourse course, string operation, LocalDate day)
    {
        if (!course.Tells() || !course.Goes(3, 14))
        {
            return;
        }

        var complication = course.Entry(
            "complication", course.Next("complication"), course.Dating.AfterOperation(operation, day, course.Today),
            null, By.TreatingTeam).Text("of", operation);
        (course.Chance.Percent(70)
            ? complication.Text("grade", "None")
            : complication.Text("name", course.Chance.OneOf("wound infection", "ileus", "bile leak", "bleeding"))
                .Text("grade", course.Chance.OneOf("I", "II", "II", "IIIa", "IIIb"))).Done();
        course.Entry("encounter", course.Next("discharge"), Dating.Day(course.Today), null, By.TreatingTeam)
            .Text("type", "discharge").Text("after", operation).Done();
    }

    static void Examine(
        SyntheticCourse course, string operation, string name, string[] lesions, (int Examined, int Positive)? nodes)
    {
        var key = $"{operation}-specimen";
        course.Entry("specimen", key, When.With(operation), null, By.TreatingTeam)
            .Texts("takenIn", operation).Text("description", name).Texts("contains", lesions).Done();
        if (!course.Goes(5, 18))
        {
            return;
        }

        var told = course.Held.Grade;
        Pathology.Report(course, key, lesions, nodes, course.Chance.OneOf("R0", "R0", "R0", "R0", "R1", null));
        if (course.Held.PathologicalDiagnosis is null)
        {
            Beliefs.Confirm(course);
        }
        else if (told != course.Held.Grade)
        {
            Beliefs.Regrade(course);
        }
    }

    static bool IsEndoscopic(SyntheticCourse course, string organ) =>
        organ != "liver" && course.Disease.Site.IsEndoscopic;

    static (int Examined, int Positive) Nodes(SyntheticCourse course)
    {
        var examined = course.Chance.Between(3, 28);
        return (examined, course.Chance.Percent(45) ? course.Chance.Between(1, Math.Min(examined, 9)) : 0);
    }

    static void Volumetry(SyntheticCourse course)
    {
        var (total, share) = (course.Chance.Between(1150, 1900), course.Chance.Between(24, 45));
        course.Entry("volumetry", course.Next("volumetry"), Dating.Day(course.Today), null, By.Radiology)
            .List("volumes")
            .Object().Text("of", "total liver volume").Quantity("value", total, "mL").End()
            .Object().Text("of", "future liver remnant").Quantity("value", share, "%")
            .Text("denominator", "total liver volume").End()
            .End().Text("method", "CT volumetry").Done();
        course.Goes(3, 20);
    }

    /// <summary>A letter says another year; nothing is reckoned from it.</summary>
    static When OtherYear(LocalDate day) => Dating.Year(day.PlusYears(-1)) with
    {
        IsDisputed = true,
        Text = "as a later letter has it",
    };
}
