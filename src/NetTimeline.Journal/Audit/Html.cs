using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace NetTimeline.Journal.Audit;

/// <summary>A piece of HTML. Text becomes one only by being escaped.</summary>
/// <param name="Source">Well formed, and safe to put between any two elements.</param>
readonly record struct Html(string Source)
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Html Nothing { get; } = new("");

    /// <summary>
    /// Nothing in it is markup, nor turns the direction of writing, nor is a control character but a line's end.
    /// </summary>
    public static Html Text(string? said) => new(Encoder.Encode(
        string.Concat((said ?? "").Select(each => Commands(each) ? '\uFFFD' : each))).Replace("&#xA;", "\n"));

    /// <param name="name">Of the element, perhaps with a class: <c>td.hash</c>.</param>
    public static Html Element(string name, params ReadOnlySpan<Html> content)
    {
        var parts = name.Split('.');
        var attribute = parts.Length > 1 ? $" class=\"{parts[1]}\"" : "";
        return new($"<{parts[0]}{attribute}>{Join(content).Source}</{parts[0]}>");
    }

    public static Html Element(string name, string? text) => Element(name, Text(text));

    public static Html Join(params ReadOnlySpan<Html> parts)
    {
        var source = new System.Text.StringBuilder();
        foreach (var part in parts)
        {
            source.Append(part.Source);
        }

        return new(source.ToString());
    }

    /// <summary>Rows under names that are repeated on each printed page.</summary>
    public static Html Table(string kind, IReadOnlyList<string> names, IEnumerable<Html> rows) => Element(
        $"table.{kind}",
        Element("thead", Row("th", names)),
        Element("tbody", [.. rows]));

    public static Html Row(string cell, IEnumerable<string?> cells) =>
        Element("tr", [.. cells.Select(each => Element(cell, each))]);

    static bool Commands(char each) => (char.IsControl(each) && each is not '\n')
        || each is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F' or '\u061C';
}
