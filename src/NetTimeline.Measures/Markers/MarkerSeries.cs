using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
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

    public SeriesByDay ByDay { get; } = new(Values);

    /// <summary>Those that are a number, if only with a comparator.</summary>
    public IEnumerable<MarkerValue> Numbers => Values.Where(value => value.IsNumber);

    /// <summary>A reader's caveat where values are compared whose assay nobody stated.</summary>
    public string[] Caveats => Assay is null ? [AssayNotStated] : [];

    /// <summary>A value that was entered from two sources is in its series once.</summary>
    public static IReadOnlyList<MarkerSeries> All(Course course) =>
        course.Once<IReadOnlyList<MarkerSeries>>(each => [.. Find(each)]);

    static IEnumerable<MarkerSeries> Find(Course course)
    {
        var values = course.All<LaboratoryValue>().ToLookup(each =>
            each.Entry.SameAs is { } first && course.Find(first) is not null ? first : (EntryKey?)null);
        return Grouped(values[null].Select(each => new MarkerValue(
            each, course.DayOf(each.Key), [.. values[each.Key].Select(it => it.Key)])));
    }

    static IEnumerable<MarkerSeries> Grouped(IEnumerable<MarkerValue> values) => values
        .GroupBy(each => (
            TumourMarkers.NameOf(each.Said.Test), Plain(each.Said.Specimen), Plain(each.Said.Assay)))
        .Select(group => (First: group.First().Said, Values: group.ToItems()))
        .Select(each => new MarkerSeries(each.First.Test, each.First.Specimen, each.First.Assay, each.Values));

    /// <summary>Those of tumour markers with at least one number: words alone have no nadir and no doubling time.
    /// </summary>
    public static IEnumerable<MarkerSeries> OfTumourMarkers(Course course) =>
        All(course).Where(series => TumourMarkers.Include(series.Values[0].Stated.Entry) && series.Numbers.Any());

    static string? Plain(string? text) => text?.Trim().ToLowerInvariant();
}

/// <summary>One value of a series.</summary>
/// <param name="Stated">The entry.</param>
/// <param name="Day">As a number; null where it is not certain.</param>
/// <param name="Again">Entries of the same value from other sources.</param>
sealed record MarkerValue(Stated<LaboratoryValue> Stated, int? Day, Items<EntryKey> Again)
{
    public EntryKey Key => Stated.Key;

    public LaboratoryValue Said => Stated.Content;

    public Quantity Quantity => Said.Value;

    /// <summary>The number as reported, taken as exact; null for words. Nothing is below zero.</summary>
    public Bounds? Bounds { get; } = Stated.Content.Value.AsExact(0);

    public bool IsNumber => Bounds is not null;

    public string Text { get; } = $"{Stated.Content.Value}";

    public string? Unit => Quantity.UnitNamed;

    public bool HasUnitOf(MarkerValue other) => Same(Unit) == Same(other.Unit);

    /// <summary>The one conversion there is changes no number: a pg in a mL is a ng in a L.</summary>
    static string? Same(string? unit) => unit is "ng/L" ? "pg/mL" : unit;

    public Evidence As(EvidenceRole role) => new(Key, role, Text);

    public Evidence NotUsed(string why) => new(Key, EvidenceRole.NotUsed, $"{Text}: {why}");
}
