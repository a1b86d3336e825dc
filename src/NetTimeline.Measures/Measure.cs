using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures;

/// <summary>A definition and how it is computed. Pure: the same course gives the same values.</summary>
/// <param name="Definition">What it is.</param>
/// <param name="Compute">
/// The values, one for each instance there is, in the order of the course; empty where the patient has nothing the
/// definition speaks of. Where it speaks of something and cannot compute it, the value says "not computable" and why.
/// </param>
public sealed record Measure(
    MeasureDefinition Definition, Func<Course, MeasureDefinition, IEnumerable<MeasureValue>> Compute)
{
    /// <summary>The values of this measure for one patient.</summary>
    public Items<MeasureValue> Of(Course course)
    {
        try
        {
            var values = Compute(course, Definition).Select(value => course.Judged(value));
            return course.Assumptions.Count == 0
                ? [.. values]
                : CourseAssumptions.Remarked(values, Of(course.AsRecorded), course.Assumptions);
        }
        catch (OverflowException)
        {
            // The one place that answers numbers beyond any clinical meaning (a marker of 10²⁷): nothing is rounded.
            return
            [
                Definition.NotComputable(Instance.Patient, "A number is too great or too small to reckon with.", []),
            ];
        }
    }
}

/// <summary>Makes values of a definition.</summary>
public static class MeasureValues
{
    /// <summary>Status, numbers and categories are the same, whatever else is said; or both are nothing.</summary>
    internal static bool SayTheSame(MeasureValue? a, MeasureValue? b) =>
        (a?.Status, a?.Bounds, a?.Point, a?.Unit) == (b?.Status, b?.Bounds, b?.Point, b?.Unit)
        && Equals(a?.Categories, b?.Categories);

    /// <summary>A number: exact where the bounds are one number, else bounded.</summary>
    public static MeasureValue Number(
        this MeasureDefinition definition, Instance of, Bounds bounds, decimal? point, Items<Evidence> evidence,
        params ReadOnlySpan<string> remarks) => new(
        definition.Name, definition.Version, of, bounds.IsExact ? MeasureStatus.Exact : MeasureStatus.Bounded, bounds,
        bounds.IsExact ? bounds.Low : point, definition.Unit, [], null, evidence, Items.Of(remarks));

    /// <summary>One category for certain, or several of which one holds.</summary>
    public static MeasureValue Category(
        this MeasureDefinition definition, Instance of, Items<string> categories, Items<Evidence> evidence,
        params ReadOnlySpan<string> remarks) => new(
        definition.Name, definition.Version, of,
        categories.Count == 1 ? MeasureStatus.Exact : MeasureStatus.Bounded, null, null, null, categories, null,
        evidence, Items.Of(remarks));

    /// <summary>The event was not reached within the time watched.</summary>
    public static MeasureValue Censored(
        this MeasureDefinition definition, Instance of, Bounds watched, decimal? point, string reason,
        Items<Evidence> evidence, params ReadOnlySpan<string> remarks) => new(
        definition.Name, definition.Version, of, MeasureStatus.Censored, watched, watched.IsExact ? watched.Low : point,
        definition.Unit, [], reason, evidence, Items.Of(remarks));

    public static MeasureValue NotComputable(
        this MeasureDefinition definition, Instance of, string reason, Items<Evidence> evidence,
        params ReadOnlySpan<string> remarks) => new(
        definition.Name, definition.Version, of, MeasureStatus.NotComputable, null, null, definition.Unit, [], reason,
        evidence, Items.Of(remarks));
}
