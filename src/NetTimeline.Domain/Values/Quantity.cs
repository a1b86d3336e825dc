using System.Globalization;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Domain.Values;

/// <summary>
/// A quantity no more exact than its source. Digits are kept as stated; equality is of what was stated, so that
/// <c>1.10</c> does not equal <c>1.1</c>.
/// </summary>
public abstract record Quantity
{
    Quantity() { }

    /// <summary>A number with its unit (UCUM where there is one; <c>1</c> for a pure number).</summary>
    public sealed record Number(decimal Value, string Unit) : Quantity
    {
        public bool Equals(Number? other) =>
            other is not null && SameDigits(Value, other.Value) && Unit == other.Unit;

        public override int GetHashCode() => HashCode.Combine(Value, Unit);

        public override string ToString() => $"{Text(Value)} {UnitText(Unit)}".TrimEnd();
    }

    /// <summary>Below or above a number: <c>&lt; 1 %</c>.</summary>
    public sealed record Compared(Comparator Comparator, decimal Value, string Unit) : Quantity
    {
        public bool Equals(Compared? other) => other is not null
            && Comparator == other.Comparator && SameDigits(Value, other.Value) && Unit == other.Unit;

        public override int GetHashCode() => HashCode.Combine(Comparator, Value, Unit);

        public override string ToString() => $"{Comparator.Sign()} {Text(Value)} {UnitText(Unit)}".TrimEnd();
    }

    /// <summary>From one number to another, both included.</summary>
    public sealed record Range(decimal Low, decimal High, string Unit) : Quantity
    {
        public bool Equals(Range? other) => other is not null
            && SameDigits(Low, other.Low) && SameDigits(High, other.High) && Unit == other.Unit;

        public override int GetHashCode() => HashCode.Combine(Low, High, Unit);

        public override string ToString() => $"{Text(Low)}–{Text(High)} {UnitText(Unit)}".TrimEnd();
    }

    /// <summary>A word instead of a number: "elevated", "within normal limits".</summary>
    public sealed record Qualitative(string Word) : Quantity
    {
        public override string ToString() => Word;
    }

    /// <summary>
    /// A course: "decreased", "rose to 324 pg/mL", against an earlier entry if one is named.
    /// </summary>
    /// <param name="Course">Where the value is going.</param>
    /// <param name="Reached">The value it came to; null where only the course is stated.</param>
    /// <param name="ComparedTo">The entry it is compared with; null where none is named.</param>
    public sealed record Trend(Course Course, Number? Reached, EntryKey? ComparedTo) : Quantity
    {
        public override string ToString() => Words.Of(Course)
            + (Reached is null ? "" : $" to {Reached}")
            + (ComparedTo is { } other ? $" against {other}" : "");
    }

    /// <summary>
    /// Whether the numbers stated lie in [low, high] and leave room there: <c>&gt; 99</c> lies within [0, 100] though
    /// 101 would be greater too, <c>&gt; 100</c> does not. True for words, and for courses without a value.
    /// </summary>
    public bool LiesWithin(decimal low, decimal high) => this switch
    {
        Number number => number.Value >= low && number.Value <= high,
        Compared { Comparator: Comparator.GreaterThan } above => above.Value >= low && above.Value < high,
        Compared { Comparator: Comparator.LessThan } below => below.Value > low && below.Value <= high,
        Compared compared => compared.Value >= low && compared.Value <= high,
        Range range => range.Low >= low && range.High <= high,
        Trend { Reached: { } reached } => reached.LiesWithin(low, high),
        _ => true,
    };

    /// <summary>Words and courses pass: "elevated" is not in another unit.</summary>
    public bool IsPercentage => UnitNamed is null or "%" && LiesWithin(0, 100);

    /// <summary>The entry that a course is compared with.</summary>
    /// <param name="pointer">Where the quantity stands in the statement.</param>
    public IEnumerable<Reference> References(string pointer) => this is Trend trend
        ? Reference.Of(pointer + "/comparedTo", trend.ComparedTo, EntryKinds.Any)
        : [];

    /// <summary>The unit named, or null for words, and for courses without a value.</summary>
    public string? UnitNamed => this switch
    {
        Number number => number.Unit,
        Compared compared => compared.Unit,
        Range range => range.Unit,
        Trend trend => trend.Reached?.Unit,
        _ => null,
    };

    static bool SameDigits(decimal one, decimal other) => one == other && one.Scale == other.Scale;

    static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    static string UnitText(string unit) => unit == "1" ? "" : unit;
}

/// <summary>How a value stands to the number that was stated.</summary>
public enum Comparator
{
    LessThan,
    AtMost,
    AtLeast,
    GreaterThan,
}

/// <summary>Where a value is going.</summary>
public enum Course
{
    Rising,
    Falling,
    Stable,
}

/// <summary>Signs of comparators as written in reports.</summary>
public static class Comparators
{
    public static string Sign(this Comparator comparator) => comparator switch
    {
        Comparator.LessThan => "<",
        Comparator.AtMost => "<=",
        Comparator.AtLeast => ">=",
        _ => ">",
    };
}
