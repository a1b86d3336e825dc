using System.Globalization;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Values;

namespace NetTimeline.Server.Cohorts;

/// <summary>
/// Values as RFC 4180 has them, with a line of names: numbers with a point and all their digits, lists with a space
/// between, nothing where nothing is told.
/// </summary>
static class CohortCsv
{
    public const string Head =
        "patient,matches,measure,version,instance,status,low,low_included,high,high_included,point,unit,categories,"
        + "reason,evidence\r\n";

    public static string Row(MeasureDefinition definition, CohortValueView value) => string.Join(',',
        value.Patient.Value, Words.Of(value.Matches), definition.Name,
        definition.Version.ToString(CultureInfo.InvariantCulture),
        Cell(new Instance(value.Of.Entries, value.Of.Name).ToString()), Words.Of(value.Status), Number(value.Low),
        Included(value.Low, value.LowIncluded), Number(value.High), Included(value.High, value.HighIncluded),
        Number(value.Point), Cell(value.Unit), Cell(string.Join("; ", value.Categories)), Cell(value.Reason),
        string.Join(' ', value.Evidence)) + "\r\n";

    static string Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    static string Included(decimal? bound, bool included) => bound is null ? "" : included ? "true" : "false";

    /// <summary>A text that a spreadsheet would take for a formula is given to it as a text.</summary>
    static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : safe;
    }
}
