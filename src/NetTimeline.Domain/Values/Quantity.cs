using System.Globalization;

namespace NetTimeline.Domain.Values;

/// <summary>
/// A quantity no more exact than its source. Digits are kept as stated (<c>1.10</c> is not <c>1.1</c> on paper);
/// equality is of what was stated.
/// </summary>
public abstract record Quantity
{
    Quantity() { }

    /// <summary>A number with its unit (UCUM where there is one; <c>1</c> for a pure number).</summary>
    public sealed record Number(decimal Value, string Unit) : Quantity
    {
        public override string ToString() => $"{Text(Value)} {UnitText(Unit)}".TrimEnd();
    }

    /// <summary>Below or above a number: <c>&lt; 1 %</c>.</summary>
    public sealed record Compared(Comparator Comparator, decimal Value, string Unit) : Quantity
    {
        public override string ToString() => $"{Comparator.Sign()} {Text(Value)} {UnitText(Unit)}".TrimEnd();
    }

    /// <summary>From one number to another, both included.</summary>
    public sealed record Range(decimal Low, decimal High, string Unit) : Quantity
    {
        public override string ToString() => $"{Text(Low)}–{Text(High)} {UnitText(Unit)}".TrimEnd();
    }

    /// <summary>A word instead of a number: "elevated", "within normal limits".</summary>
    public sealed record Qualitative(string Word) : Quantity
    {
        public override string ToString() => Word;
    }

    /// <summary>A course instead of a number: "decreased", against an earlier entry if one is named.</summary>
    public sealed record Trend(Course Course, EntryKey? ComparedTo) : Quantity
    {
        public override string ToString() =>
            Words.Of(Course) + (ComparedTo is { } other ? $" against {other}" : "");
    }

    /// <summary>Whether every number the quantity allows lies in [low, high]; true for words and courses.</summary>
    public bool LiesWithin(decimal low, decimal high) => this switch
    {
        Number number => number.Value >= low && number.Value <= high,
        Compared compared => compared.Value >= low && compared.Value <= high,
        Range range => range.Low >= low && range.High <= high,
        _ => true,
    };

    /// <summary>The unit named, or null for words and courses.</summary>
    public string? UnitNamed => this switch
    {
        Number number => number.Unit,
        Compared compared => compared.Unit,
        Range range => range.Unit,
        _ => null,
    };

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
