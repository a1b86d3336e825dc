using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>The future liver remnant as a share of the liver volume expected of the body.</summary>
static class StandardisedRemnant
{
    public static Items<Measure> All { get; } =
    [
        Of(StandardLiver.Vauthey, BodySurface.DuBois), Of(StandardLiver.Vauthey, BodySurface.Mosteller),
        Of(StandardLiver.Urata, BodySurface.DuBois), Of(StandardLiver.Urata, BodySurface.Mosteller),
    ];

    static Measure Of(StandardLiver liver, BodySurface surface) => new(
        new MeasureDefinition(
            $"standardised-future-liver-remnant.{liver.Name}-{surface.Name}", 1,
            "Future liver remnant in percent of the standard liver volume", MeasureGroup.Liver, Per.Entry, "%",
            $"100 × remnant in mL / standard liver volume; standard liver volume in mL = {liver.Text}, body surface "
                + $"in m² = {surface.Text}. Height is the one stated (of several, the one of the same work-up); "
                + "weight that of the work-up, which is what is certainly within 7 days of the volumetry or told by "
                + "the same offset. Numbers stand for what rounds to them.",
            [liver.Source, surface.Source]),
        (course, definition) => Remnant.In(course).Select(each => Value(course, definition, each, liver, surface)));

    static MeasureValue Value(
        Course course, MeasureDefinition definition, Remnant remnant, StandardLiver liver, BodySurface surface)
    {
        var (height, noHeight) = Height(course, remnant);
        var (weight, noWeight) = Converted(Analytes.Weight.In(course).Beside(remnant.Entry));
        Items<Evidence> evidence = [RemnantVolume.Used(remnant), .. Evidence(height), .. Evidence(weight)];
        if (remnant.Volume is not { } volume || height is not { } tall || weight is not { } heavy)
        {
            return definition.NotComputable(
                Instance.Of(remnant.Key), Missing(remnant, noHeight, noWeight), evidence);
        }

        var share = volume / liver.Of(surface.Of(tall.Amount, heavy.Amount)) * 100;
        return definition.Number(Instance.Of(remnant.Key), share.Bounds, share.Point, evidence);
    }

    static string Missing(Remnant remnant, string? noHeight, string? noWeight)
    {
        var body = (noHeight, noWeight) is ("Height is not stated.", "Weight is not stated.")
            ? "Height and weight are not stated."
            : string.Join(" ", new[] { noHeight, noWeight }.Where(each => each is not null));
        var volume = remnant.Volume is null ? "The remnant's volume in millilitres is not stated." : "";
        return string.Join(" ", new[] { body, volume }.Where(each => each.Length > 0));
    }

    /// <summary>An adult's height does not change: one alone holds whenever it was taken.</summary>
    static (Taken? Taken, string? Reason) Height(Course course, Remnant remnant)
    {
        var heights = Analytes.Height.In(course);
        return Converted(heights.All is [var only]
            ? new Companion<Reading>(only, null, [])
            : heights.Beside(remnant.Entry));
    }

    static (Taken? Taken, string? Reason) Converted(Companion<Reading> found)
    {
        if (found.Found is not { } reading)
        {
            return (null, found.Reason);
        }

        var (amount, reason) = reading.Rounded();
        return amount is { } converted ? (new Taken(reading, converted), null) : (null, reason);
    }

    static IEnumerable<Evidence> Evidence(Taken? taken) =>
        taken is { } each ? [new Evidence(each.Reading.Key, EvidenceRole.Value, each.Reading.Says)] : [];

    readonly record struct Taken(Reading Reading, Amount Amount);
}
