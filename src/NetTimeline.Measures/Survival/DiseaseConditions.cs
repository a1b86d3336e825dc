using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Language;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Survival;

/// <summary>Conditions on the state of disease, for measures that are written as data.</summary>
static class DiseaseConditions
{
    /// <summary>
    /// The tumour was out of sight when the interval began, and neither markers nor symptoms say that it stayed. A
    /// marker that says nothing does not stand against it; disease that stayed on any axis does.
    /// </summary>
    public static ConditionFound FreeAtStart(Course course, Entry? subject, Occasion start)
    {
        if (subject?.Content is not Tumour)
        {
            return new ConditionFound(Likelihood.Maybe, "Freedom from disease is told of a tumour.", []);
        }

        var states = DiseaseStates.Of(course);
        var found = start.Candidates.Select(each => Of(states, subject.Key, each.Entry)).ToList();
        return found.MinBy(each => each.Holds)! with
        {
            Evidence = [.. found.SelectMany(each => each.Evidence).Distinct()],
        };
    }

    static ConditionFound Of(DiseaseStates states, EntryKey tumour, EntryKey start)
    {
        var all = states.After(tumour, start);
        var disease = all.Where(each => each.IsDisease).ToList();
        var structural = all.FirstOrDefault(each => each.Axis is DiseaseAxis.Structural);
        return disease.Count > 0
            ? new ConditionFound(
                Likelihood.No,
                $"Persistent disease from {start} on, so there was nothing to recur: "
                    + string.Join(' ', disease.Select(InWords)), Conditions(disease))
            : structural is { State: DiseaseState.DiseaseFree }
                ? new ConditionFound(Likelihood.Yes, null, Conditions(all))
                : new ConditionFound(
                    Likelihood.Maybe,
                    $"Freedom from disease after {start} is not established. "
                        + (structural?.Why ?? "No lesion is on record."), Conditions(all));
    }

    static string InWords(StateFound found) => $"{Domain.Values.Words.Of(found.Axis)}: {found.Why}";

    static Items<Evidence> Conditions(IEnumerable<StateFound> found) =>
    [
        .. found.SelectMany(each => each.Evidence).Select(each =>
            each.Role is EvidenceRole.Value ? each with { Role = EvidenceRole.Condition } : each).Distinct(),
    ];
}
