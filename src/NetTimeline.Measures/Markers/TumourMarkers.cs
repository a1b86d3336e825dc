using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Vocabulary;

namespace NetTimeline.Measures.Markers;

/// <summary>
/// Tests whose nadir, normalisation and doubling time mean something. Those of an albumin would only be noise; what is
/// no tumour marker still has its series, its changes and its direction.
/// </summary>
static class TumourMarkers
{
    const string Marker = "tumour-marker";

    /// <summary>
    /// Only a name that is a term as it stands is another name of the marker: a stimulated calcitonin is no calcitonin.
    /// </summary>
    static readonly Dictionary<string, string> ByTerm = Concepts.All
        .Where(concept => Concepts.IsA(concept.Name, Marker))
        .SelectMany(concept => concept.Terms.Select(term => (Term: Terms.Of(term), concept.Name)))
        .ToDictionary(each => each.Term, each => each.Name);

    /// <summary>By its codes and its words.</summary>
    public static bool Include(Entry value) => Concepts.Is(value, Marker);

    /// <summary>By a name that is a term as it stands.</summary>
    public static bool Include(string test) => ByTerm.ContainsKey(Terms.Of(test));

    /// <summary>The same for CgA and chromogranin A.</summary>
    public static string NameOf(string test) =>
        ByTerm.GetValueOrDefault(Terms.Of(test)) ?? test.Trim().ToLowerInvariant();
}
