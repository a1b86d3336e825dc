using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Primary;

/// <summary>
/// What a diagnosis is of, as treatments name it: itself, members of a group, and decisions about them.
/// </summary>
sealed class TreatedAs
{
    readonly Course course;
    readonly HashSet<EntryKey> subject;
    readonly bool oneOfThese;

    TreatedAs(Course course, HashSet<EntryKey> subject, bool oneOfThese) =>
        (this.course, this.subject, this.oneOfThese) = (course, subject, oneOfThese);

    public static TreatedAs Of(Course course, Diagnosis said)
    {
        var subject = said.Subject.Concat(said.OneOf).ToHashSet();
        subject.UnionWith(course.All<Lesion>().Where(each => each.Content.MemberOf.Any(subject.Contains))
            .Select(each => each.Key).ToList());
        return new TreatedAs(course, subject, said.OneOf.Count > 0);
    }

    /// <summary>
    /// Not stated for what it was is maybe; for one of several candidates it is yes only if it names all.
    /// </summary>
    public Likelihood IsFor(Entry treatment)
    {
        var named = Named(treatment.Content).ToList();
        return named.Count == 0 ? Likelihood.Maybe
            : oneOfThese ? subject.All(named.Contains) ? Likelihood.Yes
                : named.Any(subject.Contains) ? Likelihood.Maybe : Likelihood.No
            : named.Any(subject.Contains) ? Likelihood.Yes
            : Likelihood.No;
    }

    IEnumerable<EntryKey> Named(EntryContent treatment) => treatment switch
    {
        Procedure said => said.Targets.Concat(said.Removes).Concat(Decided(said.Fulfils)),
        SystemicTherapy said => said.Targets,
        Radiotherapy said => said.Targets,
        _ => [],
    };

    /// <summary>What the plan was about, or the decision that it carries out.</summary>
    Items<EntryKey> Decided(EntryKey? plan) => (plan is { } key ? course.Find(key) : null)?.Content switch
    {
        Decision decision => decision.About,
        Procedure planned => planned.Targets,
        _ => [],
    };
}
