using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Markers;

/// <summary>
/// Values of one test in one sort of specimen by one assay. What is not stated is a sort of its own: a value without an
/// assay is not taken to be of the assay that others name.
/// </summary>
/// <param name="Test">As the first value spells it.</param>
/// <param name="Specimen">Null where not stated.</param>
/// <param name="Assay">Null where not stated.</param>
/// <param name="Values">All of them, words too, in the order of the course.</param>
sealed record MarkerSeries(string Test, string? Specimen, string? Assay, Items<MarkerValue> Values)
{
    public const string AssayNotStated = "No assay is stated: that it was one and the same is not certain.";

    /// <summary>What tells it from the patient's other series: <c>calcitonin, serum</c>.</summary>
    public string Name => string.Join(", ", new[] { Test, Specimen, Assay }.Where(part => part is not null));

    /// <summary>Those that are a number, if only with a comparator.</summary>
    public IEnumerable<MarkerValue> Numbers => Values.Where(value => value.IsNumber);

    /// <summary>A reader's caveat where values are compared whose assay nobody stated.</summary>
    public string[] Caveats => Assay is null ? [AssayNotStated] : [];

    /// <summary>A value that was entered from two sources is in its series once.</summary>
    public static IEnumerable<MarkerSeries> All(Course course) => course.All<LaboratoryValue>()
        .Where(each => each.Entry.SameAs is not { } first || course.Find(first) is null)
        .GroupBy(each => (
            TumourMarkers.NameOf(each.Content.Test), Plain(each.Content.Specimen), Plain(each.Content.Assay)))
        .Select(group => (First: group.First().Content, Values: group.Select(each => new MarkerValue(each)).ToItems()))
        .Select(each => new MarkerSeries(each.First.Test, each.First.Specimen, each.First.Assay, each.Values));

    /// <summary>Those of tumour markers with at least one number: words alone have no nadir and no doubling time.
    /// </summary>
    public static IEnumerable<MarkerSeries> OfTumourMarkers(Course course) =>
        All(course).Where(series => TumourMarkers.Include(series.Values[0].Stated.Entry) && series.Numbers.Any());

    static string? Plain(string? text) => text?.Trim().ToLowerInvariant();
}

/// <summary>One value of a series.</summary>
sealed record MarkerValue(Stated<LaboratoryValue> Stated)
{
    public EntryKey Key => Stated.Key;

    public Quantity Quantity => Stated.Content.Value;

    /// <summary>The number as reported, taken as exact; null for words. Nothing is below zero.</summary>
    public Bounds? Bounds { get; } = Stated.Content.Value.AsExact(0);

    public bool IsNumber => Bounds is not null;

    public string Text => $"{Quantity}";

    public string? Unit => Quantity.UnitNamed;

    public bool HasUnitOf(MarkerValue other) => Same(Unit) == Same(other.Unit);

    /// <summary>The one conversion there is changes no number: a pg in a mL is a ng in a L.</summary>
    static string? Same(string? unit) => unit is "ng/L" ? "pg/mL" : unit;

    public Evidence As(EvidenceRole role) => new(Key, role, Text);

    public Evidence NotUsed(string why) => new(Key, EvidenceRole.NotUsed, $"{Text}: {why}");
}
