using NetTimeline.Domain;

namespace NetTimeline.Journal.Views;

/// <summary>A sentence and what it follows from.</summary>
sealed record TextTree(string Says, Items<TextTree> From)
{
    const int WidthMax = 110;

    public static TextTree Leaf(string says) => new(says, []);

    /// <summary>Draws the tree with lines from each sentence to those below it.</summary>
    public void Draw(TextPage page) => Draw(page, "", "");

    /// <param name="page">Where to draw.</param>
    /// <param name="first">What stands before its first line.</param>
    /// <param name="rest">What stands before everything below.</param>
    void Draw(TextPage page, string first, string rest)
    {
        var under = rest + (From.Count > 0 ? "│ " : "  ");
        foreach (var (line, at) in TextPage.Wrap(Says, WidthMax - under.Length).Select((line, at) => (line, at)))
        {
            page.Line((at == 0 ? first : under) + line);
        }

        foreach (var (below, at) in From.Select((below, at) => (below, at)))
        {
            var isLast = at == From.Count - 1;
            below.Draw(page, rest + (isLast ? "└─ " : "├─ "), rest + (isLast ? "   " : "│  "));
        }
    }
}
