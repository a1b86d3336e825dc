using System.Text.RegularExpressions;
using Xunit;

namespace NetTimeline.UnitTests.Tidy;

public sealed partial class MarkdownTests
{
    const int ReadmeLinesMax = 120;

    [Fact]
    public void Every_page_has_exactly_one_title() => Tree.Holds(
        "A Markdown page has one title, a single # at its top.",
        Tree.FilesEnding(".md")
            .Where(path => Markdown.Headings(Tree.Read(path)).Count(heading => heading.Level == 1) != 1));

    [Fact]
    public void Every_link_leads_somewhere() => Tree.Holds(
        "A link leads to a file of the tree, and to a heading it has.",
        Tree.FilesEnding(".md").SelectMany(
            page => Markdown.Links(Tree.Read(page)).Where(link => !Leads(page, link)),
            (page, link) => $"{page}: {link}"));

    [Fact]
    public void Every_decision_says_what_holds_it() => Tree.Holds(
        "A decision ends with a section \"Held by\": the test that fails without it, or \"review only\".",
        Tree.FilesEnding(".md")
            .Where(path => path.StartsWith("docs/decisions/", StringComparison.Ordinal))
            .Where(path => !path.EndsWith("-template.md", StringComparison.Ordinal))
            .Where(path => !Ending().IsMatch(Tree.Read(path))));

    [Fact]
    public void Tests_that_the_docs_name_are_there()
    {
        var code = string.Concat(Tree.FilesEnding(".cs")
            .Where(path => path.StartsWith("tests/", StringComparison.Ordinal)).Select(Tree.Read));
        Tree.Holds("What a page names as holding it is a class of tests.", Tree.FilesEnding(".md")
            .SelectMany(page => TestName().Matches(Tree.Read(page)), (page, name) => (page, name: name.Groups[1].Value))
            .Where(named => !Regex.IsMatch(code, $@"\bclass {named.name}\b"))
            .Select(named => $"{named.page}: {named.name}"));
    }

    [Fact]
    public void The_first_page_is_short() =>
        Assert.InRange(Tree.Has("README.md") ? Tree.Lines("README.md").Length : 0, 1, ReadmeLinesMax);

    static bool Leads(string page, string link)
    {
        if (Elsewhere().IsMatch(link))
        {
            return true;
        }

        var parts = link.Split('#');
        var folder = Path.GetDirectoryName(page)!;
        var target = parts[0].Length == 0
            ? page
            : Path.GetRelativePath(Tree.Root, Path.GetFullPath(parts[0], Path.Combine(Tree.Root, folder)));
        return Tree.Has(target) && (parts.Length == 1 || HasHeading(target, parts[1]));
    }

    static bool HasHeading(string page, string anchor) =>
        Markdown.Headings(Tree.Read(page)).Any(heading => heading.Anchor == anchor);

    [GeneratedRegex(@"^(https?|mailto|doi):")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("`([A-Za-z]+(?:Tests|Contract|Properties))`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^## Held by\n+(?![#\s])((?!^#).)+\z", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Ending();
}
