using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Views;

/// <summary>What an event said, in one line that an auditor can compare: certainty, words and dates among it.</summary>
static class StatementText
{
    /// <summary>Null where there is nothing to say beyond what the log line says anyway.</summary>
    public static string? Of(PatientEvent happened) => happened switch
    {
        PatientEvent.EntryRecorded recorded => Of(recorded.Entry),
        PatientEvent.LesionReattributed anew => Of(anew.Attribution),
        PatientEvent.EntryAmended amended => Join(
            [Words.Of(amended.Nature), Of(amended.Replacement), Labelled("understood", amended.Known)]),
        PatientEvent.EntryRedated redated => Join(
            [Words.Of(redated.Nature), .. Of(redated.Dates), Labelled("understood", redated.Known)]),
        PatientEvent.LesionGroupSplit split => Join(
            [$"told apart: {string.Join(", ", split.Into)}", Labelled("understood", split.Known)]),
        PatientEvent.LesionsMerged merged => Join(
            [$"{string.Join(", ", merged.Merged)} found to be {merged.Kept}", Labelled("understood", merged.Known)]),
        PatientEvent.PatientErased erased => Join([erased.Authority, erased.LegalBasis, erased.Reason]),
        PatientEvent.EntryErased erased => Join(
            [$"versions {string.Join(", ", erased.Versions)}", erased.Authority, erased.LegalBasis, erased.Reason]),
        _ => null,
    };

    static string Of(Entry entry) => Join(
    [
        entry.Certainty is { } sure ? $"{Words.Of(sure)}: {entry.Content.Headline()}" : entry.Content.Headline(),
        entry.Text,
        entry.Codes.Count > 0 ? $"coded {string.Join(", ", entry.Codes)}" : null,
        entry.Supersedes.Count > 0 ? $"replaces {string.Join(", ", entry.Supersedes)}" : null,
        .. Of(entry.Dates),
    ]);

    static IEnumerable<string?> Of(EntryDates dates) =>
    [
        Labelled("occurred", dates.Occurred),
        .. dates.AlsoStated.Select(date => Labelled("also stated", date)),
        Labelled("ended", dates.Ended),
        dates.Duration is { } length ? $"for {length.InWords()}" : null,
        Labelled("known", dates.Known),
    ];

    static string? Labelled(string label, Domain.Dates.StatedDate? date) =>
        DateWords.Of(date) is { Length: > 0 } words ? $"{label} {words}" : null;

    static string Join(IEnumerable<string?> parts) =>
        string.Join(" · ", parts.Where(part => !string.IsNullOrEmpty(part)));
}
