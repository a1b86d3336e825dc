using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Management;

/// <summary>The worst complication of a procedure, by Clavien and Dindo.</summary>
static class Complications
{
    public static readonly Citation Dindo = new(
        "Dindo, Demartines and Clavien, Ann Surg 2004;240:205–213",
            "https://doi.org/10.1097/01.sla.0000133083.54934.ae");

    public static Measure Highest { get; } = new(
        Definitions.PerProcedure(
            "clavien-dindo", "Highest grade of complication after a procedure", null,
            "The highest grade that was stated of the procedure; \"none\" where it is stated that there was none. A "
                + "complication without a grade leaves that grade and every higher one. Nothing stated is not "
                + "computable, never none.",
            Dindo),
        (course, definition) => course.Performed.Select(procedure => Value(course, definition, procedure)));

    /// <summary>What is stated of a procedure's complications, also that there was none.</summary>
    public static List<Stated<Complication>> Of(Course course, Stated<Procedure> procedure) =>
        [.. course.All<Complication>().Where(each => each.Content.Of == procedure.Key)];

    static MeasureValue Value(Course course, MeasureDefinition definition, Stated<Procedure> procedure)
    {
        var stated = Of(course, procedure);
        var of = Instance.Of(procedure.Key);
        Items<Evidence> evidence =
            [procedure.Entry.As(EvidenceRole.Start), .. stated.Select(each => each.Entry.As(EvidenceRole.Value))];
        if (stated.Count == 0)
        {
            return definition.NotComputable(of, "Neither complications nor that there was none is stated.", evidence);
        }

        var highest = stated.Max(each => each.Content.Grade) ?? ClavienDindo.I;
        var least = stated.Exists(IsUngraded) && highest is ClavienDindo.None ? ClavienDindo.I : highest;
        return definition.Category(
            of,
            [.. Enum.GetValues<ClavienDindo>().Where(each => stated.Exists(IsUngraded) ? each >= least : each == least)
                .Select(Word)],
            evidence);
    }

    static bool IsUngraded(Stated<Complication> each) => each.Content.Grade is null;

    static string Word(ClavienDindo grade) => grade is ClavienDindo.None ? "none" : Words.Of(grade);
}
