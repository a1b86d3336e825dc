using System.Text;
using System.Text.Json;

namespace NetTimeline.Journal.Json;

/// <summary>A closed set of words and what each stands for. Read without making a text of the word.</summary>
sealed class WordTable<T>
    where T : class
{
    readonly Dictionary<string, T> byWord;
    readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> bySpelling;
    readonly int bytesMax;

    /// <param name="byWord">Owned from now on.</param>
    public WordTable(Dictionary<string, T> byWord)
    {
        this.byWord = byWord;
        bySpelling = byWord.GetAlternateLookup<ReadOnlySpan<char>>();
        bytesMax = byWord.Keys.Max(Encoding.UTF8.GetByteCount);
    }

    /// <summary>In the order in which they were given.</summary>
    public IEnumerable<string> Words => byWord.Keys;

    public T this[string word] => byWord[word];

    /// <summary>What a token stands for; null where it is no text, or none of the words.</summary>
    public T? Find(ref Utf8JsonReader json)
    {
        if (json.TokenType is not JsonTokenType.String)
        {
            return null;
        }

        if (json.ValueIsEscaped)
        {
            return byWord.GetValueOrDefault(json.GetString()!);
        }

        if (json.ValueSpan.Length > bytesMax)
        {
            return null;
        }

        Span<char> spelling = stackalloc char[bytesMax];
        return bySpelling.TryGetValue(spelling[..json.CopyString(spelling)], out var found) ? found : null;
    }
}
