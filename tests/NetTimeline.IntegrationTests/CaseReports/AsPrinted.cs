using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NetTimeline.IntegrationTests.CaseReports;

/// <summary>A value of the API as a table prints it: point, bounds with their ends, unit; or its categories.</summary>
static partial class AsPrinted
{
    /// <summary>As <paramref name="expected"/> is written: each number with as many decimals as there.</summary>
    public static string Like(string expected, JsonElement value)
    {
        if (value.TryGetProperty("categories", out var categories) && categories.GetArrayLength() > 0)
        {
            return string.Join(" or ", categories.EnumerateArray().Select(each => each.GetString()));
        }

        var decimals = Numbers().Matches(expected).Select(each => each.Groups[1].Length).GetEnumerator();
        var (low, high, point) = (Number("low"), Number("high"), Number("point"));
        var isExact = low is not null && low == high;
        var length = isExact ? Rounded(low)
            : high is null ? $"≥ {Rounded(low)}"
            : (point is null ? "" : $"{Rounded(point)} ")
                + $"{(Included("low") ? '[' : '(')}{Rounded(low)}, {Rounded(high)}{(Included("high") ? ']' : ')')}";
        return $"{length} {value.GetProperty("unit").GetString()}";

        decimal? Number(string name) => value.TryGetProperty(name, out var number) ? number.GetDecimal() : null;

        bool Included(string end) => value.TryGetProperty($"{end}Included", out _);

        string Rounded(decimal? number)
        {
            var digits = decimals.MoveNext() ? decimals.Current : 0;
            return Math.Round(number ?? 0, digits, MidpointRounding.AwayFromZero)
                .ToString($"F{digits}", CultureInfo.InvariantCulture);
        }
    }

    [GeneratedRegex(@"-?\d+(?:\.(\d+))?", RegexOptions.CultureInvariant)]
    internal static partial Regex Numbers();
}
