using System.Globalization;

namespace NetTimeline.Cli;

/// <summary>
/// Data go to standard output, everything said to a person to standard error. What comes from elsewhere never commands
/// the terminal. A reader who goes away early – <c>| head</c> – is no fault.
/// </summary>
static class Terminal
{
    /// <summary>A person may be looking at what is said.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>Text as it came, line breaks included.</summary>
    public static void Data(string text) => Console.Out.Write(Safe(text, static _ => "\uFFFD"));

    /// <summary>Still the same JSON: what could command the terminal is written as its escape.</summary>
    public static void Json(string json) => Console.Out.WriteLine(
        Safe(json, static each => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)each:x4}")));

    public static void Say(string sentence) => Console.Error.WriteLine(Safe(sentence, static _ => "\uFFFD"));

    static string Safe(string text, Func<char, string> instead) => text.Any(Commands)
        ? string.Concat(text.Select(each => Commands(each) ? instead(each) : each.ToString()))
        : text;

    /// <summary>Control characters, and those that turn the direction of writing.</summary>
    static bool Commands(char each) => (char.IsControl(each) && each is not '\n')
        || each is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
