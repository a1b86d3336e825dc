using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Views;

/// <summary>A value in a line: how it is to be read, the number or category, and why it is no more.</summary>
static class MeasureWords
{
    /// <summary>UCUM's unit of what has none.</summary>
    const string NoUnit = "1";

    public static string Of(MeasureValue value) => value.Status switch
    {
        MeasureStatus.NotComputable => $"not computable: {value.Reason}",
        MeasureStatus.Censored => $"not reached within {Number(value)}: {value.Reason}",
        MeasureStatus.Contradicted => $"contradicted, else {Number(value)}: {value.Reason}",
        _ => Number(value),
    };

    /// <summary>The number with its unit, or the categories.</summary>
    static string Number(MeasureValue value) => value.Bounds is not null && value.Unit is { } unit and not NoUnit
        ? $"{MeasureText.Value(value)} {InWords(unit)}"
        : MeasureText.Value(value);

    /// <summary>Without UCUM's braces: <c>mL/min/{1.73_m2}</c> is said mL/min/1.73 m2.</summary>
    static string InWords(string unit) => string.Concat(unit.Where(each => each is not ('{' or '}'))).Replace('_', ' ');
}
