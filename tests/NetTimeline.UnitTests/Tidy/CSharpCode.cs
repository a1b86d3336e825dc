using System.Text.RegularExpressions;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>C# with everything blanked out that is not code, each line in its place.</summary>
static partial class CSharpCode
{
    public static string Of(string source) => NotCode().Replace(source, Blank);

    static string Blank(Match match) =>
        new([.. match.Value.Select(character => character == '\n' ? '\n' : ' ')]);

    // In this order: a quote within a comment opens nothing, and three quotes are not one and one. What an
    // interpolated string computes goes with the string; strings within it are skipped by one level.
    [GeneratedRegex(
        """"
        //[^\n]*
        | /\*.*?\*/
        | \$*("{3,}).*?(?<!")\1(?!")
        | (\$@|@\$)"(""|\{\{|\{("[^"]*"|[^"{}])*\}|[^"{])*"
        | @"(""|[^"])*"
        | \$"(\\.|\{\{|\{("(\\.|[^"\\])*"|[^"{}])*\}|[^"\\{\n])*"
        | "(\\.|[^"\\\n])*"
        | '(\\.[^']*|[^'\\\n])'
        | ^\s*\#[^\n]*
        """",
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex NotCode();
}
