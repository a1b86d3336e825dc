using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Timelines;

namespace NetTimeline.Journal.Views;

/// <summary>Dates as a person would say them: no more than was stated.</summary>
static class DateWords
{
    /// <summary>Empty where nothing is stated.</summary>
    public static string Of(StatedDate? stated) => stated is null
        ? ""
        : string.Join("; ", Parts(stated).Where(part => part.Length > 0));

    public static string Of(KnownAt moment) => moment switch
    {
        KnownAt.OnDay day => $"on {CalendarDate.OfDay(day.Day)}",
        KnownAt.WithEntry with => $"when {with.Entry} was",
        KnownAt.FromEntry from =>
            $"{from.Length.InWords()} {(from.Direction is Direction.After ? "after" : "before")} {from.Entry}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static IEnumerable<string> Parts(StatedDate stated)
    {
        yield return Of(stated.Date);
        yield return Order("not before", stated.NotBefore);
        yield return Order("not after", stated.NotAfter);
        yield return stated.Disputed ? "disputed" : "";
    }

    static string Order(string words, Items<EntryKey> entries) =>
        string.Join(", ", entries) is { Length: > 0 } named ? $"{words} {named}" : "";

    static string Of(ClinicalDate date) => date switch
    {
        ClinicalDate.On on => on.Date.ToString(),
        ClinicalDate.Between between => $"{between.From} … {between.To}",
        ClinicalDate.Offset offset =>
            $"{offset.Length.InWords()}{Slack(offset)} {Of(offset.From)}",
        ClinicalDate.AtLeast least => AtLeast(least),
        ClinicalDate.PostoperativeDay day => $"day {day.Day} after {day.Of}",
        ClinicalDate.AtAge age => $"at age {age.Years}",
        ClinicalDate.SameTimeAs same => $"with {same.Entry}",
        _ => "",
    };

    static string Slack(ClinicalDate.Offset offset) =>
        offset.PlusMinus is { } slack ? $" ± {slack.InWords()}" : "";

    static string AtLeast(ClinicalDate.AtLeast least) => least.Length.NominalDays == 0
        ? $"not {(least.From.Direction is Direction.After ? "before" : "after")} {Point(least.From)}"
        : $"at least {least.Length.InWords()} {Of(least.From)}";

    static string Of(Anchor anchor) => $"{(anchor.Direction is Direction.After ? "after" : "before")} {Point(anchor)}";

    static string Point(Anchor anchor) => $"{(anchor.Point is AnchorPoint.End ? "the end of " : "")}{anchor.Entry}";
}
