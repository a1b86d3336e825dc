using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;
using NetTimeline.Measures.Values;
using static NetTimeline.Measures.Values.RealFunctions;

namespace NetTimeline.Measures.Management;

/// <summary>Estimated glomerular filtration rate of each creatinine, by two equations, and its category.</summary>
static class KidneyFunction
{
    const decimal AdultYears = 18;

    static readonly Citation Kdigo = new(
        "KDIGO, definition and classification of chronic kidney disease, Kidney Int Suppl 2013;3:19–62",
        "https://doi.org/10.1038/kisup.2012.64");

    static readonly Items<Band> Categories =
    [
        new("G1", Bounds.AtLeast(90)), new("G2", Bounds.HalfOpen(60, 90)), new("G3a", Bounds.HalfOpen(45, 60)),
        new("G3b", Bounds.HalfOpen(30, 45)), new("G4", Bounds.HalfOpen(15, 30)), new("G5", Bounds.Below(15)),
    ];

    static readonly Equation Ckdepi = new(
        "ckd-epi-2021", "CKD-EPI 2021",
        "142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^−1.2 × 0.9938^age, × 1.012 for women; κ 0.9 and α −0.302 for men, 0.7 "
            + "and −0.241 for women",
        CkdEpi2021,
        new Citation("Inker et al., N Engl J Med 2021, equations without race",
            "https://doi.org/10.1056/NEJMoa2102953"));

    static readonly Equation Jsn = new(
        "jsn-2009", "Japan 2009", "194 × Scr^−1.094 × age^−0.287, × 0.739 for women", Jsn2009,
        new Citation("Matsuo et al., Am J Kidney Dis 2009;53:982–992", "https://doi.org/10.1053/j.ajkd.2008.12.034"));

    public static Items<Measure> All { get; } = [Rate(Ckdepi), Rate(Jsn), Category(Ckdepi), Category(Jsn)];

    internal static decimal CkdEpi2021(Sex sex, decimal creatinine, decimal age)
    {
        var (kappa, alpha, factor) = sex is Sex.Female ? (0.7m, -0.241m, 1.012m) : (0.9m, -0.302m, 1m);
        return 142 * Power(Math.Min(creatinine / kappa, 1), alpha) * Power(Math.Max(creatinine / kappa, 1), -1.2m)
            * Power(0.9938m, age) * factor;
    }

    internal static decimal Jsn2009(Sex sex, decimal creatinine, decimal age) =>
        194 * Power(creatinine, -1.094m) * Power(age, -0.287m) * (sex is Sex.Female ? 0.739m : 1);

    static Measure Rate(Equation equation) => new(
        new MeasureDefinition(
            $"egfr.{equation.Name}", 1, $"Estimated glomerular filtration rate ({equation.Title})", MeasureGroup.Course,
            Per.Entry, "mL/min/{1.73_m2}",
            $"{equation.Text}; Scr in mg/dL (µmol/L / 88.4), age in completed years. The creatinine is taken as "
                + "exactly the number reported, as in laboratories; age has the bounds that the dates leave at the "
                + "creatinine, and is open where they are. Adults only. Sex as enrolled.",
            [equation.Source]),
        (course, definition) => Each(course, definition, equation, (reading, rate, age, evidence) => definition.Number(
            Instance.Of(reading.Key), rate.Bounds, rate.Point, evidence, AgeRemark(age))));

    static Measure Category(Equation equation) => new(
        new MeasureDefinition(
            $"gfr-category.{equation.Name}", 1, $"Category of the glomerular filtration rate ({equation.Title})",
            MeasureGroup.Course, Per.Entry, null,
            $"G1 from 90, G2 from 60, G3a from 45, G3b from 30, G4 from 15, G5 below, of egfr.{equation.Name} before "
                + "any rounding; every category that its bounds leave.",
            [Kdigo, equation.Source]),
        (course, definition) => Each(course, definition, equation, (reading, rate, age, evidence) =>
            definition.Category(
            Instance.Of(reading.Key), Band.Possible(rate.Bounds, Categories), evidence, AgeRemark(age),
            "One creatinine does not make a chronic kidney disease, which takes three months.")));

    static IEnumerable<MeasureValue> Each(
        Course course, MeasureDefinition definition, Equation equation,
        Func<Reading, Amount, Bounds, Items<Evidence>, MeasureValue> of)
    {
        foreach (var (reading, age, evidence) in course.Once<IReadOnlyList<Creatinine>>(Creatinines))
        {
            var (amount, noNumber) = reading.Exact();
            var sex = course.Patient?.Sex;
            var reason = noNumber
                ?? (sex is not (Sex.Male or Sex.Female) ? "The equation needs the sex, female or male, which is not "
                    + "stated."
                    : age.IsCertainlyAtLeast(AdultYears) ? null
                    : age.IsCertainlyBelow(AdultYears) ? $"Under {AdultYears} years; the equation is for adults."
                    : "The age at the creatinine is not known, not even that it is an adult's.");
            yield return reason is null
                ? of(reading, Of(equation, sex!.Value, amount!.Value, age), age, evidence)
                : definition.NotComputable(Instance.Of(reading.Key), reason, evidence);
        }
    }

    static List<Creatinine> Creatinines(Course course) =>
    [
        .. from reading in Analytes.Creatinine.In(course).All
           let taken = DatePoint.StartOf(reading.Key)
           select new Creatinine(
               reading, CompletedYears(course.Between(DatePoint.Birth, taken).Years),
               [
                   new(reading.Key, EvidenceRole.Value, reading.Says),
                   .. course.Dating(DatePoint.Birth, taken, reading.Key),
               ]),
    ];

    /// <summary>Both equations fall with creatinine and with age, to zero.</summary>
    static Amount Of(Equation equation, Sex sex, Amount creatinine, Bounds age)
    {
        var scr = creatinine.Bounds;
        decimal? At(decimal? mgPerDl, decimal? years) =>
            mgPerDl is { } number and > 0 && years is { } old ? equation.Rate(sex, number, old) : null;
        return new Amount(
            new Bounds(
                At(scr.High, age.High) ?? 0, scr.HighIncluded && age.HighIncluded, At(scr.Low, age.Low),
                scr.LowIncluded && age.LowIncluded),
            At(creatinine.Point, age.Midpoint));
    }

    /// <summary>Completed years are whole: from the last birthday certainly past to the last possibly past.</summary>
    internal static Bounds CompletedYears(Bounds years)
    {
        var whole = years.High is { } high ? decimal.Floor(high) : (decimal?)null;
        var most = whole == years.High && !years.HighIncluded ? whole - 1 : whole;
        return new Bounds(
            years.Low is { } low ? decimal.Floor(low) : null, years.Low is not null, most, most is not null);
    }

    static string AgeRemark(Bounds age) => $"Age {age} years.";

    sealed record Equation(
        string Name, string Title, string Text, Func<Sex, decimal, decimal, decimal> Rate, Citation Source);

    /// <summary>What both equations start from.</summary>
    sealed record Creatinine(Reading Reading, Bounds Age, Items<Evidence> Evidence);
}
