using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Values;
using NetTimeline.Measures.Vocabulary;

namespace NetTimeline.Measures.Language;

/// <summary>
/// What is wrong with selectors: what could never match, and what two members say against each other.
/// </summary>
static class SelectorFaults
{
    public static IEnumerable<Fault> Of(string pointer, Selector? selector, Per per, bool mayNameStart)
    {
        if (selector is null)
        {
            return [];
        }

        return Picked(pointer, selector).Concat(Alternatives(pointer + "/anyOf", selector.AnyOf, per, mayNameStart));
    }

    public static IEnumerable<Fault> Alternatives(
        string pointer, Items<Alternative> alternatives, Per per, bool mayNameStart) => alternatives
        .SelectMany((alternative, at) => Alternative($"{pointer}/{at}", alternative, per, mayNameStart));

    static IEnumerable<Fault> Picked(string pointer, Selector selector)
    {
        if (selector.AnyOf.Count == 0)
        {
            yield return WrittenFaults.Wrong(pointer + "/anyOf", "A selector has at least one alternative.");
        }

        if (selector.Pick is Pick.Nth ? !(selector.Nth >= 1) : selector.Nth is not null)
        {
            yield return WrittenFaults.Wrong(
                pointer + "/nth", "The nth has its number, from 1; first and last have none.");
        }
    }

    static IEnumerable<Fault> Alternative(string pointer, Alternative alternative, Per per, bool mayNameStart)
    {
        var types = alternative.Kinds.Count > 0 ? AttributeTypes.Of(alternative.Kinds) : AttributeTypes.OfSubject(per);
        return What(pointer, alternative, per)
            .Concat(AttributeFaults.Of(pointer + "/where", alternative.Where, [.. types], per))
            .Concat(alternative.AfterStart && !mayNameStart
                ? [WrittenFaults.Wrong(pointer + "/afterStart", "The start is selected here.")]
                : [])
            .Concat(Of(pointer + "/after", alternative.After, per, mayNameStart))
            .Concat(Of(pointer + "/before", alternative.Before, per, mayNameStart));
    }

    static IEnumerable<Fault> What(string pointer, Alternative alternative, Per per)
    {
        if (alternative.Self ? per is Per.Patient : alternative.Kinds.Count == 0)
        {
            yield return WrittenFaults.Wrong(
                pointer + "/kinds", "It says which kinds of entry, or self where the value is of an entry.");
        }

        if (alternative.Kinds.Contains(EntryKinds.None))
        {
            yield return WrittenFaults.Wrong(pointer + "/kinds", "No entry is of no kind.");
        }

        if (alternative.Concept is { } concept && Concepts.Find(concept) is null)
        {
            yield return WrittenFaults.Wrong(
                pointer + "/concept", WrittenFaults.There("concept", Concepts.All.Select(each => each.Name)));
        }

        if (alternative.AttributedTo is Whose.Subject && per is Per.Patient)
        {
            yield return WrittenFaults.Wrong(pointer + "/attributedTo", "A measure per patient has no other subject.");
        }
    }
}
