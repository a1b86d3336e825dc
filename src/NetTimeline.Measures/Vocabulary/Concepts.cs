using System.Runtime.CompilerServices;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Measures.Vocabulary;

/// <summary>
/// Which concepts an entry is, by its codes and by its words. Nothing is inferred beyond the table's is-a.
/// </summary>
/// <remarks>
/// Words are matched as wholes and in a row. A text that denies ("no hepatectomy") is not understood as a denial: names
/// of procedures, tests and symptoms do not deny; whether something was there is said by other members.
/// </remarks>
public static class Concepts
{
    static readonly Dictionary<string, Concept> ByName = All.ToDictionary(concept => concept.Name);

    static readonly Dictionary<string, Recognised> ByConcept = All.ToDictionary(
        concept => concept.Name, concept => Recognise([.. All.Where(each => IsA(each.Name, concept.Name))]));

    /// <summary>An entry is asked by many definitions; what it says is kept no longer than it is.</summary>
    static readonly ConditionalWeakTable<Entry, Said> Texts = [];

    /// <summary>The whole vocabulary.</summary>
    public static Domain.Items<Concept> All => ConceptTable.All;

    /// <summary>Null where there is none of this name.</summary>
    public static Concept? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether whatever is the one is also the other; every concept is itself.</summary>
    public static bool IsA(string concept, string wider) =>
        concept == wider || ByName[concept].IsA.Any(each => IsA(each, wider));

    /// <summary>Whether an entry is this, or something that is a sort of this.</summary>
    /// <exception cref="KeyNotFoundException">There is no such concept.</exception>
    public static bool Is(Entry entry, string concept)
    {
        var sought = ByConcept[concept];
        return sought.IsCoded(entry) || sought.IsNamed(Texts.GetValue(entry, Said.By));
    }

    /// <summary>Those of these that an entry is; what it says is found once for all of them.</summary>
    internal static List<string> Among(string[] concepts, Entry entry)
    {
        var (said, found) = (Texts.GetValue(entry, Said.By), new List<string>());
        foreach (var name in concepts)
        {
            var sought = ByConcept[name];
            if (sought.IsCoded(entry) || sought.IsNamed(said))
            {
                found.Add(name);
            }
        }

        return found;
    }

    /// <summary>Whether a text names this, or something that is a sort of this, by terms that need no organ.</summary>
    /// <param name="text">As <see cref="Terms.Of"/> has it.</param>
    /// <param name="concept">Its name.</param>
    internal static bool IsNamedIn(string text, string concept) => ByConcept[concept].IsNamedIn(text);

    /// <summary>Every concept that an entry is, wider ones among them.</summary>
    public static IEnumerable<string> Of(Entry entry) =>
        All.Select(concept => concept.Name).Where(name => Is(entry, name));

    static Recognised Recognise(List<Concept> narrower) => new(
        [.. narrower.SelectMany(each => each.Codes).Select(code => (code.System, code.Code))],
        [.. narrower.SelectMany(each => each.Terms).Select(Terms.Of).Distinct()],
        [.. narrower.Where(each => each.Organ is not null)
            .Select(each => (Terms.Of(each.Organ!), each.TermsInOrgan.Select(Terms.Of).ToArray()))]);

    /// <summary>What an entry names, and the organs it says it is in, as they are compared.</summary>
    sealed record Said(string[] Names, string[] Organs)
    {
        public static Said By(Entry entry) => new(
            [.. EntryTexts.Names(entry).Select(Terms.Of)], [.. EntryTexts.Organs(entry).Select(Terms.Of)]);
    }

    /// <summary>A concept's own terms and those of everything that is one, as they are compared.</summary>
    sealed record Recognised(
        HashSet<(string System, string Code)> Codes, string[] Terms, (string Organ, string[] Terms)[] InOrgans)
    {
        public bool IsCoded(Entry entry)
        {
            foreach (var code in entry.Codes)
            {
                if (Codes.Contains((code.System, code.Code)))
                {
                    return true;
                }
            }

            return false;
        }

        public bool IsNamed(Said said)
        {
            if (AnyIn(said.Names, Terms))
            {
                return true;
            }

            foreach (var (organ, terms) in InOrgans)
            {
                if (AnyIn(said.Organs, organ) && AnyIn(said.Names, terms))
                {
                    return true;
                }
            }

            return false;
        }

        public bool IsNamedIn(string text) => AnyIn([text], Terms);

        static bool AnyIn(ReadOnlySpan<string> texts, params ReadOnlySpan<string> terms)
        {
            foreach (var text in texts)
            {
                foreach (var term in terms)
                {
                    if (text.Contains(term, StringComparison.Ordinal))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }
}
