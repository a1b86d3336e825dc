using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Survival;

/// <summary>
/// Free of disease, persistent or recurrent, for one tumour, on each axis by itself. Disease is recurrent only after a
/// freedom from it that the record establishes; else it is persistent.
/// </summary>
/// <remarks>
/// Computed from what the course holds, so that a lesion recognised later counts as having been there: whoever asks
/// what was thought at the time takes a course as known then.
/// </remarks>
sealed class DiseaseStates
{
    readonly Course course;
    readonly StructuralState structural;
    readonly Dictionary<(EntryKey Tumour, EntryKey Operation), Items<StateFound>> after = [];

    DiseaseStates(Course course) => (this.course, structural) = (course, new StructuralState(course));

    /// <summary>A dozen measures ask the same of one course; what was found goes with it.</summary>
    public static DiseaseStates Of(Course course) => course.Once(each => new DiseaseStates(each));

    /// <summary>The axes on which the record says anything, at the end of the course.</summary>
    public IEnumerable<StateFound> Now(EntryKey tumour)
    {
        var resections = Resections(tumour);
        var last = Occasion.Last(course, resections.Select(each => Candidate.Start(each.Key)));
        StateFound?[] axes =
        [
            structural.At(tumour, null, resections),
            MarkerState.Between(course, tumour, last, null),
            SymptomState.Between(course, tumour, last, null),
        ];
        return axes.OfType<StateFound>();
    }

    /// <summary>
    /// How it stood from an operation until the next one on this tumour: what an operation leaves behind is in place on
    /// its own day; markers and symptoms are those after it.
    /// </summary>
    public Items<StateFound> After(EntryKey tumour, EntryKey operation)
    {
        if (!after.TryGetValue((tumour, operation), out var found))
        {
            after[(tumour, operation)] = found = FoundAfter(tumour, operation);
        }

        return found;
    }

    /// <summary>The operation on the tumour that ends what is told of another; null for the last.</summary>
    public Occasion? NextAfter(EntryKey tumour, EntryKey operation) => Occasion.First(course, Resections(tumour)
        .Where(each => course.Order(operation, each.Key) is DateOrder.Before)
        .Select(each => Candidate.Start(each.Key)));

    /// <summary>
    /// Operations that took out lesions of the tumour, or were aimed at it, in the order of the course.
    /// </summary>
    public Items<Stated<Procedure>> Resections(EntryKey tumour) =>
    [
        .. course.Performed.Where(each => each.Content.Targets.Contains(tumour)
            || each.Content.Removes.Any(key => course.Tumours.Belongs(key, tumour) is Likelihood.Yes)),
    ];

    Items<StateFound> FoundAfter(EntryKey tumour, EntryKey operation)
    {
        var from = Occasion.First(course, [Candidate.Start(operation)])!;
        var next = NextAfter(tumour, operation);
        StateFound?[] axes =
        [
            structural.At(tumour, DatePoint.StartOf(operation), Resections(tumour)),
            MarkerState.Between(course, tumour, from, next),
            SymptomState.Between(course, tumour, from, next),
        ];
        return [.. axes.OfType<StateFound>()];
    }
}
