using NetTimeline.Domain;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>What has become of each lesion, and how many of each tumour are in which state.</summary>
static class LesionStateMeasure
{
    const string Rule =
        "Resected: a procedure removed it, a resected specimen contains it, or pathology described it in one; "
        + "with the margin that pathology states for that specimen, else \"margin not stated\", which is never R0. "
        + "Irradiated: a radiotherapy was given to it, and it was not resected. In situ: nothing of the kind is "
        + "recorded, whether or not it is still seen. Where a procedure says neither what it took nor that it took "
        + "nothing here, and was in the same place, the state is open. What is counted again in a later claim is "
        + "counted there; as it was not certainly found again, it may be left unless it is known to be resected. "
        + "Dates enter by what was known at the moment asked about; numbers are counts.";

    static readonly Items<LesionState> States = [LesionState.InSitu, LesionState.Irradiated, LesionState.Resected];

    static Citation Own { get; } = new("own definition", null);

    public static Items<Measure> All { get; } =
    [
        new(
            new MeasureDefinition(
                "lesion-state", 1, "What has become of a lesion", MeasureGroup.Lesions, Per.Lesion, null, Rule, [Own]),
            PerLesion),
        new(
            new MeasureDefinition(
                "disease-inventory", 1, "Foci of a tumour in situ, irradiated and resected", MeasureGroup.Lesions,
                Per.Tumour, "foci",
                $"{Rule} A focus whose state or tumour is open widens the bounds. Foci of no tumour are counted apart.",
                [Own]),
            PerTumour),
        new(
            new MeasureDefinition(
                "foci-by-state", 1, "Foci of an organ in situ, irradiated and resected", MeasureGroup.Lesions,
                Per.Patient, "foci", $"{Rule} A focus whose state is open widens the bounds.", [Own]),
            PerOrgan),
    ];

    static IEnumerable<MeasureValue> PerLesion(Course course, MeasureDefinition definition)
    {
        var states = LesionStates.Of(course);
        foreach (var focus in CountedFoci.Each(course))
        {
            var standing = states.Of(focus.Key);
            var tumours = course.Tumours.Of(focus.Key).Select(each => each.Tumour.Value).Distinct().ToList();
            yield return definition.Category(
                focus.IsRest ? Instance.Named("not told apart", focus.Key) : Instance.Of(focus.Key),
                [.. standing.Possible.Select(state => Words(state, standing.Margins))], standing.Evidence,
                tumours.Count == 0 ? "Attributed to no tumour." : $"Attributed to {string.Join(" or ", tumours)}.");
        }
    }

    static IEnumerable<MeasureValue> PerTumour(Course course, MeasureDefinition definition)
    {
        var states = LesionStates.Of(course);
        var counted = CountedFoci.Of(course);
        foreach (var tumour in course.Tumours.All.Select(each => each.Key))
        {
            foreach (var value in Counts(
                definition, states, counted, key => course.Tumours.Belongs(key, tumour),
                state => Instance.Named(state, tumour)))
            {
                yield return value;
            }
        }

        foreach (var value in Counts(
            definition, states, counted,
            key => course.Tumours.Of(key).Count == 0 ? Likelihood.Yes : Likelihood.No,
            state => Instance.Named($"attributed to none, {state}")))
        {
            yield return value;
        }
    }

    static IEnumerable<MeasureValue> PerOrgan(Course course, MeasureDefinition definition)
    {
        var states = LesionStates.Of(course);
        var counted = CountedFoci.Of(course);
        return states.Foci.All.SelectMany(states.Foci.SitesOf).Select(site => site.Organ).Distinct()
            .SelectMany(organ => Counts(
                definition, states, counted, key => states.Foci.IsIn(key, organ),
                state => Instance.Named($"{organ}, {state}")));
    }

    static IEnumerable<MeasureValue> Counts(
        MeasureDefinition definition, LesionStates states, CountedFoci counted, Func<EntryKey, Likelihood> concerns,
        Func<string, Instance> of)
    {
        var own = counted.All.Select(focus => (Focus: focus, Concerns: concerns(focus.Key)))
            .Where(each => each.Concerns is not Likelihood.No)
            .Select(each => (each.Focus, each.Concerns, Standing: states.Of(each.Focus.Key))).ToList();
        return own.Count == 0 ? [] : States.Select(state =>
        {
            var left = PerhapsLeft(states, counted, concerns, state);
            var bounds = Sum(own, left, state);
            return definition.Number(
                of(Words(state)), bounds, null,
                [
                    .. own.Where(each => each.Standing.MayBe(state)).Select(each => new Evidence(
                        each.Focus.Key, EvidenceRole.Value, Says(each.Focus, each.Standing.Is(state), each.Concerns))),
                    .. left.Select(each => new Evidence(
                        each.Key, EvidenceRole.Value, $"{each.Count}, not certainly found again, its state is open")),
                    .. counted.CountedAgain.Where(each => concerns(each.Entry) is not Likelihood.No
                        && left.All(focus => focus.Key != each.Entry)),
                ]);
        });
    }

    /// <summary>How many foci of the patient are in each state.</summary>
    internal static FociByState Foci(Course course)
    {
        var (states, counted) = (LesionStates.Of(course), CountedFoci.Of(course));
        var own = counted.All.Select(focus => (focus, Likelihood.Yes, states.Of(focus.Key))).ToList();
        return new FociByState(
            CountedFoci.Sum(counted.All.Select(each => (each.Count, Likelihood.Yes))),
            In(LesionState.InSitu), In(LesionState.Irradiated), In(LesionState.Resected));

        Bounds In(LesionState state) =>
            Sum(own, PerhapsLeft(states, counted, _ => Likelihood.Yes, state), state);
    }

    static Bounds Sum(
        IEnumerable<(CountedFocus Focus, Likelihood Concerns, LesionStanding Standing)> own,
        IEnumerable<CountedFocus> left, LesionState state) => CountedFoci.Sum(
        own.Select(each => (each.Focus.Count, In(each.Standing, state, each.Concerns)))
            .Concat(left.Select(each => (each.Count, Likelihood.Maybe))));

    /// <summary>
    /// What a later claim counts again is counted there as what it was found to be; what was not found again may still
    /// be where it was.
    /// </summary>
    static List<CountedFocus> PerhapsLeft(
        LesionStates states, CountedFoci counted, Func<EntryKey, Likelihood> concerns, LesionState state) =>
        state is LesionState.Resected ? []
            : [.. counted.Superseded.Where(focus =>
                concerns(focus.Key) is not Likelihood.No && states.Of(focus.Key).MayBe(state))];

    static Likelihood In(LesionStanding standing, LesionState state, Likelihood concerns) =>
        !standing.MayBe(state) ? Likelihood.No : standing.Is(state) ? concerns : Likelihood.Maybe;

    static string Says(CountedFocus focus, bool certain, Likelihood concerns) => string.Join(", ", new[]
    {
        $"{focus.Count}", certain ? null : "its state is open", concerns is Likelihood.Maybe ? "maybe of it" : null,
    }.OfType<string>());

    static string Words(LesionState state, Items<Margin> margins) => state is not LesionState.Resected ? Words(state)
        : margins.Count == 0 ? "resected, margin not stated"
        : $"resected, {string.Join(" and ", margins.Select(margin => Domain.Values.Words.Of(margin)))}";

    static string Words(LesionState state) => Domain.Values.Words.Of(state).Replace('-', ' ');
}
