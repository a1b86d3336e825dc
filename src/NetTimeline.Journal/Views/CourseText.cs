using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.Views;

/// <summary>
/// The course, a date and under it everything that shares it. What is dated "with" another entry stands under that
/// entry's date: the two are at the same time, so no order is claimed that the dates do not have.
/// </summary>
sealed class CourseText
{
    const string NoDate = "(nothing known then dates it)";

    readonly List<TimelineEntry> entries;
    readonly Dictionary<EntryKey, Entry> byKey;

    /// <param name="entries">In the order to be drawn.</param>
    public CourseText(IEnumerable<TimelineEntry> entries)
    {
        this.entries = [.. entries.Where(shown => (shown.Entry.Kind & EntryKinds.Disease) == 0)];
        byKey = this.entries.ToDictionary(shown => shown.Entry.Key, shown => shown.Entry);
    }

    /// <summary>Entries of one date.</summary>
    /// <param name="When">The date.</param>
    /// <param name="AtOnce">They are at the same time, not only dated in the same words.</param>
    /// <param name="Entries">At least one.</param>
    public sealed record Occasion(string When, bool AtOnce, Items<TimelineEntry> Entries);

    public IReadOnlyList<Occasion> Occasions()
    {
        var together = entries.ToLookup(shown => Root(shown.Entry).Key);
        var occasions = new List<Occasion>();
        foreach (var root in entries.Where(shown => Root(shown.Entry) == shown.Entry))
        {
            var others = together[root.Entry.Key].Where(shown => shown != root);
            var all = others.Prepend(root).OrderBy(shown => Rank(shown.Entry));
            var occasion = new Occasion(When(root.Entry), together[root.Entry.Key].Count() > 1, [.. all]);
            if (occasions.LastOrDefault() is { } last && last.When == occasion.When
                && (IsExact(root.Entry) || (!last.AtOnce && !occasion.AtOnce)))
            {
                occasions[^1] = last with { Entries = [.. last.Entries, .. occasion.Entries] };
            }
            else
            {
                occasions.Add(occasion);
            }
        }

        return occasions;
    }

    /// <summary>
    /// Of what is at the same time, acts come before what they showed, and that before what was made of it.
    /// </summary>
    static int Rank(Entry entry) => entry.Kind switch
    {
        _ when entry.Content is Procedure { Standing: ProcedureStanding.Planned } => 5,
        EntryKinds.ImagingStudy or EntryKinds.Procedure or EntryKinds.Biopsy or EntryKinds.Specimen
            or EntryKinds.Encounter => 0,
        EntryKinds.ImagingReading or EntryKinds.PathologyReport or EntryKinds.LaboratoryValue or EntryKinds.Volumetry
            or EntryKinds.Observation or EntryKinds.Symptom or EntryKinds.Complication => 1,
        EntryKinds.Diagnosis or EntryKinds.Recurrence => 2,
        EntryKinds.Attribution or EntryKinds.Stage => 3,
        _ => 4,
    };

    static bool IsExact(Entry entry) => entry.Occurred?.Date
        is ClinicalDate.PostoperativeDay or ClinicalDate.On { Date.Day: not null };

    public void Draw(TextPage page, Occasion occasion)
    {
        page.Heading(occasion.When, 2);
        foreach (var shown in occasion.Entries)
        {
            page.Row(shown.Entry.Key.Value, Said(shown), 4);
        }
    }

    /// <summary>
    /// The entry whose date this one shares, by as many steps as it takes; of a circle, the first by name.
    /// </summary>
    Entry Root(Entry entry)
    {
        var seen = new HashSet<EntryKey> { entry.Key };
        while (entry.Occurred?.Date is ClinicalDate.SameTimeAs same && byKey.TryGetValue(same.Entry, out var other))
        {
            if (!seen.Add(other.Key))
            {
                return byKey[seen.MinBy(key => key.Value, StringComparer.Ordinal)];
            }

            entry = other;
        }

        return entry;
    }

    static string When(Entry entry)
    {
        var also = entry.AlsoStated.Select(DateWords.Of).Where(words => words.Length > 0).ToList();
        var when = (DateWords.Of(entry.Occurred), entry.Occurred) switch
        {
            ({ Length: > 0 } words, _) => words,
            (_, null) => "date not stated",
            _ => NoDate,
        };
        return also.Count > 0 ? $"{when} (also stated: {string.Join("; ", also)})" : when;
    }

    string Said(TimelineEntry shown)
    {
        var entry = shown.Entry;
        var sure = entry.Certainty is { } certainty ? $", {Words.Of(certainty)}" : "";
        var said = new List<string?>
        {
            $"{(shown.Retracted ? "RETRACTED " : "")}{Words.Of(entry.Kind).Replace('-', ' ')}{sure}:"
                + $" {entry.Content.Headline()}",
            entry.Content is Note ? entry.Text : null,
            entry.Duration is { } length ? $"for {length.InWords()}" : null,
            Labelled(entry.Ended?.Date is ClinicalDate.NotStated ? "ended" : "until", DateWords.Of(entry.Ended)),
            shown.EndNotKnown ? "whether it had ended cannot be told" : null,
            Labelled("", Root(entry) == entry ? "" : BesideTheDate(entry.Occurred!)),
            Labelled("known", Known(entry)),
            shown.Changes > 0 ? $"amended {(shown.Changes == 1 ? "once" : $"{shown.Changes} times")}" : null,
        };
        return string.Join(" · ", said.Where(part => !string.IsNullOrEmpty(part)))
            + (entry.By is { } by ? $" – {by}" : "");
    }

    /// <summary>What a date says beside "with" another entry, which the place of the line says already.</summary>
    static string BesideTheDate(StatedDate stated) => DateWords.Of(stated with { Date = new ClinicalDate.NotStated() });

    static string? Labelled(string label, string words) => words.Length > 0 ? $"{label} {words}".TrimStart() : null;

    /// <summary>Empty where it was known when it was so; that needs no words.</summary>
    string Known(Entry entry) => entry.Known switch
    {
        null => "",
        { Date: ClinicalDate.SameTimeAs same, NotBefore: [], NotAfter: [] }
            when byKey.TryGetValue(same.Entry, out var other) && Root(other) == Root(entry) => "",
        { NotBefore: [], NotAfter: [] } known when known.Date == entry.Occurred?.Date => "",
        var known => DateWords.Of(known),
    };
}
