using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Language;

/// <summary>What a selector is asked in.</summary>
/// <param name="Course">The patient's course.</param>
/// <param name="Subject">What the value is of; null for the patient.</param>
/// <param name="Start">Where the interval begins; null while that is being selected.</param>
sealed record Scope(Course Course, Entry? Subject, Occasion? Start)
{
    readonly Dictionary<string, List<object?>> ofSubject = [];

    /// <summary>
    /// What the subject says along a path; null where there is no subject. Kept, because every item of a list may be
    /// compared with it.
    /// </summary>
    public IReadOnlyList<object?>? OfSubject(string path)
    {
        if (Subject is null)
        {
            return null;
        }

        if (!ofSubject.TryGetValue(path, out var values))
        {
            ofSubject[path] = values = AttributePath.Values(Subject, path, Course);
        }

        return values;
    }

    /// <summary>Whether an entry is about whoever is meant: by naming it, or lesions that belong to it.</summary>
    public Likelihood Concerns(Entry entry, Whose whose) => whose switch
    {
        Whose.Subject => ConcernsSubject(entry),
        _ => OfTumours(whose, tumour => Course.Tumours.Concerns(entry, tumour)),
    };

    /// <summary>Whether a lesion, group or tumour belongs to whoever is meant, or is it.</summary>
    public Likelihood Belongs(EntryKey key, Whose whose) => whose switch
    {
        Whose.Subject => key == Subject?.Key ? Likelihood.Yes
            : Subject?.Content is Tumour ? Course.Tumours.Belongs(key, Subject.Key)
            : Subject?.Content is Lesion lesion && lesion.MemberOf.Contains(key) ? Likelihood.Maybe
            : Likelihood.No,
        _ => OfTumours(whose, tumour => key == tumour ? Likelihood.Yes : Course.Tumours.Belongs(key, tumour)),
    };

    /// <summary>One of several: yes where each would be one.</summary>
    public Likelihood OneBelongs(Items<EntryKey> keys, Whose whose)
    {
        var each = keys.Select(key => Belongs(key, whose)).Distinct().ToList();
        return each is [var same] ? same : Likelihood.Maybe;
    }

    Likelihood ConcernsSubject(Entry entry) => Subject switch
    {
        null => Likelihood.No,
        { Content: Tumour } => Course.Tumours.Concerns(entry, Subject.Key),
        _ when entry.Key == Subject.Key || entry.Content.References().Any(named => named.Key == Subject.Key) =>
            IsNamedAmongSeveral(entry) ? Likelihood.Maybe : Likelihood.Yes,
        _ => Likelihood.No,
    };

    /// <summary>"One of these" names it too, and does not say that it is the one.</summary>
    bool IsNamedAmongSeveral(Entry entry) => entry.Key != Subject!.Key && entry.Content.References()
        .Where(named => named.Key == Subject.Key)
        .All(named => named.Pointer.Contains("/oneOf/", StringComparison.Ordinal));

    Likelihood OfTumours(Whose whose, Func<EntryKey, Likelihood> of)
    {
        var others = Course.Tumours.All.Where(tumour => whose is Whose.None || tumour.Key != Subject?.Key);
        var most = others.Select(tumour => of(tumour.Key)).DefaultIfEmpty(Likelihood.No).Max();
        return whose is Whose.AnotherTumour ? most : Likelihood.Yes - (int)most;
    }
}
