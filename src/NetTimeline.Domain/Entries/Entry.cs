using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Values;

namespace NetTimeline.Domain.Entries;

/// <summary>One clinical statement: what is said, of when, known when, by whom. Not stated is null or empty.</summary>
/// <param name="Key">Chosen by the caller, unique in the patient.</param>
/// <param name="Occurred">When it was so (its start); null where nothing at all is stated.</param>
/// <param name="Ended">When it ended, for what lasts.</param>
/// <param name="Duration">How long it lasted, rounded to half its smallest unit (days are exact).</param>
/// <param name="AlsoStated">Further statements of <paramref name="Occurred"/>, from other places of the source.</param>
/// <param name="Known">When the clinic knew it; null leaves it to <see cref="EntryContent.Knowledge"/>.</param>
/// <param name="Certainty">How sure <paramref name="By"/> was; null where not stated.</param>
/// <param name="By">Whose statement it is: "radiology", "treating team", "authors".</param>
/// <param name="Text">Free text; the words of the source.</param>
/// <param name="Judgement">What whoever transcribed it had to decide, and why.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="SameAs">The same finding, entered from another source: counted once, both kept.</param>
/// <param name="Supersedes">Earlier beliefs that this one replaces.</param>
/// <param name="Codes">What it says, in the words of terminologies: none, one or several of several systems.</param>
/// <param name="Content">What it says.</param>
public sealed record Entry(
    EntryKey Key,
    StatedDate? Occurred,
    StatedDate? Ended,
    LengthOfTime? Duration,
    Items<StatedDate> AlsoStated,
    StatedDate? Known,
    Certainty? Certainty,
    string? By,
    string? Text,
    string? Judgement,
    Source? Source,
    EntryKey? SameAs,
    Items<EntryKey> Supersedes,
    Items<Coding> Codes,
    EntryContent Content)
{
    public EntryKinds Kind => Content.Kind;

    public EntryDates Dates => new(Occurred, Ended, Duration, AlsoStated, Known);

    /// <summary>It has an end of its own, whether or not that can be told.</summary>
    public bool Lasts => Ended is not null || Duration is not null;

    /// <summary>Everything this statement names, dates included.</summary>
    public IEnumerable<Reference> References() => Content.References()
        .Concat(Dates.References())
        .Concat(Reference.Of("/sameAs", SameAs, Kind))
        .Concat(Reference.All("/supersedes", Supersedes, Kind));

    /// <summary>What is wrong with this statement by itself, whatever else is recorded.</summary>
    public IEnumerable<Fault> Faults() => Content.Faults()
        .Concat(DateFaults.Of(Dates))
        .Concat(Source?.Faults().Select(fault => fault.Below("/source")) ?? [])
        .Concat(ToItself(References(), Key));

    internal static IEnumerable<Fault> ToItself(IEnumerable<Reference> references, EntryKey key) => references
        .Where(reference => reference.Key == key)
        .Select(reference => new Fault(
            Refusal.WrongKindOfReference, reference.Pointer, $"The entry {key} refers to itself."));
}
