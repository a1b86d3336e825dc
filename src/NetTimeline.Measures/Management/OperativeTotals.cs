using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Management;

/// <summary>Operative time and blood loss of all procedures that state them, together.</summary>
static class OperativeTotals
{
    public static Items<Measure> All { get; } =
    [
        Total("operative-time.stated-total", "Operative time of all procedures that state it", "min", Minutes,
            procedure => procedure.OperativeTime),
        Total("blood-loss.stated-total", "Blood loss of all procedures that state it", "mL", VolumeUnits.Millilitres,
            procedure => procedure.BloodLoss),
    ];

    static Measure Total(
        string name, string title, string unit, Func<string?, decimal?> factorOf,
        Func<Procedure, Quantity?> of) =>
        new(
            Definitions.PerPatient(
                name, title, unit,
                "Sum over the procedures done that state a number; numbers are taken as exactly those stated. "
                    + "Procedures that state none are named and not reckoned as zero: the sum is of what is stated.",
                Definitions.Own),
            (course, definition) => Values(course, definition, factorOf, of));

    static IEnumerable<MeasureValue> Values(
        Course course, MeasureDefinition definition, Func<string?, decimal?> factorOf,
        Func<Procedure, Quantity?> of)
    {
        var stated = course.Performed.Select(each => (each.Entry, Amount: In(of(each.Content), factorOf))).ToList();
        var known = stated.Where(each => each.Amount is not null).ToList();
        if (known.Count > 0)
        {
            var sum = known.Aggregate(Bounds.Exactly(0), (total, each) => total + each.Amount!.Value);
            yield return definition.Number(
                Instance.Patient, sum, null,
                [
                    .. known.Select(each => each.Entry.As(EvidenceRole.Value)),
                    .. stated.Where(each => each.Amount is null).Select(each => each.Entry.NotUsed("states no number")),
                ],
                $"Stated for {known.Count} of {stated.Count} procedures.");
        }
    }

    static Bounds? In(Quantity? quantity, Func<string?, decimal?> factorOf) =>
        factorOf(quantity?.UnitNamed) is { } factor ? quantity!.AsExact(0) * factor : null;

    static decimal? Minutes(string? unit) => unit switch
    {
        "min" => 1,
        "h" => 60,
        "s" => 1 / 60m,
        "d" => 1440,
        _ => null,
    };
}
