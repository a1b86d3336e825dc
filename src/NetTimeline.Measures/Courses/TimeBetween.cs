using NetTimeline.Domain.Dates;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Courses;

/// <summary>What is known of a difference between two points in time.</summary>
/// <param name="known">What is known of it in a unit.</param>
public sealed class TimeBetween(Func<LengthUnit, LengthBounds> known)
{
    /// <summary>
    /// Said of a number of days or weeks that rests on stated years or months, whose days depend on where they lie in
    /// the calendar.
    /// </summary>
    public const string WidenedRemark =
        "Years or months were stated: in days the bounds are widened by what the calendar leaves open.";

    /// <summary>By its unit; kept, because a value asks for its time several times.</summary>
    readonly LengthBounds?[] found = new LengthBounds?[(int)LengthUnit.Years + 1];

    /// <summary>
    /// In years: anniversaries and the fraction of the running year where both ends are days, else by the nominal year
    /// of 365.2425 days.
    /// </summary>
    public Bounds Years => In(LengthUnit.Years);

    /// <summary>In months, likewise; a nominal month is a twelfth of a nominal year.</summary>
    public Bounds Months => In(LengthUnit.Months);

    /// <summary>Widened by the calendar where years or months were stated; see <see cref="IsWidened"/>.</summary>
    public Bounds InDays => In(LengthUnit.Days);

    public Bounds In(LengthUnit unit) => Bounds.Of(Known(unit));

    /// <summary>Whether the bounds in this unit are widened, which is then to be said.</summary>
    public bool IsWidened(LengthUnit unit) => Known(unit).Widened;

    LengthBounds Known(LengthUnit unit) => found[(int)unit] ??= known(unit);
}
