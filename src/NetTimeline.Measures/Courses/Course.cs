using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Timelines;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;
using NodaTime;

namespace NetTimeline.Measures.Courses;

/// <summary>
/// A timeline made ready for measuring: what was certainly known, its dates as one network, and what belongs to which
/// tumour. What is only possibly known enters no value. Not safe for use from several threads.
/// </summary>
public sealed class Course
{
    readonly Dictionary<EntryKey, Entry> entries;
    readonly ILookup<EntryKinds, Entry> byKind;
    readonly Lazy<DateNetwork> dates;
    readonly Lazy<Tumours> tumours;
    readonly Lazy<HashSet<EntryKey>> disputed;
    readonly Dictionary<Type, object> found = [];
    readonly Dictionary<Type, object> ofKind = [];

    /// <param name="timeline">What was known.</param>
    /// <param name="assumptions">
    /// What whoever asks supposes of its dates. One that they deny makes every value that rests on time contradicted;
    /// <see cref="CourseAssumptions"/> tells that before.
    /// </param>
    public Course(Timeline timeline, Items<Assumption> assumptions)
        : this(timeline, assumptions, () => timeline.Dates(assumptions)) =>
        AsRecorded = assumptions.Count == 0 ? this : new Course(timeline, []);

    Course(Timeline timeline, Items<Assumption> assumptions, Func<DateNetwork> network)
    {
        (Timeline, Assumptions, AsRecorded) = (timeline, assumptions, this);
        Entries = [.. timeline.Entries.Where(each => !each.Retracted).Select(each => each.Entry)];
        entries = Entries.ToDictionary(entry => entry.Key);
        byKind = Entries.ToLookup(entry => entry.Kind);
        dates = new(network);
        tumours = new(() => new Tumours(this));
        disputed = new(() => [.. Entries.Where(IsDisputed).Select(entry => entry.Key)]);
    }

    /// <summary>Of a history as it was known, with nothing supposed.</summary>
    /// <param name="history">All events of one patient, in the order of their versions.</param>
    /// <param name="asOf">Which view; see <see cref="Timeline"/>.</param>
    /// <param name="clinic">Days of recording are days in this zone.</param>
    public static Course From(IReadOnlyList<Recorded> history, AsOf asOf, DateTimeZone clinic)
    {
        var timeline = Timeline.From(history, asOf, clinic, out var dates);
        return new Course(timeline, [], () => dates);
    }

    public Timeline Timeline { get; }

    public Items<Assumption> Assumptions { get; }

    /// <summary>The same course with nothing supposed.</summary>
    public Course AsRecorded { get; }

    public PatientEvent.PatientEnrolled? Patient => Timeline.Patient;

    /// <summary>Everything certainly known that was not withdrawn, in an order that no date denies.</summary>
    public Items<Entry> Entries { get; }

    public DateNetwork Dates => dates.Value;

    /// <summary>Which entries concern which tumour.</summary>
    public Tumours Tumours => tumours.Value;

    public Entry? Find(EntryKey key) => entries.GetValueOrDefault(key);

    /// <summary>
    /// What several measures need is found once. There is one thing of each type, so that it needs a type of its own.
    /// </summary>
    internal T Once<T>(Func<Course, T> find)
        where T : class
    {
        if (!found.TryGetValue(typeof(T), out var thing))
        {
            found[typeof(T)] = thing = find(this);
        }

        return (T)thing;
    }

    /// <summary>
    /// Entries of one kind, in the order of the course. What is excluded (considered and ruled out) is not among them.
    /// </summary>
    public IReadOnlyList<Stated<T>> All<T>()
        where T : EntryContent
    {
        if (!ofKind.TryGetValue(typeof(T), out var all))
        {
            ofKind[typeof(T)] = all = byKind[KindOf<T>.Kind]
                .Where(entry => entry.Certainty is not Certainty.Excluded)
                .Select(entry => new Stated<T>(entry, (T)entry.Content)).ToList();
        }

        return (List<Stated<T>>)all;
    }

    /// <summary>Procedures that were done: plans and abandoned ones are not among them.</summary>
    public IEnumerable<Stated<Procedure>> Performed =>
        All<Procedure>().Where(each => each.Content.Standing is ProcedureStanding.Performed);

    /// <summary>
    /// Operations, drugs and radiation that were given. Diagnostic and staging operations treat nothing.
    /// </summary>
    public IEnumerable<Entry> Treatments => Entries.Where(entry => entry.Content is
        Procedure { Standing: ProcedureStanding.Performed, Intent: not (Intent.Diagnostic or Intent.Staging) }
        or SystemicTherapy { Standing: ProcedureStanding.Performed }
        or Radiotherapy { Standing: ProcedureStanding.Performed });

    /// <summary>How the beginning of one entry stands to that of another.</summary>
    public DateOrder Order(EntryKey a, EntryKey b) => Dates.Compare(DatePoint.StartOf(a), DatePoint.StartOf(b));

    /// <summary>How much later <paramref name="to"/> is than <paramref name="from"/>.</summary>
    public TimeBetween Between(DatePoint from, DatePoint to) => new(unit => Dates.DifferenceIn(from, to, unit));

    /// <summary>The end of what lasts, else the beginning.</summary>
    public static DatePoint EndOf(Entry entry) =>
        entry.Lasts ? DatePoint.EndOf(entry.Key) : DatePoint.StartOf(entry.Key);

    /// <summary>From the beginning of one entry to that of another.</summary>
    public TimeBetween Between(EntryKey from, EntryKey to) => Between(DatePoint.StartOf(from), DatePoint.StartOf(to));

    /// <summary>
    /// The entries whose statements give the bounds between two points, apart from those named already.
    /// </summary>
    public IEnumerable<Evidence> Dating(DatePoint from, DatePoint to, params ReadOnlySpan<EntryKey> named) =>
        Dating([(from, to)], named);

    /// <summary>As above, of several such distances; each entry once.</summary>
    public IEnumerable<Evidence> Dating(
        IEnumerable<(DatePoint From, DatePoint To)> distances, params ReadOnlySpan<EntryKey> named)
    {
        HashSet<EntryKey> except = [.. named];
        return [.. distances.SelectMany(each => Dates.Explain(each.From, each.To).Entries).Where(except.Add)
            .Select(key => new Evidence(key, EvidenceRole.Dates, "its statement of time gives a bound"))];
    }

    /// <summary>
    /// The value as it stands, or contradicted: where it rests on a disputed statement of time, or on dates that cannot
    /// all be true.
    /// </summary>
    internal MeasureValue Judged(MeasureValue value)
    {
        if (value.Status is MeasureStatus.NotComputable or MeasureStatus.Contradicted)
        {
            return value;
        }

        var reason = DisputedOf(value) is { Count: > 0 } entries
                ? $"A date of {string.Join(", ", entries)} is disputed."
            : RestsOnTime(value) && Dates.IsContradictory
                ? $"The dates of {string.Join(", ", Dates.Contradiction)} cannot all be true."
            : null;
        return reason is null ? value : value with { Status = MeasureStatus.Contradicted, Reason = reason };
    }

    /// <summary>Those of the entries that a value rests on; of most courses no date is disputed.</summary>
    Items<EntryKey> DisputedOf(MeasureValue value) => disputed.Value.Count == 0 ? []
        :
        [
            .. value.Evidence.Where(each => each.Role is not (EvidenceRole.NotUsed or EvidenceRole.Claim))
                .Select(each => each.Entry).Where(disputed.Value.Contains).Distinct(),
        ];

    static bool RestsOnTime(MeasureValue value) => value.Evidence.Any(each =>
        each.Role is EvidenceRole.Start or EvidenceRole.End or EvidenceRole.Dates);

    /// <summary>Kinds are named as the types of contents are.</summary>
    static class KindOf<T>
    {
        public static readonly EntryKinds Kind = Enum.Parse<EntryKinds>(typeof(T).Name);
    }

    static bool IsDisputed(Entry entry) => entry.Occurred is { Disputed: true } || entry.Ended is { Disputed: true }
        || entry.AlsoStated.Any(date => date.Disputed);
}

/// <summary>An entry with its content by its type.</summary>
public readonly record struct Stated<T>(Entry Entry, T Content)
    where T : EntryContent
{
    public EntryKey Key => Entry.Key;
}
