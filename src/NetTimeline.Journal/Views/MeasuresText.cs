using NetTimeline.Domain.Values;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Draws the values of measures for a person at a terminal, group by group: plain text, at most 110 columns. Numbers
/// are shown with four significant digits; the JSON has them all.
/// </summary>
public static class MeasuresText
{
    public static string Draw(MeasuredCourse measured)
    {
        var page = new TextPage();
        PageHead.Draw(page, measured.Course);
        foreach (var group in measured.Measures.GroupBy(each => each.Definition.Group))
        {
            page.Line("");
            page.Line(Words.Of(group.Key).Replace("-", " and ", StringComparison.Ordinal).ToUpperInvariant());
            foreach (var measure in group)
            {
                Draw(page, measure);
            }
        }

        return page.ToString();
    }

    static void Draw(TextPage page, MeasuredBy measure)
    {
        page.Line("");
        page.Heading($"{measure.Definition.Title} – {measure.Definition.Name}", 0);
        foreach (var value in measure.Values)
        {
            page.Row(
                value.Of.ToString(),
                string.Join(" – ", [MeasureWords.Of(value), .. value.Remarks, .. Claims(value)]), 2);
        }
    }

    /// <summary>What somebody claims stands beside what was derived.</summary>
    static IEnumerable<string> Claims(MeasureValue value) => value.Evidence
        .Where(each => each is { Role: EvidenceRole.Claim, Says: not null }).Select(each => $"Claimed: {each.Says}.");
}
