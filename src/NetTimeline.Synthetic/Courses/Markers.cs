using NetTimeline.Synthetic.Writing;

namespace NetTimeline.Synthetic.Courses;

/// <summary>Laboratory values, now and then mistyped, misdated or somebody else's.</summary>
static class Markers
{
    public static void Measure(SyntheticCourse course)
    {
        Value(course, "chromogranin A", "cga", ChromograninA(course), "ng/mL", 100);
        if (course.Disease.Site.Marker is { } marker && course.Tells())
        {
            var isHiaa = marker == "5-HIAA";
            Value(
                course, marker, isHiaa ? "hiaa" : "gastrin", Burden(course) + course.Chance.Between(3, 12),
                isHiaa ? "mg/(24.h)" : "pg/mL", isHiaa ? 9 : 100);
        }

        if (course.Disease.Site.IsPancreas && course.Chance.Percent(2))
        {
            Value(course, "calcitonin", "calcitonin", Burden(course) * 20, "pg/mL", 10);
        }
    }

    static void Value(SyntheticCourse course, string test, string word, int value, string unit, int normalBelow)
    {
        var said = new Laboratory(course.Next(word), test, value, unit, normalBelow, course.Dating.Of(course.Today));
        if (course.Chance.Permille(40))
        {
            Corrections.SlipOf(course, said);
            return;
        }

        said.Write(course.Entry("laboratory-value", said.Key, said.Occurred, null, Laboratory.By)).Done();
    }

    static int ChromograninA(SyntheticCourse course) =>
        course.Chance.Between(30, 110) + (Burden(course) * course.Chance.Between(3, 9));

    /// <summary>How much tumour there is, in no unit.</summary>
    static int Burden(SyntheticCourse course) =>
        (course.Foci.Sum(focus => focus.Millimetres) / 3)
        + ((course.Group?.Count ?? 0) * 5)
        + (course.IsPrimaryIn ? 4 : 0);
}

/// <summary>A laboratory value, to be written again where it is put right.</summary>
sealed record Laboratory(string Key, string Test, int Value, string Unit, int NormalBelow, When Occurred)
{
    public const string By = "laboratory";

    public LineWriter Write(LineWriter entry) => entry
        .Text("test", Test).Quantity("value", Value, Unit)
        .Text("specimen", Unit == "mg/(24.h)" ? "24-h urine" : "serum")
        .Object("reference").Text("comparator", "<").Number("value", NormalBelow).Text("unit", Unit).End()
        .Text("flag", Value > NormalBelow ? "elevated" : null);
}
