using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// The assessments of one tumour, or of the patient, against the first of them that has a target.
/// </summary>
sealed class RecistSeries
{
    readonly Course course;
    readonly LesionStates states;
    readonly Func<EntryKey, bool> concerns;
    readonly List<RecistAssessment> assessments;
    readonly Items<Evidence> earlier;

    /// <summary>By the study.</summary>
    readonly Dictionary<EntryKey, (Items<EntryKey> Missing, Bounds Sum)> measured = [];
    readonly Lazy<Dictionary<EntryKey, (Bounds Sum, Items<RecistAssessment> From)>> nadirs;

    /// <param name="course">The course.</param>
    /// <param name="states">Of its lesions.</param>
    /// <param name="tumour">Null for the patient.</param>
    public RecistSeries(Course course, LesionStates states, EntryKey? tumour)
    {
        (this.course, this.states, Tumour) = (course, states, tumour);
        concerns = lesion => tumour is not { } one || course.Tumours.Belongs(lesion, one) is Likelihood.Yes;
        var all = RecistAssessment.In(course, states.Foci, concerns);
        var first = all.FindIndex(each => RecistTargets.Of(states.Foci, each.Sizes).Targets.Count > 0);
        IsEmpty = all.Count == 0;
        assessments = first < 0 ? [] : all[first..];
        Targets = RecistTargets.Of(states.Foci, first < 0 ? [] : all[first].Sizes);
        nadirs = new(FindNadirs);
        earlier = [.. all.Take(first < 0 ? all.Count : first).SelectMany(each => each.Readings).Select(reading =>
            new Evidence(reading, EvidenceRole.NotUsed, "nothing on it is measurable"))];
    }

    /// <summary>One for each tumour of which a study names a lesion, or one for the patient.</summary>
    public static IEnumerable<RecistSeries> In(Course course, bool perTumour) =>
        perTumour ? course.Once(OfTumours.Find).All : course.Once(OfPatient.Find).All;

    public EntryKey? Tumour { get; }

    /// <summary>No study names a lesion in question.</summary>
    public bool IsEmpty { get; }

    public RecistTargets Targets { get; }

    /// <summary>Null where nothing measurable was ever seen.</summary>
    public RecistAssessment? Baseline => assessments.FirstOrDefault();

    /// <summary>Baseline first.</summary>
    public IReadOnlyList<RecistAssessment> Assessments => assessments;

    public Instance Of(RecistAssessment? at) => new([.. new[] { Tumour, at?.Study }.OfType<EntryKey>()], null);

    /// <summary>Targets without a size on this study.</summary>
    public Items<EntryKey> Missing(RecistAssessment at) => Measured(at).Missing;

    /// <summary>Why the sum is not complete; null where it is. What was resected has no size any more.</summary>
    public string? Unmeasured(RecistAssessment at)
    {
        var gone = Missing(at).Where(lesion => states.At(lesion, at.Moment).Is(LesionState.Resected)).ToList();
        var unsized = Missing(at).Except(gone).ToList();
        List<string> why =
        [
            .. gone.Count == 0 ? Items<string>.None
                : [$"{string.Join(", ", gone)} {(gone.Count == 1 ? "was" : "were")} resected since the baseline."],
            .. unsized.Count == 0 ? Items<string>.None
                : [$"No size of {string.Join(", ", unsized)} is stated on {at.Study}."],
        ];
        return why.Count == 0 ? null : string.Join(' ', why);
    }

    /// <summary>Of what is measured; bounded below only where a target is missing.</summary>
    public Bounds Sum(RecistAssessment at) => Measured(at).Sum;

    public IEnumerable<RecistSize> Sizes(RecistAssessment at) => at.Sizes.Where(size => Targets.Has(size.Lesion));

    /// <summary>
    /// The smallest complete sum before, baseline included; one that only may be before moves the lower bound alone.
    /// </summary>
    public (Bounds Sum, Items<RecistAssessment> From) Nadir(RecistAssessment at) => nadirs.Value[at.Study];

    Dictionary<EntryKey, (Bounds Sum, Items<RecistAssessment> From)> FindNadirs()
    {
        var found = new Dictionary<EntryKey, (Bounds Sum, Items<RecistAssessment> From)>();
        var before = new RecistNadirs(course);
        foreach (var at in assessments)
        {
            found[at.Study] = before.Of(at);
            if (Missing(at).Count == 0)
            {
                before.Add(at, Sum(at));
            }
        }

        return found;
    }

    (Items<EntryKey> Missing, Bounds Sum) Measured(RecistAssessment at)
    {
        if (!measured.TryGetValue(at.Study, out var found))
        {
            Items<EntryKey> missing = [.. Targets.Targets.Select(each => each.Lesion)
                .Where(lesion => at.Sizes.All(size => size.Lesion != lesion))];
            var sum = Sizes(at).Aggregate(Bounds.Exactly(0), (all, size) => all + size.Mm);
            measured[at.Study] = found =
                (missing, missing.Count == 0 ? sum : sum with { High = null, HighIncluded = false });
        }

        return found;
    }

    /// <summary>
    /// Lesions and groups seen on this study that were not on the baseline and certainly began after it; maybe where
    /// that order cannot be told.
    /// </summary>
    public IEnumerable<(EntryKey Lesion, Likelihood New)> NewOn(RecistAssessment at) =>
        from lesion in states.Foci.All
        where concerns(lesion) && states.Foci.Covers(at.Present, lesion)
            && !states.Foci.Covers(Baseline!.Present, lesion)
        let isNew = course.Dates.Difference(Baseline!.Moment, DatePoint.StartOf(lesion)) switch
        {
            { IsPositive: true } => Likelihood.Yes,
            { High: <= 0 } => Likelihood.No,
            _ => Likelihood.Maybe,
        }
        where isNew is not Likelihood.No
        select (lesion, isNew);

    /// <summary>Why this study cannot be set against the baseline; null where it can.</summary>
    public string? Obstacle(RecistAssessment at) =>
        course.Dates.Difference(Baseline!.Moment, at.Moment) is not { Low: >= 0 }
            ? $"Whether {at.Study} was after the baseline {Baseline!.Study} cannot be told."
        : Targets.Targets.All(each => states.At(each.Lesion, at.Moment).Is(LesionState.Resected))
            ? "Every target lesion was resected since the baseline; a new baseline is due."
        : null;

    /// <summary>Whether every lesion of the baseline that is no target was looked for and not seen.</summary>
    public bool OthersAreGone(RecistAssessment at) => Baseline!.Present
        .Where(lesion => !Targets.Has(lesion) && states.Foci.EntryOf(lesion).Content is Lesion)
        .All(lesion => at.Sizes.Any(size => size.Lesion == lesion && size.Mm is { High: 0 }));

    public Items<Evidence> Evidence(RecistAssessment at, bool withBaseline) =>
    [
        .. withBaseline && at != Baseline ? SizesOf(Baseline!, EvidenceRole.Start) : [],
        .. SizesOf(at, EvidenceRole.Value),
        .. Targets.NotUsed, .. earlier,
    ];

    public Items<string> Remarks(RecistAssessment at) =>
    [
        $"Baseline: {Baseline!.Study}, the first assessment with a measurable lesion.",
        .. Targets.Targets.Concat(Sizes(at)).All(each => each.AxisKnown)
            ? Items<string>.None
            : ["RECIST-style: which axis a diameter is of is not stated."],
        .. Targets.Targets.Count == 1 ? ["RECIST-style: one target lesion."] : Items<string>.None,
    ];

    public IEnumerable<Evidence> SizesOf(RecistAssessment at, EvidenceRole role) =>
        Sizes(at).Select(size => new Evidence(size.Reading, role, $"{size.Lesion}, {size.Says}"));

    /// <summary>Found once, because four measures are of each.</summary>
    sealed record OfTumours(Items<RecistSeries> All)
    {
        public static OfTumours Find(Course course) => new([.. course.Tumours.All
            .Select(each => new RecistSeries(course, LesionStates.Of(course), each.Key))
            .Where(series => !series.IsEmpty)]);
    }

    sealed record OfPatient(Items<RecistSeries> All)
    {
        public static OfPatient Find(Course course) =>
            new RecistSeries(course, LesionStates.Of(course), null) is { IsEmpty: false } all ? new([all]) : new([]);
    }
}
