using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Lesions;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Survival;

/// <summary>
/// What can be seen or cut out: from what became of each lesion of a tumour, and of those of no tumour.
/// </summary>
sealed class StructuralState(Course course)
{
    readonly LesionStates states = LesionStates.Of(course);

    /// <param name="tumour">Whose lesions.</param>
    /// <param name="moment">Null for the end of the course.</param>
    /// <param name="resections">Of this tumour: after each it may have been free of disease.</param>
    /// <returns>Null where neither a lesion nor an operation of it is on record.</returns>
    public StateFound? At(EntryKey tumour, DatePoint? moment, Items<Stated<Procedure>> resections)
    {
        var standing = LesionsOf(tumour, moment);
        if (standing.Count == 0)
        {
            return resections.Count == 0 ? null : Found(
                DiseaseState.NotEstablished, "No lesion of it is on record, so what the operation left is not told.",
                [.. resections.Select(each => new Evidence(each.Key, EvidenceRole.Condition, "aimed at it"))]);
        }

        var left = standing.Where(each => each.Belongs is Likelihood.Yes && each.State.Is(LesionState.InSitu)).ToList();
        return left.Count > 0 ? Disease(tumour, moment, resections, left) : Free(standing, moment);
    }

    /// <summary>Lesions there at the moment; those not seen yet are no part of it.</summary>
    List<(LesionStanding State, Likelihood Belongs)> LesionsOf(EntryKey tumour, DatePoint? moment) =>
    [
        .. course.Tumours.LesionsOf(tumour)
            .Select(each => (State: states.At(each.Lesion, moment), each.Belongs))
            .Where(each => !each.State.Is(LesionState.NotYetSeen)),
    ];

    StateFound Disease(
        EntryKey tumour, DatePoint? moment, Items<Stated<Procedure>> resections,
        List<(LesionStanding State, Likelihood Belongs)> left)
    {
        var names = string.Join(", ", left.Select(each => each.State.Lesion));
        var freedom = resections.Where(each => moment is not { } point
                || course.Dates.Compare(DatePoint.StartOf(each.Key), point) is DateOrder.Before)
            .Where(each => left.All(lesion => course.Order(each.Key, lesion.State.Lesion) is DateOrder.Before))
            .FirstOrDefault(each => Free(LesionsOf(tumour, DatePoint.StartOf(each.Key)), DatePoint.StartOf(each.Key))
                is { State: DiseaseState.DiseaseFree });
        var evidence = left.SelectMany(each => each.State.Evidence);
        return freedom.Entry is null
            ? Found(DiseaseState.Persistent, $"Not resected: {names}; freedom from disease was not established before.",
                [.. evidence])
            : Found(DiseaseState.Recurrent, $"There again after {freedom.Key}, which left none: {names}.",
                [.. evidence, new Evidence(freedom.Key, EvidenceRole.Condition, "left no lesion on record")]);
    }

    StateFound Free(List<(LesionStanding State, Likelihood Belongs)> standing, DatePoint? moment)
    {
        var open = standing.Where(each => !each.State.Is(LesionState.Resected)).Select(each => each.State).ToList();
        var margins = standing.SelectMany(each => each.State.Margins).Distinct().Order().ToList();
        var unattributed = OfNoTumour(moment);
        string[] against =
        [
            .. open.Count > 0 ? [$"Not certainly resected: {Names(open)}."] : Items<string>.None,
            .. margins.Exists(IsInvolved) ? [$"Pathology states {margins.FindLast(IsInvolved)}."] : Items<string>.None,
            .. unattributed.Count > 0
                ? [$"Of no tumour, and may be of this one: {Names(unattributed)}."] : Items<string>.None,
        ];
        Items<Evidence> evidence =
            [.. standing.SelectMany(each => each.State.Evidence), .. unattributed.SelectMany(each => each.Evidence)];
        return against.Length == 0
            ? Found(DiseaseState.DiseaseFree,
                $"Every lesion on record was resected; margin {(margins.Count > 0 ? "R0" : "not stated")}.", evidence)
            : Found(
                margins.Contains(Margin.R2) ? DiseaseState.Persistent : DiseaseState.NotEstablished,
                string.Join(' ', against), evidence);
    }

    static bool IsInvolved(Margin margin) => margin is not Margin.R0;

    /// <summary>
    /// Nodes, metastases and recurrences that nobody attributed, nor a group or member of theirs, and that were not
    /// resected: they may be of any tumour.
    /// </summary>
    List<LesionStanding> OfNoTumour(DatePoint? moment) =>
    [
        .. states.Foci.All.Where(key => FocusOf(key) is Focus.Metastasis or Focus.LymphNode or Focus.LocalRecurrence)
            .Where(key => !states.Foci.All.Any(other => course.Tumours.Of(other).Count > 0
                && (states.Foci.Covers([key], other) || states.Foci.Covers([other], key))))
            .Select(key => states.At(key, moment))
            .Where(each => !each.Is(LesionState.NotYetSeen) && !each.Is(LesionState.Resected)),
    ];

    Focus? FocusOf(EntryKey key) => states.Foci.EntryOf(key).Content switch
    {
        Lesion lesion => lesion.Focus,
        LesionGroup group => group.Focus,
        _ => null,
    };

    static string Names(IEnumerable<LesionStanding> standing) => string.Join(", ", standing.Select(each =>
        each.Is(LesionState.Irradiated) ? $"{each.Lesion} (irradiated, response not stated)" : $"{each.Lesion}"));

    static StateFound Found(DiseaseState state, string why, Items<Evidence> evidence) =>
        new(DiseaseAxis.Structural, state, why, [.. evidence.Distinct()]);
}
