using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Primary;

/// <summary>How old the patient was when a tumour was first there to be seen.</summary>
static class Age
{
    public static Measure Measure { get; } = new(
        new MeasureDefinition(
            "age-at-diagnosis", 1, "Age at the day of the tumour", MeasureGroup.Primary, Per.Tumour, "a",
            "From birth to the day from which the tumour is on record. Birth is the year that was enrolled, and every "
            + "stated age: an age in completed years is [age, age + 1). All statements of time count together, so that "
            + "an age stated for another event bounds this one. Nominal years; the point is halfway "
            + "between the bounds.",
            [new Citation("Own definition", null)]),
        (course, definition) => Primaries.Standing(course).Select(tumour => Value(course, definition, tumour.Key)));

    static MeasureValue Value(Course course, MeasureDefinition definition, EntryKey tumour)
    {
        var start = DatePoint.StartOf(tumour);
        var years = course.Between(DatePoint.Birth, start).Years;
        var end = new Evidence(tumour, EvidenceRole.End, "the day of the tumour");
        return years.Low is null && years.High is null
            ? definition.NotComputable(
                Instance.Of(tumour), "Neither a birth year with a date of the tumour nor an age is on record.", [end])
            : definition.Number(
                Instance.Of(tumour), years.And(Bounds.AtLeast(0)) ?? years, years.Midpoint,
                [end, .. course.Dating(DatePoint.Birth, start, tumour)]);
    }
}
