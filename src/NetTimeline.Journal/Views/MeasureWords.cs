using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Views;

/// <summary>A value in a line: how it is to be read, the number or category, and why it is no more.</summary>
static class MeasureWords
{
    public static string Of(MeasureValue value) => value.Status switch
    {
        MeasureStatus.NotComputable => $"not computable: {value.Reason}",
        MeasureStatus.Censored => $"not reached within {Number(value)}: {value.Reason}",
        MeasureStatus.Contradicted => $"contradicted, else {Number(value)}: {value.Reason}",
        _ => Number(value),
    };

    /// <summary>The number with its unit – what is counted without UCUM's braces – or the categories.</summary>
    static string Number(MeasureValue value) => value.Bounds is not null && value.Unit is { } unit
        ? $"{MeasureText.Value(value)} {unit.Trim('{', '}')}"
        : MeasureText.Value(value);
}
