using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Courses;

/// <summary>How sure it is that something is so, as the entries say it.</summary>
public enum Likelihood
{
    No,

    /// <summary>Suspected, of one of several, or unresolved.</summary>
    Maybe,
    Yes,
}

/// <summary>Which entries concern which tumour, through the lesions attributed to it.</summary>
public sealed class Tumours
{
    readonly Course course;
    readonly Dictionary<EntryKey, Items<Belonging>> belongs;
    readonly Dictionary<EntryKey, EntryKey> alsoNamed;

    internal Tumours(Course course)
    {
        this.course = course;
        belongs = course.Timeline.Lesions.Select(each => (each.Entry.Key, each.Belongs))
            .Concat(course.Timeline.Groups.Select(each => (each.Entry.Key, each.Belongs)))
            .GroupBy(each => each.Key).ToDictionary(each => each.Key, each => each.First().Belongs);
        alsoNamed = course.Timeline.Lesions.Select(each => (each.Entry.Key, each.AlsoNamed))
            .Concat(course.Timeline.Groups.Select(each => (each.Entry.Key, each.AlsoNamed)))
            .SelectMany(each => each.AlsoNamed, (each, other) => (each.Key, Other: other))
            .DistinctBy(each => each.Other).ToDictionary(each => each.Other, each => each.Key);
    }

    /// <summary>Every tumour the patient is believed to have, hypothetical ones among them.</summary>
    public IEnumerable<Stated<Tumour>> All => course.All<Tumour>();

    /// <summary>
    /// Attributions of a lesion or group that stand, also by a name of what turned out to be the same.
    /// </summary>
    public Items<Belonging> Of(EntryKey lesion) =>
        belongs.GetValueOrDefault(alsoNamed.GetValueOrDefault(lesion, lesion)) ?? [];

    /// <summary>
    /// Whether a lesion or group belongs to a tumour: yes where that is confirmed, probable or stated without a
    /// certainty, and nothing stands against it; maybe where it is suspected or unresolved.
    /// </summary>
    public Likelihood Belongs(EntryKey lesion, EntryKey tumour)
    {
        var (own, others, isSuspected) = (0, 0, true);
        foreach (var belonging in Of(lesion))
        {
            if (belonging.Tumour == tumour)
            {
                own++;
                isSuspected &= belonging.Certainty is Certainty.Suspected;
            }
            else
            {
                others++;
            }
        }

        return own == 0 ? Likelihood.No : others > 0 || isSuspected ? Likelihood.Maybe : Likelihood.Yes;
    }

    /// <summary>Lesions and groups that belong to a tumour, or may.</summary>
    public IEnumerable<(EntryKey Lesion, Likelihood Belongs)> LesionsOf(EntryKey tumour) => belongs.Keys
        .Select(lesion => (lesion, Belongs(lesion, tumour))).Where(each => each.Item2 is not Likelihood.No);

    /// <summary>
    /// Whether an entry is about a tumour: by naming it, or by naming lesions that belong to it. One of several
    /// candidates makes it maybe.
    /// </summary>
    public Likelihood Concerns(Entry entry, EntryKey tumour)
    {
        if (entry.Key == tumour)
        {
            return Likelihood.Yes;
        }

        var (named, oneOf) = Subjects(entry);
        var most = named.Select(key => About(key, tumour)).DefaultIfEmpty(Likelihood.No).Max();
        var candidates = oneOf.Select(key => About(key, tumour)).ToList();
        var among = candidates.Count == 0 || candidates.All(each => each is Likelihood.No) ? Likelihood.No
            : candidates.All(each => each is Likelihood.Yes) ? Likelihood.Yes
            : Likelihood.Maybe;
        return most > among ? most : among;
    }

    Likelihood About(EntryKey key, EntryKey tumour) =>
        key == tumour ? Likelihood.Yes : Belongs(key, tumour);

    /// <summary>What an entry is about, and candidates of which it is about one.</summary>
    static (IEnumerable<EntryKey> Named, IEnumerable<EntryKey> OneOf) Subjects(Entry entry) => entry.Content switch
    {
        Lesion or LesionGroup => ([entry.Key], []),
        Attribution said => (said.Lesions.Append(said.Tumour), []),
        Diagnosis said => (said.Subject, said.OneOf),
        ImagingReading said => (
            said.Lesions.Where(seen => seen.Lesion is not null).Select(seen => seen.Lesion!.Value),
            said.Lesions.SelectMany(seen => seen.OneOf)),
        Biopsy said => (said.Lesion is { } lesion ? [lesion] : [], said.OneOf),
        Specimen said => (said.Contains, []),
        PathologyReport said => (
            said.Lesions.Where(found => found.Lesion is not null).Select(found => found.Lesion!.Value),
            said.Lesions.SelectMany(found => found.OneOf)),
        Procedure said => (said.Targets.Concat(said.Removes), []),
        Decision said => (said.About, []),
        SystemicTherapy said => (said.Targets, []),
        Radiotherapy said => (said.Targets, []),
        Observation said => (said.About, []),
        Stage said => ([said.Tumour], []),
        Recurrence said => (said.Lesions.Prepend(said.Tumour), said.OneOf),
        Status said => (said.Subject, said.OneOf),
        Note said => (said.About, []),
        _ => ([], []),
    };
}
