using NetTimeline.Synthetic.Illness;
using NetTimeline.Synthetic.Writing;
using NodaTime;

namespace NetTimeline.Synthetic.Courses;

/// <summary>What was recorded wrongly and is put right, and what was understood otherwise later.</summary>
static class Corrections
{
    /// <summary>A value is recorded with a slip, or in the wrong record.</summary>
    public static void SlipOf(SyntheticCourse course, Laboratory meant)
    {
        switch (course.Chance.Below(3))
        {
            case 0:
                Record(course, meant with { Value = meant.Value * 10 });
                course.WillPutRight(later => Retype(later, meant));
                break;
            case 1:
                Record(course, meant with { Occurred = Dating.Day(course.Today.PlusYears(-1)) });
                course.WillPutRight(later => Redate(later, meant));
                break;
            default:
                Record(course, meant);
                course.WillPutRight(later => Retract(later, meant.Key));
                break;
        }
    }

    /// <summary>Ki-67 counted again where it is highest: the grade may be another one.</summary>
    public static void CountAgain(SyntheticCourse course, Report before)
    {
        var grade = Math.Min(3, before.Grade + course.Chance.Weighted(60, 40));
        var ki67 = Math.Max(before.Ki67, Disease.Ki67By(course.Chance, grade));
        var said = before with { Grade = grade, Ki67 = ki67 };
        var amend = course.Correction("amend", "Ki-67 counted again in the hot spots")
            .Text("key", course.Next("recount")).Text("nature", "reinterpretation")
            .Date("known", Dating.Day(course.Today)).Object("replacement");
        said.Write(course, course.Head(
            amend, "pathology-report", said.Key, When.With(said.Specimen), said.Known, By.Pathology)).End().Done();
        if (grade > course.Held.Grade)
        {
            course.Held.Grade = grade;
            Beliefs.Regrade(course);
        }
    }

    /// <summary>Asked again, the patient says that it began earlier.</summary>
    public static void RedateSymptom(SyntheticCourse course, string symptom, LocalDate began, When known) =>
        course.Correction("redate", "Asked again, the patient puts the beginning earlier")
            .Text("key", course.Next("redate")).Text("entry", symptom).Text("nature", "reinterpretation")
            .Date("known", Dating.Day(course.Today))
            .Object("dates").Date("occurred", Dating.Month(began)).Date("known", known).End().Done();

    /// <summary>A better look shows that two foci are one.</summary>
    public static void Merge(SyntheticCourse course)
    {
        var (kept, gone) = (course.Foci[^2], course.Foci[^1]);
        course.Correction("merge", "On thin slices the two are one")
            .Text("key", course.Next("merge")).Text("kept", kept.Key).Texts("merged", gone.Key)
            .Date("known", Dating.Day(course.Today)).Done();
        course.Foci.Remove(gone);
    }

    static void Record(SyntheticCourse course, Laboratory said) =>
        said.Write(course.Entry("laboratory-value", said.Key, said.Occurred, null, Laboratory.By)).Done();

    static void Retype(SyntheticCourse course, Laboratory meant)
    {
        var amend = course.Correction("amend", "A digit too many was typed")
            .Text("key", course.Next("retyped")).Text("nature", "transcription").Object("replacement");
        course.Head(amend, "laboratory-value", meant.Key, meant.Occurred, null, Laboratory.By);
        meant.Write(amend).End().Done();
    }

    static void Redate(SyntheticCourse course, Laboratory meant) =>
        course.Correction("redate", "The year was a slip")
            .Text("key", course.Next("redate")).Text("entry", meant.Key).Text("nature", "transcription")
            .Object("dates").Date("occurred", meant.Occurred).End().Done();

    static void Retract(SyntheticCourse course, string key) =>
        course.Correction("retract", "The sample was another patient's")
            .Text("key", course.Next("retract")).Text("entry", key).Done();
}
