using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Markers;
using NetTimeline.Measures.Primary;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Survival;

/// <summary>
/// What tumour markers say between two operations: elevated, normal, or nothing. A fall without a value is neither.
/// </summary>
static class MarkerState
{
    /// <param name="course">The course.</param>
    /// <param name="tumour">Whose markers.</param>
    /// <param name="from">Only values that certainly are of this day or later; null for all.</param>
    /// <param name="until">Only values that certainly are of this day or earlier; null for all.</param>
    /// <returns>Null where the patient has no value of a tumour marker.</returns>
    public static StateFound? Between(Course course, EntryKey tumour, Occasion? from, Occasion? until)
    {
        var all = course.All<LaboratoryValue>().Where(each => TumourMarkers.Include(each.Content.Test)).ToList();
        if (all.Count == 0)
        {
            return null;
        }

        var own = all.Where(each => IsOf(course, tumour, each.Content.Test)).ToList();
        if (own.Count == 0)
        {
            return Found(DiseaseState.NotEstablished,
                "No tumour marker can be put down to this tumour rather than to another.",
                [.. all.Select(each => Said(each, EvidenceRole.NotUsed))]);
        }

        var byWindow = own.ToLookup(each => Window.Holds(course, each.Key, from, until));
        Items<Evidence> evidence =
        [
            .. byWindow[true].Select(each => Said(each, EvidenceRole.Value)),
            .. byWindow[false].Select(each => Said(each, EvidenceRole.NotUsed)),
        ];
        return Judged(course, [.. byWindow[true]], evidence);
    }

    static StateFound Judged(Course course, List<Stated<LaboratoryValue>> within, Items<Evidence> evidence)
    {
        var elevated = within.Where(each => IsElevated(each.Content) is true).Select(each => each.Key).ToList();
        var normal = within.Where(each => IsElevated(each.Content) is false).Select(each => each.Key).ToList();
        var text = string.Join(", ", within.Select(each => $"{each.Content.Test} {each.Content.Value}"));
        return (elevated.Count, normal.Count) switch
        {
            (0, 0) => Found(DiseaseState.NotEstablished, within.Count == 0
                ? "No value of a marker is certainly of this time."
                : $"No value that is normal or elevated: {text}.", evidence),
            (0, _) => Found(DiseaseState.DiseaseFree, $"Normal: {text}.", evidence),
            _ when Window.AllBefore(course, elevated, normal) =>
                Found(DiseaseState.DiseaseFree, $"Became normal: {text}.", evidence),
            _ when Window.AnyBefore(course, normal, elevated) =>
                Found(DiseaseState.Recurrent, $"Elevated after it was normal: {text}.", evidence),
            _ => Found(DiseaseState.Persistent, $"Elevated and never normal: {text}.", evidence),
        };
    }

    /// <summary>
    /// By the only tumour that stands; else by stains of its lesions, its name, or what it was believed to be.
    /// </summary>
    static bool IsOf(Course course, EntryKey tumour, string test) =>
        Primaries.Standing(course).All(each => each.Key == tumour)
        || (course.Find(tumour)?.Content is Tumour { Name: var name } && Mentions(name, test))
        || course.All<Diagnosis>().Any(each => Mentions(each.Content.Belief, test)
            && course.Tumours.Concerns(each.Entry, tumour) is Likelihood.Yes)
        || course.All<PathologyReport>().SelectMany(each => each.Content.Lesions).Any(found =>
            found.Lesion is { } lesion && course.Tumours.Belongs(lesion, tumour) is Likelihood.Yes
            && found.Immunohistochemistry.Any(stain =>
                stain.Result is StainResult.Positive && Mentions(stain.Marker, test)));

    static bool Mentions(string text, string test) => text.Contains(test, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// By the laboratory's flag, the word, or the number beside its reference range; null for neither.
    /// </summary>
    static bool? IsElevated(LaboratoryValue value) => Word(value.Flag)
        ?? (value.Value is Quantity.Qualitative said ? Word(said.Word) : null)
        ?? BesideReference(value);

    static bool? BesideReference(LaboratoryValue value) => value.Reference is { } range
        && range.UnitNamed == value.Value.UnitNamed && range.AsExact(0) is { High: { } most }
        && value.Value.AsExact(0) is { } number ? Above(number, most) : null;

    static bool? Above(Bounds number, decimal most) =>
        number.IsCertainlyAbove(most) ? true : number.IsCertainlyAtMost(most) ? false : null;

    static bool? Word(string? said) => said?.Trim().ToLowerInvariant() switch
    {
        null => null,
        "h" or "high" or "increased" or "raised" or "elevated" or "continued to be elevated" => true,
        "n" or "normal" or "within the normal range" or "normalised" or "normalized" or "undetectable" => false,
        _ => null,
    };

    static Evidence Said(Stated<LaboratoryValue> each, EvidenceRole role) => new(each.Key, role,
        role is EvidenceRole.NotUsed
            ? $"{each.Content.Test} {each.Content.Value}: not certainly of this time and tumour"
            : $"{each.Content.Test} {each.Content.Value}");

    static StateFound Found(DiseaseState state, string why, Items<Evidence> evidence) =>
        new(DiseaseAxis.Biochemical, state, why, evidence);
}
