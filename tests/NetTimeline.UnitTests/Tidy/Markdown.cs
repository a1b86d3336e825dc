using System.Text.RegularExpressions;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>As much of Markdown as the tests of our pages ask about.</summary>
static partial class Markdown
{
    public sealed record Heading(int Level, string Text)
    {
        /// <summary>What a link to this heading says after its #.</summary>
        public string Anchor => string.Concat(Text
            .ToLowerInvariant()
            .Where(character => char.IsLetterOrDigit(character) || character is ' ' or '-' or '_')
            .Select(character => character == ' ' ? '-' : character));
    }

    public static IEnumerable<Heading> Headings(string page) =>
        HeadingLine().Matches(WithoutCode(page))
            .Select(line => new Heading(line.Groups[1].Length, line.Groups[2].Value.Trim()));

    public static IEnumerable<string> Links(string page) =>
        Link().Matches(InlineCode().Replace(WithoutCode(page), "")).Select(link => link.Groups[1].Value);

    static string WithoutCode(string page) => CodeBlock().Replace(page, "");

    [GeneratedRegex(@"^(#{1,6}) (.+)$", RegexOptions.Multiline)]
    private static partial Regex HeadingLine();

    [GeneratedRegex(@"\]\(<?([^)\s>]+)>?(?:\s[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^ *(`{3,}|~{3,})[^\n]*\n.*?^ *\1", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"`[^`\n]*`")]
    private static partial Regex InlineCode();
}
