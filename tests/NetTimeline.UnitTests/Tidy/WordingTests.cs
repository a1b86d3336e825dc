using System.Text.RegularExpressions;
using Xunit;

namespace NetTimeline.UnitTests.Tidy;

/// <summary>
/// What must not stand anywhere. The words are put together here so that this file may be looked at too.
/// </summary>
public sealed partial class WordingTests
{
    [Fact]
    public void Nothing_is_left_for_later() =>
        NotFound("Do it now, or leave no mark of it.", "\\b(TO" + "DO|FIX" + "ME)\\b", ".*");

    [Fact]
    public void No_code_is_folded_away() =>
        NotFound("A file that needs regions is two files.", "^\\s*#(end)?" + "region", @"\.cs$");

    [Fact]
    public void A_warning_is_silenced_only_with_a_reason() => NotFound(
        "After #pragma warning disable stand the warning and, as a comment, the reason.",
        "^\\s*#pragma warning " + @"disable(?!\s+\w+(, \w+)* // \S)",
        @"\.cs$");

    [Fact]
    public void No_registry_is_named() => NotFound(
        "Where packages come from is a matter of the machine that builds.",
        "(npm|nuget|debian|ubuntu|pypi)[a-z]*\\." + "(org|com|io)\\b",
        ".*");

    [Fact]
    public void No_path_of_one_machine_is_named() => NotFound(
        "A path that exists on one machine only.",
        "(?<![\\w.~*)}])/" + @"(work|farm|home|root|Users)/\w",
        ".*");

    static void NotFound(string rule, string pattern, string files)
    {
        var forbidden = new Regex(pattern);
        Tree.Holds(rule, Tree.TextFiles
            .Where(path => Regex.IsMatch(path, files))
            .SelectMany(Tree.Lines, (path, line) => (path, line))
            .Where(found => forbidden.IsMatch(found.line))
            .Select(found => $"{found.path}: {found.line.Trim()}"));
    }
}
