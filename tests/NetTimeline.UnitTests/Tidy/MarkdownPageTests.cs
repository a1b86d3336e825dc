using Xunit;

namespace NetTimeline.UnitTests.Tidy;

public sealed class MarkdownPageTests
{
    const string Page =
        """
        # One title

        See [there](../a.md#two-words) and [here](#two-words "with a title"), not `[code](x.md)`.

        ```bash
        # a comment, no title
        ```

        ## Two `words`!
        """;

    [Fact]
    public void Headings_are_found_outside_code() => Assert.Equal(
        [("One title", "one-title"), ("Two `words`!", "two-words")],
        Markdown.Headings(Page).Select(heading => (heading.Text, heading.Anchor)));

    [Fact]
    public void Links_are_found_outside_code() =>
        Assert.Equal(["../a.md#two-words", "#two-words"], Markdown.Links(Page));
}
