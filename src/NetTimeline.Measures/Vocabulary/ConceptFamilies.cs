using System.Collections.Concurrent;
using NetTimeline.Domain.Entries;

namespace NetTimeline.Measures.Vocabulary;

/// <summary>What sort of idea a concept is. Tests, imaging and complaints are in none of these.</summary>
public enum ConceptFamily
{
    Procedure,
    Therapy,
    Neoplasm,
    Place,
}

/// <summary>Concepts of one family, wider ones among them: whoever seeks the wider finds the narrower.</summary>
public static class ConceptFamilies
{
    static readonly Dictionary<ConceptFamily, string[]> Names = new()
    {
        [ConceptFamily.Procedure] = Of(ConceptTable.Procedures),
        [ConceptFamily.Therapy] = Of(ConceptTable.Therapies),
        [ConceptFamily.Neoplasm] = Of(ConceptTable.Neoplasms),
        [ConceptFamily.Place] = Of(ConceptTable.Places),
    };

    /// <summary>The names of organs are few and come again and again; after so many, others are not kept.</summary>
    const int OrgansKeptMax = 1000;

    static readonly ConcurrentDictionary<string, string[]> PlacesByOrgan = new(StringComparer.Ordinal);

    /// <summary>What an entry is, among the concepts of a family.</summary>
    public static IEnumerable<string> Of(ConceptFamily family, Entry entry) => Concepts.Among(Names[family], entry);

    /// <summary>The places that an organ's name means: "terminal ileum" is small bowel and bowel.</summary>
    public static IEnumerable<string> PlacesOf(string organ)
    {
        if (PlacesByOrgan.TryGetValue(organ, out var known))
        {
            return known;
        }

        var text = Terms.Of(organ);
        string[] places = [.. Names[ConceptFamily.Place].Where(place => Concepts.IsNamedIn(text, place))];
        return PlacesByOrgan.Count < OrgansKeptMax ? PlacesByOrgan.GetOrAdd(organ, places) : places;
    }

    static string[] Of(Concept[] concepts) => [.. concepts.Select(each => each.Name)];
}
