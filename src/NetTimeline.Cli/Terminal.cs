using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace NetTimeline.Cli;

/// <summary>
/// Data go to standard output, everything said to a person to standard error. What comes from elsewhere never commands
/// the terminal. A reader who goes away early – <c>| head</c> – is no fault.
/// </summary>
static class Terminal
{
    const int StandardOutput = 1;
    const int BrokenPipe = 32; // EPIPE, on Linux as on macOS
    const int BufferBytes = 1 << 16;

    /// <summary>A person may be looking at what is said.</summary>
    public static bool IsWatched => !Console.IsErrorRedirected;

    /// <summary>Text as it came, line breaks included.</summary>
    public static void Data(string text) => Console.Out.Write(Safe(text, static _ => "\uFFFD"));

    /// <summary>Still the same JSON: what could command the terminal is written as its escape.</summary>
    public static void Json(string json) => Console.Out.WriteLine(
        Safe(json, static each => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)each:x4}")));

    /// <summary>
    /// Standard output for data by the megabyte. Unlike the console's own stream, which goes on writing to nobody, it
    /// fails when the reader of a pipe has gone: see <see cref="HasReaderLeft"/>.
    /// </summary>
    public static Stream Bytes()
    {
        var pipe = new FileStream(
            new SafeFileHandle(StandardOutput, ownsHandle: false), FileAccess.Write, bufferSize: 0);

        // Of a file the console's stream moves the place where others go on writing.
        return new BufferedStream(pipe.CanSeek ? Console.OpenStandardOutput() : pipe, BufferBytes);
    }

    public static bool HasReaderLeft(IOException failed) => failed.HResult == BrokenPipe;

    public static void Say(string sentence) => Console.Error.WriteLine(Safe(sentence, static _ => "\uFFFD"));

    static string Safe(string text, Func<char, string> instead) => text.Any(Commands)
        ? string.Concat(text.Select(each => Commands(each) ? instead(each) : each.ToString()))
        : text;

    /// <summary>Control characters, and those that turn the direction of writing.</summary>
    static bool Commands(char each) => (char.IsControl(each) && each is not '\n')
        || each is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
