using System.Collections;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Views;

/// <summary>What a member of a statement says, in words; two values that differ are worded differently.</summary>
static class MemberWords
{
    /// <summary>"member of", "removes".</summary>
    public static string Name(MemberDifference member) => Words.Kebab(member.Member).Replace('-', ' ');

    /// <summary>One line of what an entry says; a note says its text.</summary>
    public static string Headline(Entry entry) =>
        Join([entry.Content.Headline(), entry.Content is Note ? entry.Text : null]) ?? "";

    /// <summary>Null where it says nothing.</summary>
    public static string? Of(object? said) => said switch
    {
        null => null,
        string text => text,
        bool flag => flag ? "yes" : null,
        Enum word => Words.Of(word).Replace('-', ' '),
        LengthOfTime length => length.InWords(),
        StatedDate date => Of(date),
        StepOf step => $"{step.Number} of {step.Of}",
        Source source => Join([source.ToString(), Of(source.ReportStatus)]),
        IEnumerable items => Join(items.Cast<object>().Select(Of)),
        _ => said.ToString(),
    };

    /// <summary>A date with no words of its own is still a date: "at some time".</summary>
    static string Of(StatedDate date) =>
        Join([DateWords.Of(date), date.Text is { } text ? $"“{text}”" : null, date.Judgement]) ?? "at some time";

    static string? Join(IEnumerable<string?> parts) =>
        string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } said ? said : null;
}
