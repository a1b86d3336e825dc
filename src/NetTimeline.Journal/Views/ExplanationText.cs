using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.Measures;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Draws for each value the chain from the number to its entries: what it rests on, and the statements that make each
/// bound of the time between them.
/// </summary>
public static class ExplanationText
{
    public static string Draw(MeasuredCourse measured)
    {
        var page = new TextPage();
        PageHead.Draw(page, measured.Course);
        foreach (var measure in measured.Measures)
        {
            Draw(page, measured.Course, measure);
        }

        return page.ToString();
    }

    static void Draw(TextPage page, Course course, MeasuredBy measure)
    {
        var definition = measure.Definition;
        page.Line("");
        page.Heading($"{definition.Title} – {definition.Name}, version {definition.Version}", 0);
        page.Heading(definition.Rule, 2);
        foreach (var citation in definition.Citations)
        {
            page.Heading($"{citation.Text}{(citation.Link is { } link ? $" ({link})" : "")}", 2);
        }

        foreach (var value in measure.Values)
        {
            page.Line("");
            Tree(course, value).Draw(page);
        }
    }

    static TextTree Tree(Course course, MeasureValue value) => new(
        $"{value.Of}: {MeasureWords.Of(value)}",
        [
            .. value.Evidence.Where(each => each.Role is EvidenceRole.Start or EvidenceRole.End)
                .Select(each => Entry(course, each)),
            .. Explanation.Of(course, value).Select(Between),
            .. value.Evidence.Where(each => each.Role is not (EvidenceRole.Start or EvidenceRole.End))
                .Select(each => Entry(course, each)),
            .. value.Remarks.Select(remark => TextTree.Leaf($"note: {remark}")),
        ]);

    /// <summary>What the entry contributes, or else what it is.</summary>
    static TextTree Entry(Course course, Evidence evidence)
    {
        var says = evidence.Says
            ?? (course.Find(evidence.Entry) is { } entry ? FirstPart(entry.Content.Headline()) : "");
        return TextTree.Leaf($"{Role(evidence.Role)} {evidence.Entry}{(says.Length > 0 ? $": {says}" : "")}");
    }

    static string Role(EvidenceRole role) => role switch
    {
        EvidenceRole.Dates => "dated by",
        _ => Words.Of(role).Replace('-', ' '),
    };

    static string FirstPart(string headline) => headline.Split("; ", 2)[0];

    static TextTree Between(Explanation explained) => new(
        $"from {explained.From} to {explained.To}",
        [.. new[] { explained.Why.Low, explained.Why.High }.OfType<BoundChain>().Select(Chain)]);

    /// <summary>The bound, and below it the statements that make it.</summary>
    internal static TextTree Chain(BoundChain chain) => new(
        ChainWords.Sum(chain), [.. chain.Steps.Select((step, at) => Step(chain, step, at))]);

    /// <summary>From the second step on with what the steps come to together.</summary>
    static TextTree Step(BoundChain chain, BoundStep step, int at)
    {
        var together = at == 0 ? "" : $"; together {ChainWords.Together(chain, step)}";
        return TextTree.Leaf($"{ChainWords.Of(step, chain.IsUpper)} ({As(step.Told)}){together}");
    }

    static string As(Items<Teller> told) => told.All(teller => teller is Teller.Assumed)
        ? "as supposed"
        : $"as {string.Join(" and ", told)} say{(told.Count == 1 ? "s" : "")}";
}
