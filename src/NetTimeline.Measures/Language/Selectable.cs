using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Language;

/// <summary>The entries of a course as selectors look for them, whoever is the subject.</summary>
sealed class Selectable(Course course)
{
    readonly Dictionary<EntryKinds, List<Entry>> ofKinds = [];

    /// <summary>Earlier entries with the first that replaces them.</summary>
    readonly Dictionary<EntryKey, EntryKey> replaced = course.Entries
        .SelectMany(entry => entry.Supersedes, (entry, earlier) => (entry, earlier))
        .DistinctBy(each => each.earlier).ToDictionary(each => each.earlier, each => each.entry.Key);

    /// <summary>In the order of the course.</summary>
    public IReadOnlyList<Entry> OfKinds(EntryKinds kinds)
    {
        if (!ofKinds.TryGetValue(kinds, out var found))
        {
            ofKinds[kinds] = found = [.. course.Entries.Where(entry => kinds.HasFlag(entry.Kind))];
        }

        return found;
    }

    /// <summary>Null where nothing does.</summary>
    public EntryKey? ReplacedBy(EntryKey key) => replaced.TryGetValue(key, out var by) ? by : null;
}
