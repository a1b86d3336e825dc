using NetTimeline.Domain.Dates;

namespace NetTimeline.Journal.Views;

/// <summary>Dates as a person would say them: no more than was stated.</summary>
static class DateWords
{
    public static string Of(StatedDate? stated) => stated is null
        ? "not stated"
        : string.Join("; ", Parts(stated).Where(part => part.Length > 0)) is { Length: > 0 } words ? words : "not stated";

    static IEnumerable<string> Parts(StatedDate stated)
    {
        yield return Of(stated.Date);
        yield return stated.NotBefore.Count > 0 ? $"not before {string.Join(", ", stated.NotBefore)}" : "";
        yield return stated.NotAfter.Count > 0 ? $"not after {string.Join(", ", stated.NotAfter)}" : "";
        yield return stated.Disputed ? "disputed" : "";
    }

    static string Of(ClinicalDate date) => date switch
    {
        ClinicalDate.On on => on.Date.ToString(),
        ClinicalDate.Between between => $"{between.From} … {between.To}",
        ClinicalDate.Offset offset =>
            $"{offset.Length.InWords()}{(offset.PlusMinus is { } slack ? $" ± {slack.InWords()}" : "")} {Of(offset.From)}",
        ClinicalDate.AtLeast least => $"at least {least.Length.InWords()} {Of(least.From)}",
        ClinicalDate.PostoperativeDay day => $"day {day.Day} after {day.Of}",
        ClinicalDate.AtAge age => $"at age {age.Years}",
        ClinicalDate.SameTimeAs same => $"with {same.Entry}",
        _ => "",
    };

    static string Of(Anchor anchor) =>
        $"{(anchor.Direction is Direction.After ? "after" : "before")} "
        + $"{(anchor.Point is AnchorPoint.End ? "the end of " : "")}{anchor.Entry}";
}
