using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>What a technique told of a lesion, and the readings that say so.</summary>
readonly record struct Look(string Answer, Items<EntryKey> By);

/// <summary>What each technique told of each lesion.</summary>
sealed class Looks(Course course, Foci foci)
{
    readonly List<(EntryKey Reading, Modality Modality, LesionSeen Lesion)> all =
    [
        .. from reading in course.All<ImagingReading>()
           let study = course.Find(reading.Content.Study)?.Content as ImagingStudy
           where study is not null
           from lesion in reading.Content.Lesions
           where lesion.Lesion is not null
           select (reading.Key, study!.Modality, lesion),
    ];

    /// <summary>Techniques by which a lesion of an organ was named.</summary>
    public IEnumerable<Modality> Modalities(string organ) => all
        .Where(each => foci.OrganOf(each.Lesion.Lesion!.Value) == organ)
        .Select(each => each.Modality).Distinct().Order();

    public Look At(EntryKey lesion, Modality modality)
    {
        var about = all.Where(each => foci.Covers([each.Lesion.Lesion!.Value], lesion)).ToList();
        var own = about.Where(each => each.Modality == modality)
            .ToLookup(each => each.Lesion.Presence, each => each.Reading);
        EntryKey[] denied = [.. about.Where(each => each.Lesion.Findings.Any(found =>
            found.Presence is Presence.Absent && IsVisibleOn(found.Name, modality))).Select(each => each.Reading)];
        return own[Presence.Present].Any() ? new("seen", [.. own[Presence.Present].Distinct()])
            : own[Presence.Absent].Concat(denied).Distinct().ToItems() is { Count: > 0 } absent
                ? new("not seen", absent)
            : own[Presence.NotAssessed].Any() ? new("not assessed", [.. own[Presence.NotAssessed].Distinct()])
            : new("not stated", []);
    }

    /// <summary>A finding of one study about another technique: "visible on CT".</summary>
    static bool IsVisibleOn(string finding, Modality modality) =>
        string.Equals(
            finding, $"visible on {Words.Of(modality).Replace('-', ' ')}", StringComparison.OrdinalIgnoreCase);
}
