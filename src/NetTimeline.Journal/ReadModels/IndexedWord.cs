using NetTimeline.Domain.Values;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// The words by which rows are found, as they stand in their arrays: <c>site:ileum</c>; with the certainty that
/// somebody stated <c>histology/suspected:cholangiocarcinoma</c>; of any belief <c>belief/suspected</c>.
/// </summary>
static class IndexedWord
{
    /// <summary>What no certainty was stated for.</summary>
    public const string NotStated = "not-stated";

    /// <summary>
    /// In code points, as many as can be asked for. What is longer is found by its beginning: an index takes no word of
    /// some thousand bytes.
    /// </summary>
    public const int LengthMax = 128;

    /// <summary>Words are compared without spaces at the ends, in small letters, up to a length.</summary>
    public static string Plain(string word)
    {
        var plain = word.Trim().ToLowerInvariant();
        return plain.Length <= LengthMax ? plain : Beginning(plain).TrimEnd();
    }

    public static string Of(IndexTerm term) => Of(term.Kind, term.Word);

    public static string Of(TermKind kind, string word) => $"{Words.Of(kind)}:{word}";

    public static string AsStated(IndexTerm term) => AsStated(term.Kind, term.Stated, term.Word);

    public static string AsStated(TermKind kind, Certainty? stated, string word) =>
        $"{Words.Of(kind)}/{Stated(stated)}:{word}";

    public static string Belief(Certainty? stated) => $"belief/{Stated(stated)}";

    /// <summary>Null for what says how a belief was stated.</summary>
    public static (TermKind Kind, string Word)? Parse(string word) => word.Split(':', 2) is [var kind, var plain]
        && Enum.TryParse<TermKind>(kind, ignoreCase: true, out var known) ? (known, plain) : null;

    static string Beginning(string word)
    {
        var end = 0;
        for (var points = 0; points < LengthMax && end < word.Length; points++)
        {
            end += char.IsSurrogatePair(word, end) ? 2 : 1;
        }

        return word[..end];
    }

    static string Stated(Certainty? certainty) => certainty is { } stated ? Words.Of(stated) : NotStated;
}
