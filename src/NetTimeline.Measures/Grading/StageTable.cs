using NetTimeline.Domain;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Grading;

/// <summary>
/// A table from T, N and M to stage groups, written as it is printed: a line of T categories, a line for each N
/// category with the groups of M0, and a line for each M1 category, whose group holds whatever T and N are.
/// </summary>
sealed class StageTable
{
    readonly string[] ts;
    readonly Dictionary<string, string[]> ofM0;
    readonly Dictionary<string, string> ofM1;

    public StageTable(string name, Citation citation, string printed)
    {
        (Name, Citation) = (name, citation);
        var lines = printed.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToList();
        ts = lines[0];
        ofM0 = lines.Where(line => line[0][0] == 'N').ToDictionary(line => line[0], line => line[1..]);
        ofM1 = lines.Where(line => line[0][0] == 'M').ToDictionary(line => line[0], line => line[1]);
    }

    public string Name { get; }

    public Citation Citation { get; }

    /// <summary>
    /// Every group that is possible. A category that is not stated, or X, may be any; one without its letter (N1, T4)
    /// is any of its letters. None where a category is stated that the table does not have.
    /// </summary>
    public Items<string> Groups(string? t, string? n, string? m)
    {
        var isM0 = IsOpen(m) || m == "M0";
        var distant = m == "M0" ? [] : Matching([.. ofM1.Keys], m).Select(category => ofM1[category]);
        var local = isM0 ? Matching([.. ofM0.Keys], n).SelectMany(row => OfRow(ofM0[row], t)) : [];
        return [.. local.Concat(distant).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Where all of a row is one group, T plays no part in it: "any T".</summary>
    IEnumerable<string> OfRow(string[] groups, string? t) => groups.Distinct().Count() == 1
        ? groups[..1]
        : Matching(ts, t).Select(category => groups[Array.IndexOf(ts, category)]);

    static IEnumerable<string> Matching(string[] known, string? stated)
    {
        if (IsOpen(stated))
        {
            return known;
        }

        var finer = known.Where(category => IsFiner(category, stated!)).ToList();
        return finer.Count > 0 ? finer : known.Where(category => IsFiner(stated!, category));
    }

    static bool IsOpen(string? stated) => stated is null || stated.EndsWith('X');

    /// <summary>The same category, perhaps with a letter more: T4a is T4.</summary>
    static bool IsFiner(string category, string than) => category == than
        || (category.Length == than.Length + 1 && category.StartsWith(than, StringComparison.Ordinal)
            && char.IsAsciiLetterLower(category[^1]));
}
