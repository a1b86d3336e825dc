namespace NetTimeline.Domain.Dates;

/// <summary>
/// Days, and months that no calendar has made days yet: "6.5 years" is 78 months and no days. Either may be negative.
/// </summary>
/// <param name="ExactDays">Days stated as days (or weeks), or counted by the calendar.</param>
/// <param name="Months">Months and twelfths of years that were stated as such.</param>
public readonly record struct NominalLength(decimal ExactDays, decimal Months)
{
    /// <summary>In days; a month has its nominal length, <see cref="LengthOfTime.DaysPerMonth"/>.</summary>
    public decimal NominalDays => ExactDays + (Months * LengthOfTime.DaysPerMonth);

    public static implicit operator NominalLength(decimal days) => new(days, 0);

    public static NominalLength operator +(NominalLength a, NominalLength b) =>
        new(a.ExactDays + b.ExactDays, a.Months + b.Months);

    public static NominalLength operator -(NominalLength a, NominalLength b) => a + -b;

    public static NominalLength operator -(NominalLength a) => new(-a.ExactDays, -a.Months);

    public static NominalLength operator /(NominalLength a, decimal parts) =>
        new(a.ExactDays / parts, a.Months / parts);
}
