using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Lesions;

/// <summary>
/// What has become of the lesions and groups of a course, at its end or at a moment of it. A resection outlasts an
/// irradiation; what a procedure may have taken, by its place, leaves the state open.
/// </summary>
/// <remarks>
/// Of a group this is the state of what is not told apart in it; its members have their own. What was done on the day
/// of the moment counts as done.
/// </remarks>
sealed class LesionStates
{
    readonly Course course;
    readonly Treatments treatments;
    readonly IReadOnlyList<Stated<ImagingReading>> readings;

    /// <summary>Which reading was the last on which a lesion or group was itself called present.</summary>
    readonly Dictionary<EntryKey, int> lastSeen = [];
    readonly Dictionary<EntryKey, Items<Treatment>> known = [];
    readonly Dictionary<(EntryKey Lesion, DatePoint? Moment), LesionStanding> standings = [];

    public LesionStates(Course course)
    {
        this.course = course;
        Foci = Foci.Of(course);
        treatments = new Treatments(course, Foci);
        readings = course.All<ImagingReading>();
        for (var at = 0; at < readings.Count; at++)
        {
            foreach (var seen in readings[at].Content.Lesions.Where(each => each.Presence is Presence.Present))
            {
                if (seen.Lesion is { } lesion)
                {
                    lastSeen[Foci.NameOf(lesion)] = at;
                }
            }
        }
    }

    public static LesionStates Of(Course course) => course.Once(each => new LesionStates(each));

    public Foci Foci { get; }

    /// <summary>At the end of the course.</summary>
    public LesionStanding Of(EntryKey lesion) => At(lesion, null);

    /// <summary>At a moment; null is the end of the course.</summary>
    public LesionStanding At(EntryKey lesion, DatePoint? moment)
    {
        var name = Foci.NameOf(lesion);
        if (!standings.TryGetValue((name, moment), out var standing))
        {
            standings[(name, moment)] = standing = Find(name, moment);
        }

        return standing;
    }

    LesionStanding Find(EntryKey name, DatePoint? moment)
    {
        var done = TreatmentsOf(name).Select(each => (Treatment: each, Done: each.DoneBy(course, moment)))
            .Where(each => each.Done is not Likelihood.No).ToList();
        var byState = done.ToLookup(each => each.Treatment.State is LesionState.Resected);
        var certain = byState[true].Select(each => each.Treatment).Where(each => each.Certain);
        var reports = treatments.ReportsOf(name, certain);
        return new LesionStanding(
            name,
            Possible(name, moment, Most(byState[true].Select(each => each.Done)),
                Most(byState[false].Select(each => each.Done))),
            [.. reports.Select(each => each.Content.Margin).OfType<Margin>().Distinct().Order()],
            [.. EvidenceOf(name, done.Select(each => each.Treatment)), .. reports.Select(MarginEvidence)]);
    }

    Items<Treatment> TreatmentsOf(EntryKey name)
    {
        if (!known.TryGetValue(name, out var found))
        {
            known[name] = found = treatments.Of(name);
        }

        return found;
    }

    Items<LesionState> Possible(EntryKey name, DatePoint? moment, Likelihood resected, Likelihood irradiated)
    {
        var seen = moment is { } point ? Treatment.Reached(course, name, point) : Likelihood.Yes;
        if (seen is Likelihood.No)
        {
            return [LesionState.NotYetSeen];
        }

        var possible = new List<LesionState>();
        if (seen is Likelihood.Maybe)
        {
            possible.Add(LesionState.NotYetSeen);
        }

        if (resected is not Likelihood.Yes && irradiated is not Likelihood.Yes)
        {
            possible.Add(LesionState.InSitu);
        }

        if (resected is not Likelihood.Yes && irradiated is not Likelihood.No)
        {
            possible.Add(LesionState.Irradiated);
        }

        if (resected is not Likelihood.No)
        {
            possible.Add(LesionState.Resected);
        }

        return [.. possible];
    }

    static Likelihood Most(IEnumerable<Likelihood> all) => all.DefaultIfEmpty(Likelihood.No).Max();

    IEnumerable<Evidence> EvidenceOf(EntryKey name, IEnumerable<Treatment> done)
    {
        yield return new Evidence(name, EvidenceRole.Condition, "first seen");
        foreach (var each in done)
        {
            yield return new Evidence(each.ToldBy, EvidenceRole.Condition, each.Says);
            foreach (var act in each.By.Where(act => act != each.ToldBy))
            {
                yield return new Evidence(act, EvidenceRole.Condition, "what it was taken out in");
            }
        }

        if (LastSeen(name) is { } reading)
        {
            yield return new Evidence(reading, EvidenceRole.Condition, "last seen");
        }
    }

    /// <summary>
    /// The last reading, in the order of the course, on which it or a group that counts it was present.
    /// </summary>
    EntryKey? LastSeen(EntryKey name)
    {
        var last = Foci.WithGroups(name).Max(each => lastSeen.GetValueOrDefault(each, -1));
        return last < 0 ? null : readings[last].Key;
    }

    static Evidence MarginEvidence(Stated<PathologyReport> report) => new(
        report.Key, EvidenceRole.Value,
        report.Content.Margin is { } margin ? $"margin {Words.Of(margin)}" : "states no margin");
}
