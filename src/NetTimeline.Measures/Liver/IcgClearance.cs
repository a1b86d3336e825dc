using NetTimeline.Domain;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Liver;

/// <summary>
/// Clearance of indocyanine green: measured, derived from the retention after 15 minutes, or implied by a stated
/// clearance of the remnant. Each is a measure of its own, so that none is taken for another.
/// </summary>
static class IcgClearance
{
    const string Derivation =
        "Holds only if the dye leaves the plasma mono-exponentially; means of published groups deviate (0.173 with "
            + "8.3 %, where the formula says 7.5 %). Never measured. Numbers stand for what rounds to them.";

    static readonly Citation Groups = new(
        "Group means of clearance and retention of indocyanine green, Kanzo (Acta Hepatologica Japonica) 30 (12)",
            null);

    public static Items<Measure> All { get; } =
    [
        new(
            Definition("icg-k.measured", "ICG clearance as measured", "/min", "As stated. Numbers stand for what "
                + "rounds to them."),
            (course, definition) => Analytes.IcgK.In(course).All.Select(reading => Stated(definition, reading))),
        new(
            Definition(
                "icg-k.from-r15", "ICG clearance derived from the retention after 15 minutes", "/min",
                $"−ln(R15 / 100) / 15. {Derivation}"),
            (course, definition) => Analytes.IcgR15.In(course).All
                .Select(reading => FromRetention(definition, reading))),
        new(
            Definition(
                "icg-k.from-icgk-f", "ICG clearance that a stated ICGK-F implies", "/min",
                "ICGK-F / share of the future liver remnant, of one work-up: certainly within 7 days of each other, "
                    + "or told by the same offset. Numbers stand for what rounds to them."),
            (course, definition) => Analytes.IcgkF.In(course).All.Select(reading => Implied(
                course, definition, reading, clearance => clearance))),
        new(
            Definition(
                "icg-r15.from-icgk-f", "ICG retention after 15 minutes that a stated ICGK-F implies", "%",
                $"100 × e^(−15 K), K being icg-k.from-icgk-f. {Derivation}"),
            (course, definition) => Analytes.IcgkF.In(course).All.Select(reading => Implied(
                course, definition, reading, IcgFormulas.RetentionOf))),
    ];

    /// <summary>Null and why, where R15 is no number in (0, 100] %.</summary>
    public static (Amount? Amount, string? Reason) Derived(Reading retention)
    {
        var (amount, reason) = retention.Rounded();
        return amount is not { } percent ? (null, reason)
            : percent.Bounds.And(new Bounds(0, false, 100, true)) is { } possible
                ? (IcgFormulas.ClearanceOf(percent with { Bounds = Above0(possible) }), null)
                : (null, $"{retention.Key} is not a percentage above 0 and up to 100.");
    }

    /// <summary>Zero itself has no logarithm: what begins there is open there.</summary>
    static Bounds Above0(Bounds bounds) => bounds.Low is 0 ? bounds with { Low = null } : bounds;

    static MeasureDefinition Definition(string name, string title, string unit, string rule) =>
        new(name, 1, title, MeasureGroup.Liver, Per.Entry, unit, rule, [Groups]);

    static MeasureValue Stated(MeasureDefinition definition, Reading reading)
    {
        var (amount, reason) = reading.Rounded();
        return Value(definition, reading, amount, reason, [], "Measured.");
    }

    static MeasureValue FromRetention(MeasureDefinition definition, Reading reading)
    {
        var (amount, reason) = Derived(reading);
        return Value(definition, reading, amount, reason, [], "Derived, not measured: assumes mono-exponential decay.");
    }

    static MeasureValue Implied(
        Course course, MeasureDefinition definition, Reading reading, Func<Amount, Amount> of)
    {
        var companion = course.Once(Shares).Beside(reading.Entry);
        var (amount, reason) = reading.Rounded();
        if (companion.Found is not { } beside || amount is not { } clearance)
        {
            return Value(
                definition, reading, null, companion.Reason ?? reason,
                [.. companion.NotUsed.Select(each => new Evidence(each.Key, EvidenceRole.NotUsed, companion.Reason))],
                    "");
        }

        return Value(
            definition, reading, of(clearance / beside.Share.Percent * 100), null,
                [RemnantVolume.Used(beside.Share.Of)],
            $"Implied by {reading.Key} and {beside.Share.Key}, not measured.");
    }

    static Statements<Beside> Shares(Course course) => new(
        course, Remnant.In(course).SelectMany(each => each.Shares).Select(share => new Beside(share)),
        each => each.Share.Of.Entry, "share of the future liver remnant");

    static MeasureValue Value(
        MeasureDefinition definition, Reading reading, Amount? amount, string? reason, Items<Evidence> more,
            string remark)
    {
        Items<Evidence> evidence = [new(reading.Key, EvidenceRole.Value, reading.Says), .. more];
        return amount is { } number
            ? definition.Number(Instance.Of(reading.Key), number.Bounds, number.Point, evidence, remark)
            : definition.NotComputable(Instance.Of(reading.Key), reason!, evidence);
    }

    /// <summary>A type of its own for what the course finds once.</summary>
    readonly record struct Beside(RemnantShare Share);
}
