using System.Text.RegularExpressions;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>
/// The members of the types in a C# file, found by counting braces once literals and comments are blanked
/// out. Enough to measure code that the formatter has laid out; no parser.
/// </summary>
static partial class CSharpMembers
{
    /// <param name="FirstLine">
    /// Counted from 1; attributes and comments before the member are not its lines.
    /// </param>
    /// <param name="Lines">From its first line to its last.</param>
    /// <param name="IsFunction">Not a type and not a table of constants.</param>
    public sealed record Member(int FirstLine, int Lines, bool IsFunction);

    public static IEnumerable<Member> In(string source)
    {
        var code = CSharpCode.Of(source);
        var members = new List<Member>();
        for (var i = 0; i < code.Length; i++)
        {
            if (code[i] == '{' && TypeHeader().IsMatch(HeaderBefore(code, i)))
            {
                AddMembers(code, i + 1, members);
            }
        }

        return members;
    }

    /// <summary>What stands between the end of whatever came before and an opening brace.</summary>
    static string HeaderBefore(string code, int brace)
    {
        var start = code.LastIndexOfAny(['{', '}', ';'], brace - 1, brace) + 1;
        var header = code[start..brace];
        var constraints = header.IndexOf(" where ", StringComparison.Ordinal);
        return constraints < 0 ? header : header[..constraints];
    }

    /// <summary>
    /// A member of a type ends with a semicolon, or with a closing brace, that no brace encloses.
    /// </summary>
    static void AddMembers(string code, int start, List<Member> members)
    {
        var depth = 0;
        for (var i = start; i < code.Length && depth >= 0; i++)
        {
            depth += code[i] switch { '{' or '(' or '[' => 1, '}' or ')' or ']' => -1, _ => 0 };
            if (depth == 0 && (code[i] == ';' || (code[i] == '}' && !GoesOn(code, i + 1))))
            {
                Add(code, start, i, members);
                start = i + 1;
            }
        }
    }

    /// <summary>
    /// After the braces of a property comes its first value, after those of an expression its end.
    /// </summary>
    static bool GoesOn(string code, int next)
    {
        var rest = code.AsSpan(next).TrimStart();
        return rest.Length > 0 && rest[0] is ';' or '=' or '.' or '?' or ',' or ')';
    }

    static void Add(string code, int start, int end, List<Member> members)
    {
        var text = code[start..(end + 1)];
        var leading = Leading().Match(text).Length;
        var member = text[leading..];
        var header = member.Split('{')[0];
        members.Add(new Member(
            FirstLine: 1 + code.AsSpan(0, start + leading).Count('\n'),
            Lines: 1 + member.AsSpan().Count('\n'),
            IsFunction: !TypeHeader().IsMatch(header) && !Table().IsMatch(header)));
    }

    [GeneratedRegex(@"\b(class|struct|interface|enum|record)\s+\w")]
    private static partial Regex TypeHeader();

    [GeneratedRegex(@"\b(static readonly|const)\b")]
    private static partial Regex Table();

    // White space and whole lines of attributes.
    [GeneratedRegex(@"\A(\s|\[[^\n]*\](?=\s*\n))*")]
    private static partial Regex Leading();
}
