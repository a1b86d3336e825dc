using NetTimeline.Domain;
using NetTimeline.Measures;
using NetTimeline.Measures.Values;

namespace NetTimeline.UnitTests.Measures.Surfaces;

/// <summary>Small measures, so that what is said of surfaces does not hang on what the catalogue holds.</summary>
static class TimeMeasures
{
    /// <summary>The years from the beginning of one entry to that of another.</summary>
    public static Measure Years(string from, string to) => new(
        Definition("years-between"),
        (course, definition) =>
        {
            var bounds = course.Between(EntryKey.Parse(from), EntryKey.Parse(to)).Years;
            return
            [
                definition.Number(
                    Instance.Patient, bounds, bounds.Midpoint,
                    [
                        new Evidence(EntryKey.Parse(from), EvidenceRole.Start, null),
                        new Evidence(EntryKey.Parse(to), EvidenceRole.End, null),
                    ]),
            ];
        });

    /// <summary>One number, whatever the course says.</summary>
    public static Measure Constant(Bounds bounds, decimal? point) => new(
        Definition("constant"), (_, definition) => [definition.Number(Instance.Patient, bounds, point, [])]);

    static MeasureDefinition Definition(string name) => new(
        name, 1, "A time between two entries", MeasureGroup.Course, Per.Patient, "a", "Years are nominal.",
        [new Citation("own definition", null)]);
}
