using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Readings;

namespace NetTimeline.Measures.Management;

/// <summary>What was done against one tumour, in its order as far as that can be told.</summary>
/// <param name="Certain">Treatments that certainly concern it.</param>
/// <param name="Possible">Those whose target is not stated, or that may concern another.</param>
sealed record TumourTreatments(Course Course, Items<Entry> Certain, Items<Entry> Possible)
{
    public static TumourTreatments Of(Course course, EntryKey tumour)
    {
        var all = course.Treatments.ToLookup(entry => Concerns(course, entry, tumour));
        return new TumourTreatments(course, [.. all[Likelihood.Yes]], [.. all[Likelihood.Maybe]]);
    }

    /// <summary>The treatment right before another; or why it cannot be named. Neither where there is none.</summary>
    public (Entry? Before, string? Reason) Before(Entry entry)
    {
        var others = Certain.Where(each => each != entry).ToList();
        var earlier = others.Where(each => Precedes(each, entry)).ToList();
        var unclear = others.FirstOrDefault(each =>
            !Precedes(each, entry) && !Precedes(entry, each) && !SameDay(each, entry));
        var last = earlier.Where(each => earlier.TrueForAll(other => other == each || Precedes(other, each))).ToList();
        return unclear is not null ? (null, $"Whether {unclear.Key} was before {entry.Key} cannot be told.")
            : earlier.Count == 0 ? (null, null)
            : last.Count == 0 ? (null, $"Which treatment was the last before {entry.Key} cannot be told.")
            : (last[0], null);
    }

    /// <summary>The one that all others come before; null where that cannot be told, or there is none.</summary>
    public Entry? Last => Certain.FirstOrDefault(last => Certain.All(each => each == last || Precedes(each, last)));

    /// <summary>Treatments that only may concern the tumour and may have come after one and before another.</summary>
    public Items<Entry> PossiblyBetween(Entry from, Entry? to) =>
    [
        .. Possible.Where(each => !Course.IsNotAfter(each.Key, from.Key)
            && (to is null || !Course.IsNotAfter(to.Key, each.Key))),
    ];

    /// <summary>Certainly not after, and not certainly on the same day.</summary>
    bool Precedes(Entry a, Entry b) => Course.IsNotAfter(a.Key, b.Key) && !SameDay(a, b);

    bool SameDay(Entry a, Entry b) => Course.IsNotAfter(a.Key, b.Key) && Course.IsNotAfter(b.Key, a.Key);

    static Likelihood Concerns(Course course, Entry entry, EntryKey tumour) => entry.Content switch
    {
        SystemicTherapy { Targets.Count: 0 } or Procedure { Targets.Count: 0, Removes.Count: 0 } => Likelihood.Maybe,
        _ => course.Tumours.Concerns(entry, tumour),
    };
}
