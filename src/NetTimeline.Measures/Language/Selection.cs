using NetTimeline.Domain;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using NetTimeline.Measures.Values;
using NetTimeline.Measures.Vocabulary;

namespace NetTimeline.Measures.Language;

/// <summary>What a selector found.</summary>
/// <param name="Occasion">Null where nothing matches.</param>
/// <param name="Doubts">Why an entry only may match.</param>
/// <param name="NotUsed">What nearly matches, and why it does not.</param>
sealed record Selected(
    Occasion? Occasion, IReadOnlyDictionary<EntryKey, string> Doubts, Items<Evidence> NotUsed)
{
    public bool Happened => Occasion is { Happened: true };

    public IEnumerable<EntryKey> Keys => Occasion?.Candidates.Select(each => each.Entry) ?? [];
}

/// <summary>
/// Finds what selectors ask for in one scope; each selector is gone through once, and one that does not ask whose an
/// entry is, or where the interval begins, once for all subjects of the course.
/// </summary>
sealed class Selection(Scope scope)
{
    /// <summary>
    /// Statements about what is so, which may be doubted; acts and results were done whatever they showed.
    /// </summary>
    const EntryKinds Claims = EntryKinds.Tumour | EntryKinds.Lesion | EntryKinds.LesionGroup | EntryKinds.Attribution
        | EntryKinds.Diagnosis | EntryKinds.Recurrence | EntryKinds.Status | EntryKinds.Stage | EntryKinds.Complication
        | EntryKinds.Symptom | EntryKinds.Observation | EntryKinds.Death;

    /// <summary>What selectors found that are alike for all subjects.</summary>
    sealed class ForAll
    {
        public Dictionary<Selector, Selected> Found { get; } = new(ReferenceEqualityComparer.Instance);
    }

    readonly Dictionary<Selector, Selected> found = new(ReferenceEqualityComparer.Instance);

    readonly Selectable selectable = scope.Course.Once(course => new Selectable(course));

    public Selected Of(Selector selector)
    {
        var known = IsAlikeForAll(selector) ? scope.Course.Once(static _ => new ForAll()).Found : found;
        if (!known.TryGetValue(selector, out var selected))
        {
            known[selector] = selected = Select(selector);
        }

        return selected;
    }

    /// <summary>Whether an entry is what one of the alternatives describes, apart from any selector's pick.</summary>
    public Match Matches(Items<Alternative> anyOf, Entry entry) => Best(anyOf, entry).Match;

    static bool IsAlikeForAll(Selector? selector) => selector is null || selector.AnyOf.All(each =>
        each is { Self: false, AttributedTo: null, AfterStart: false }
        && each.Where.All(IsAlikeForAll) && IsAlikeForAll(each.After) && IsAlikeForAll(each.Before));

    static bool IsAlikeForAll(AttributeTest test) => test is { AttributedTo: null, SameAs: null }
        && test.Any.All(IsAlikeForAll) && test.None.All(IsAlikeForAll) && test.Either.All(IsAlikeForAll);

    Selected Select(Selector selector)
    {
        var candidates = new List<Candidate>();
        var doubts = new Dictionary<EntryKey, string>();
        var notUsed = new List<Evidence>();
        foreach (var entry in selectable.OfKinds(KindsOf(selector.AnyOf)))
        {
            var (match, point) = Best(selector.AnyOf, entry);
            if (match.IsPossible)
            {
                candidates.Add(new Candidate(entry.Key, point, match.Likelihood is Likelihood.Yes));
            }

            if (match.Why is not { } why)
            {
                continue;
            }

            if (match.IsPossible)
            {
                doubts[entry.Key] = why;
            }
            else
            {
                notUsed.Add(new Evidence(entry.Key, EvidenceRole.NotUsed, why));
            }
        }

        return new Selected(Picked.Of(scope.Course, selector, candidates), doubts, [.. notUsed]);
    }

    /// <summary>No entry of another kind can match, nor nearly match.</summary>
    EntryKinds KindsOf(Items<Alternative> anyOf) => anyOf.Aggregate(EntryKinds.None, (all, each) => all
        | (each.Self ? scope.Subject?.Kind ?? EntryKinds.None
            : each.Kinds.Count == 0 ? EntryKinds.Any
            : each.Kinds.Aggregate((some, more) => some | more)));

    (Match Match, DatePoint Point) Best(Items<Alternative> anyOf, Entry entry)
    {
        var best = (Match: new Match(Likelihood.No, null), Point: DatePoint.StartOf(entry.Key));
        foreach (var alternative in anyOf)
        {
            var point = PointOf(entry, alternative.Point ?? EntryPoint.Start);
            var match = Asked(alternative, entry, point);
            if (match.Likelihood > best.Match.Likelihood || best.Match is { IsPossible: false, Why: null })
            {
                best = (match, point);
            }
        }

        return best;
    }

    /// <summary>
    /// A no without a why where the entry is something else altogether; with one where it is what is meant but for some
    /// attribute, its time or its being replaced.
    /// </summary>
    Match Asked(Alternative alternative, Entry entry, DatePoint point)
    {
        var something = new Match(Likelihood.No, null);
        if (entry.Certainty is Certainty.Excluded
            || (alternative.Self && entry.Key != scope.Subject?.Key)
            || (alternative.Kinds.Count > 0 && !IsOneOf(entry.Kind, alternative.Kinds))
            || (alternative.Concept is { } concept && !Concepts.Is(entry, concept)))
        {
            return something;
        }

        var whose = alternative.AttributedTo is { } meant ? scope.Concerns(entry, meant) : Likelihood.Yes;
        if (whose is Likelihood.No)
        {
            return something;
        }

        var match = Match.Of(whose, "whose it is is suspected, unresolved or one of several")
            .And(Standing(entry))
            .And(AttributeMatching.All(alternative.Where, entry, scope));
        return match.IsPossible ? match.And(InTime(alternative, entry, point))
            : IsNarrow(alternative) ? match
            : something;
    }

    /// <summary>Asked of nearly every entry, and therefore without a closure.</summary>
    static bool IsOneOf(EntryKinds kind, Items<EntryKinds> kinds)
    {
        for (var at = 0; at < kinds.Count; at++)
        {
            if (kinds[at].HasFlag(kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Without concept and attribution nearly everything would be told as a near miss.</summary>
    static bool IsNarrow(Alternative alternative) =>
        alternative is not { Concept: null, AttributedTo: null, Self: false };

    Match Standing(Entry entry) =>
        selectable.ReplacedBy(entry.Key) is { } by ? Match.No($"replaced by {by}")
        : entry.SameAs is { } same && scope.Course.Find(same) is not null ? Match.No($"the same finding as {same}")
        : entry.Certainty is Certainty.Suspected && Claims.HasFlag(entry.Kind) ? Match.Maybe("only suspected")
        : Match.Yes;

    Match InTime(Alternative alternative, Entry entry, DatePoint point) => Match.All(
    [
        alternative.AfterStart ? Ordered.After(scope.Course, point, scope.Start) : Match.Yes,
        alternative.After is { } after
            ? Apart(Of(after), entry, what => Ordered.After(scope.Course, point, what))
            : Match.Yes,
        alternative.Before is { } before
            ? Apart(Of(before), entry, what => Ordered.Before(scope.Course, point, what))
            : Match.Yes,
    ]);

    /// <summary>Nothing is before or after itself.</summary>
    static Match Apart(Selected other, Entry entry, Func<Occasion?, Match> ordered) =>
        !other.Keys.Contains(entry.Key) ? ordered(other.Occasion)
        : other.Keys.Count() == 1 && other.Happened ? Match.No("it is what the order is with")
        : Match.Maybe("it may be what the order is with");

    static DatePoint PointOf(Entry entry, EntryPoint point) => point switch
    {
        EntryPoint.End => Courses.Course.EndOf(entry),
        EntryPoint.Known => DatePoint.KnownOf(entry.Key),
        _ => DatePoint.StartOf(entry.Key),
    };
}
