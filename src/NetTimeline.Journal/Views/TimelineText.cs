using System.Text;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Views;

/// <summary>
/// Draws a timeline for a person at a terminal: plain text, at most 110 columns, nothing more precise than the record.
/// </summary>
public static class TimelineText
{
    const int WidthMax = 110;
    const int DateWidth = 30;
    const int Indent = 2;

    public static string Draw(Timeline timeline)
    {
        var text = new StringBuilder();
        Header(text, timeline);
        Section(text, "Tumours", Tumours(timeline));
        Section(text, "Beliefs", timeline.Diagnoses.SelectMany(Belief));
        Section(text, "Counts (ever identified)", timeline.Tallies.SelectMany(Tally));
        Section(text, "Lesions", timeline.Groups.SelectMany(Group).Concat(timeline.Lesions.SelectMany(Lesion)));
        Section(text, "Course", Course(timeline.Entries));
        Section(text, "Possibly known (the dates do not say)", Course(timeline.PossiblyKnown));
        return text.ToString();
    }

    static void Header(StringBuilder text, Timeline timeline)
    {
        var patient = timeline.Patient;
        var born = patient switch
        {
            { BirthYear: { } year } => $", born {year}",
            { StatedAge: { } age } => $", {age} years when the record begins",
            _ => "",
        };
        Line(text, $"{patient?.RegistryKey.ToString() ?? "not enrolled"}"
            + $"{(patient?.Sex is { } sex ? $", {Words.Of(sex)}" : "")}{born}");
        if (timeline.AsOf.Known is { } known)
        {
            Line(text, $"as known at {known}");
        }

        if (timeline.AsOf.Recorded is { } recorded)
        {
            Line(text, $"as recorded at {recorded}");
        }

        Line(text, $"{timeline.Entries.Count} entries known"
            + $"{(timeline.PossiblyKnown.Count > 0 ? $", {timeline.PossiblyKnown.Count} possibly known" : "")}");
    }

    static IEnumerable<string> Tumours(Timeline timeline) => timeline.Entries
        .Where(entry => entry.Entry.Content is Tumour)
        .SelectMany(entry => Row(entry.Entry.Key.Value, entry.Entry.Content.Headline()));

    static IEnumerable<string> Belief(DiagnosisHeld held)
    {
        var diagnosis = (Diagnosis)held.Entry.Content;
        var certainty = held.Entry.Certainty is { } sure ? $"{Words.Of(sure)} " : "";
        var by = held.Entry.By is { } author ? $" ({author})" : "";
        var standing = held switch
        {
            { Stands: false } => $"; superseded by {string.Join(", ", held.SupersededBy)}",
            { UnresolvedWith.Count: > 0 } => $"; unresolved with {string.Join(", ", held.UnresolvedWith)}",
            _ => "",
        };
        var mark = held.Stands ? "" : "was: ";
        return Row(held.Entry.Key.Value,
            $"{mark}{certainty}{diagnosis.Belief}{by} – of {string.Join(", ", diagnosis.Subject)}{standing}");
    }

    static IEnumerable<string> Tally(OrganTally tally) => Row(
        tally.Organ, $"{tally.Identified}: {string.Join(", ", tally.Shares.Select(Share))}");

    static string Share(TallyShare share) => share switch
    {
        { Unresolved: true } => $"{share.Count} unresolved",
        { Tumour: { } tumour, Certainty: { } sure } => $"{share.Count} {Words.Of(sure)} {tumour}",
        { Tumour: { } tumour } => $"{share.Count} {tumour}",
        _ => $"{share.Count} unattributed",
    };

    static IEnumerable<string> Group(GroupKnown group)
    {
        var said = new List<string> { $"{group.Count} in {string.Join(" and ", ((LesionGroup)group.Entry.Content).Sites)}" };
        if (group.Members.Count > 0)
        {
            said.Add($"told apart {string.Join(", ", group.Members)}; remain {group.Remainder}");
        }

        if (group.MatchedToNone is { } unmatched)
        {
            said.Add($"counts again {string.Join(", ", group.Includes)}; {Bound(unmatched)} matched to none of them");
        }

        return Row(group.Entry.Key.Value, string.Join("; ", said.Append(Belongs(group.Belongs))));
    }

    /// <summary>The upper bound of what is unmatched is the whole group and says nothing.</summary>
    static string Bound(Count count) => count.IsExact ? $"{count}" : $"at least {count.AtLeast}";

    static IEnumerable<string> Lesion(LesionKnown lesion) => Row(
        lesion.Entry.Key.Value, $"{lesion.Entry.Content.Headline()}; {Belongs(lesion.Belongs)}");

    static string Belongs(Items<Belonging> belongs) => belongs.Count switch
    {
        0 => "unattributed",
        1 => Belongs(belongs[0]),
        _ => $"unresolved: {string.Join(" or ", belongs.Select(Belongs))}",
    };

    static string Belongs(Belonging belonging) =>
        $"{(belonging.Certainty is { } sure ? $"{Words.Of(sure)} " : "")}{belonging.Tumour}"
        + $"{(belonging.Through is { } group ? $" (with {group})" : "")}";

    static IEnumerable<string> Course(Items<TimelineEntry> entries) => entries
        .Where(entry => (entry.Entry.Kind & (EntryKinds.Lesions | EntryKinds.Tumour)) == 0)
        .SelectMany(Entry);

    static IEnumerable<string> Entry(TimelineEntry shown)
    {
        var entry = shown.Entry;
        var sure = entry.Certainty is { } certainty ? $"{Words.Of(certainty)}: " : "";
        var said = new List<string> { $"{entry.Key} · {Words.Of(entry.Kind).Replace('-', ' ')} · {sure}{entry.Content.Headline()}" };
        if (shown.Retracted)
        {
            said[0] = $"RETRACTED {said[0]}";
        }

        var ends = entry switch
        {
            { Duration: { } length } => $"for {length.InWords()}",
            { Ended: { } ended } => $"until {DateWords.Of(ended)}",
            _ => null,
        };
        said.AddRange(new[]
        {
            ends, entry.Content is Note ? entry.Text : null,
            entry.AlsoStated.Count > 0 ? $"also stated: {string.Join("; ", entry.AlsoStated.Select(DateWords.Of))}" : null,
            entry.Known is { } known ? $"known {DateWords.Of(known)}" : null,
            entry.By is { } by ? $"by {by}" : null,
            shown.Changes > 0 ? $"amended {(shown.Changes == 1 ? "once" : $"{shown.Changes} times")}" : null,
        }.OfType<string>());
        return Columns(DateWords.Of(entry.Occurred), string.Join(" · ", said));
    }

    static IEnumerable<string> Row(string key, string said) => Columns(key, said);

    /// <summary>A narrow left column and a wide right one, both wrapped at words.</summary>
    static IEnumerable<string> Columns(string left, string right)
    {
        var (lefts, rights) = (Wrap(left, DateWidth), Wrap(right, WidthMax - DateWidth - Indent - 2));
        for (var at = 0; at < Math.Max(lefts.Count, rights.Count); at++)
        {
            yield return $"{lefts.ElementAtOrDefault(at) ?? "",-DateWidth}  {rights.ElementAtOrDefault(at)}";
        }
    }

    static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        foreach (var word in text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        lines.Add(line.ToString());
        return lines;
    }

    static void Section(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0)
        {
            return;
        }

        Line(text, "");
        Line(text, title);
        foreach (var line in all)
        {
            Line(text, $"{new string(' ', Indent)}{line}".TrimEnd());
        }
    }

    static void Line(StringBuilder text, string line) => text.Append(Safe(line)).Append('\n');

    /// <summary>A control character in a text must not command the reader's terminal.</summary>
    static string Safe(string line) => line.Any(char.IsControl)
        ? string.Concat(line.Select(each => char.IsControl(each) ? '\uFFFD' : each))
        : line;
}
