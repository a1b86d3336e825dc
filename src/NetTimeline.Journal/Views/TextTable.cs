using System.Text;

namespace NetTimeline.Journal.Views;

/// <summary>Rows under names, no wider than a terminal: what does not fit is cut, and the cut shown.</summary>
static class TextTable
{
    public const int WidthMax = 100;

    const string Gap = "  ";

    /// <summary>The last column takes what is left; any other is as wide as its widest cell, up to its most.</summary>
    /// <param name="names">Of the columns, each with how wide it may become.</param>
    /// <param name="rows">A cell for each column.</param>
    public static string Draw(
        IReadOnlyList<(string Name, int WidthMax)> names, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = names.Select((name, at) => Math.Min(
            name.WidthMax, rows.Select(row => row[at].Length).Append(name.Name.Length).Max())).ToArray();
        widths[^1] = Math.Min(widths[^1], WidthMax - widths[..^1].Sum(width => width + Gap.Length));
        var text = new StringBuilder();
        Add(text, widths, [.. names.Select(name => name.Name.ToUpperInvariant())]);
        foreach (var row in rows)
        {
            Add(text, widths, row);
        }

        return text.ToString();
    }

    static void Add(StringBuilder text, int[] widths, IReadOnlyList<string> row) => text
        .Append(string.Join(Gap, row.Select((cell, at) => Cut(cell, widths[at]).PadRight(widths[at]))).TrimEnd())
        .Append('\n');

    static string Cut(string cell, int width) => cell.Length <= width ? cell : $"{cell[..(width - 1)]}…";
}
