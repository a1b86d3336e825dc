using System.Globalization;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Journal.Json;
using NetTimeline.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Measures;

/// <summary>A measure that can be asked for.</summary>
/// <param name="Measure">What it is, and how it is computed.</param>
/// <param name="Written">As it is written in the definition language; null where it is computed in code.</param>
/// <param name="Own">Who made it and when; null where it comes with the product.</param>
public sealed record CatalogueMeasure(Measure Measure, WrittenMeasure? Written, OwnMeasure? Own)
{
    public MeasureDefinition Definition => Measure.Definition;

    /// <summary>Its values for one patient.</summary>
    public Items<MeasureValue> Of(Course course) => Measure.Of(course);
}

/// <summary>The measures that can be asked for: those that come with the product and, after them, users' own.</summary>
/// <remarks>Immutable, so that one answer is computed by one catalogue though another is defined meanwhile.</remarks>
/// <param name="Own">The users' own definitions.</param>
/// <param name="All">In the order in which they are shown; of users' own every version.</param>
public sealed record MeasureCatalogue(OwnMeasures Own, Items<CatalogueMeasure> All)
{
    /// <summary>The measures of the product that are written in the definition language.</summary>
    public static Items<WrittenMeasure> Written { get; } =
        [.. DefinitionFiles.All.Select(each => Read(each.File, each.Json))];

    /// <summary>What comes with the product; of each group first what is computed in code.</summary>
    public static MeasureCatalogue BuiltIn { get; } = new(
        OwnMeasures.None,
        [
            .. Catalogue.InCode.Select(measure => new CatalogueMeasure(measure, null, null))
                .Concat(Written.Select(each => new CatalogueMeasure(each.Compiled(), each, null)))
                .OrderBy(each => each.Definition.Group),
        ]);

    /// <summary>Of the stream of own definitions; 0 where there is none.</summary>
    public long Version => Own.Version;

    /// <summary>Of each name its newest version.</summary>
    public Items<CatalogueMeasure> Current { get; } = [.. All.Where(each =>
        each.Own is null || Own.NewestOf(each.Definition.Name) == each.Definition.Version)];

    /// <summary>As above, without where they come from.</summary>
    public IEnumerable<Measure> Measures => Current.Select(each => each.Measure);

    /// <summary>What comes with the product, and these.</summary>
    public static MeasureCatalogue With(OwnMeasures own) => new(
        own,
        [
            .. BuiltIn.All,
            .. own.All.Select(each => new CatalogueMeasure(StillComputable(each.Written), each.Written, each)),
        ]);

    /// <summary>The same for one request: what it was cancelled before computes nothing any more.</summary>
    public MeasureCatalogue Until(CancellationToken cancellation) => new(
        Own, [.. All.Select(each => each with { Measure = Until(each.Measure, cancellation) })]);

    /// <summary>As it was at a version of the stream of own definitions; as it is where that is not further.</summary>
    public MeasureCatalogue At(long version) => version >= Version
        ? this
        : With(new OwnMeasures(version, [.. Own.All.Take((int)version)]));

    /// <summary>The newest measure of a name, or with <c>name@2</c> that version; null where there is none.</summary>
    public CatalogueMeasure? Find(string name) => name.Split('@', 2) switch
    {
        [var bare, var digits] => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? All.FirstOrDefault(each => (each.Definition.Name, each.Definition.Version) == (bare, version))
            : null,
        _ => Current.FirstOrDefault(each => each.Definition.Name == name),
    };

    static Measure Until(Measure measure, CancellationToken cancellation) => measure with
    {
        Compute = (course, definition) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return measure.Compute(course, definition);
        },
    };

    /// <summary>
    /// What was taken once may name what there is no more – a concept, a condition – and then it alone tells nothing.
    /// </summary>
    static Measure StillComputable(WrittenMeasure written)
    {
        var measure = written.Compiled();
        var pointers = WrittenFaults.Of(written).Select(fault => fault.Pointer).Distinct().ToList();
        return pointers.Count == 0 ? measure : measure with
        {
            Compute = (_, definition) =>
            [
                definition.NotComputable(
                    Instance.Patient,
                    $"The definition names what there is no more, at {string.Join(", ", pointers)}: supersede it.", []),
            ],
        };
    }

    static WrittenMeasure Read(string file, string json)
    {
        using var document = JsonDocument.Parse(json);
        return MeasureJson.Read(document.RootElement) switch
        {
            Parsed<WrittenMeasure>.Understood understood => understood.Value,
            Parsed<WrittenMeasure>.Faulty faulty => throw new InvalidDataException(
                $"{file} {string.Join(" ", faulty.Faults.Select(fault => $"{fault.Pointer}: {fault.Sentence}"))}"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}
