using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>Attributions before histology set against those that rest on it.</summary>
sealed class Opinions(Course course, Foci foci)
{
    readonly List<Stated<Attribution>> all = [.. course.All<Attribution>()];

    /// <summary>Attributions by images or the clinic, without tissue.</summary>
    public IEnumerable<Stated<Attribution>> WithoutTissue => all.Where(each => !RestsOnTissue(each.Content));

    /// <summary>
    /// Lesions an opinion was about, and the rest of its groups; a lesion told apart later counts too.
    /// </summary>
    public IEnumerable<CountedFocus> About(Attribution opinion) =>
        CountedFoci.Each(course).Where(each => foci.Covers(opinion.Lesions, each.Key));

    /// <summary>How an opinion stands to the histology of a lesion; not comparable where there is none.</summary>
    public Concordance Of(Attribution opinion, EntryKey lesion)
    {
        var shown = ByTissue(lesion);
        return shown.Count == 0 || opinion.Alternatives.Count > 0 ? Concordance.NotComparable
            : shown.All(each => each.Content.Tumour == opinion.Tumour) ? Concordance.Concordant
            : shown.Any(each => each.Content.Tumour == opinion.Tumour) ? Concordance.NotComparable
            : Concordance.Discordant;
    }

    /// <summary>The attributions of a lesion that stand and rest on tissue.</summary>
    public List<Stated<Attribution>> ByTissue(EntryKey lesion)
    {
        var standing = course.Tumours.Of(lesion).Select(each => each.Attribution).ToHashSet();
        return [.. all.Where(each => standing.Contains(each.Key) && RestsOnTissue(each.Content))];
    }

    static bool RestsOnTissue(Attribution said) =>
        said.Basis.Any(basis => basis is Basis.Histology or Basis.Cytology or Basis.Immunohistochemistry);
}

/// <summary>Whether an opinion was borne out.</summary>
enum Concordance
{
    Concordant,
    Discordant,
    NotComparable,
}
