using System.Text;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Plain text in two columns, a name and what is said of it, wrapped at words. A control character in a text never
/// commands the reader's terminal.
/// </summary>
sealed class TextPage
{
    const int WidthMax = 110;
    const int NameWidth = 28;
    const int Gap = 2;

    readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    public void Line(string line) => text.Append(Safe(line.TrimEnd())).Append('\n');

    /// <summary>A title over what <paramref name="write"/> writes, or nothing at all where there is nothing.</summary>
    public void Section<T>(string title, IReadOnlyCollection<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        Line("");
        Line(title);
        foreach (var item in items)
        {
            write(item);
        }
    }

    /// <summary>Text that stands alone, wrapped.</summary>
    public void Heading(string said, int indent) => Wrapped(said, indent, indent + Gap);

    /// <summary>A name too long for its column stands on a line of its own.</summary>
    public void Row(string name, string said, int indent)
    {
        var column = indent + NameWidth + Gap;
        var lines = Wrap(said, WidthMax - column);
        var start = new string(' ', indent) + name;
        if (start.Length > column - Gap)
        {
            Line(start);
            start = "";
        }

        foreach (var line in lines)
        {
            Line(start.PadRight(column) + line);
            start = "";
        }
    }

    void Wrapped(string said, int indent, int hanging)
    {
        foreach (var (line, at) in Wrap(said, WidthMax - hanging).Select((line, at) => (line, at)))
        {
            Line(new string(' ', at == 0 ? indent : hanging) + line);
        }
    }

    /// <summary>At words; a word longer than a line is broken.</summary>
    public static List<string> Wrap(string said, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in Words(said).SelectMany(Short))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        lines.Add(line.ToString());
        return lines;

        IEnumerable<string> Short(string word) => word.Chunk(width).Select(part => new string(part));
    }

    /// <summary>A number stays with its unit.</summary>
    static IEnumerable<string> Words(string said)
    {
        var number = "";
        foreach (var word in said.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (IsNumber(word))
            {
                number += $"{word} ";
                continue;
            }

            yield return number + word;
            number = "";
        }

        if (number.Length > 0)
        {
            yield return number.TrimEnd();
        }
    }

    static bool IsNumber(string word) => word.TrimStart('(').All(each => char.IsAsciiDigit(each) || each == '.');

    static string Safe(string line) => line.Any(Commands)
        ? string.Concat(line.Select(each => Commands(each) ? '\uFFFD' : each))
        : line;

    /// <summary>Control characters, and those that turn the direction of writing.</summary>
    static bool Commands(char each) =>
        char.IsControl(each) || each is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
