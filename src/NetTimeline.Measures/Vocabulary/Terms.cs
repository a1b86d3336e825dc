using System.Text;

namespace NetTimeline.Measures.Vocabulary;

/// <summary>
/// Texts as they are compared: words apart, lower case, British and American spelling and singular and plural alike.
/// </summary>
static class Terms
{
    static readonly (string British, string American)[] Spellings =
    [
        ("tumour", "tumor"), ("haem", "hem"), ("rrhoea", "rrhea"), ("glycaem", "glycem"), ("oedema", "edema"),
        ("isation", "ization"), ("oesoph", "esoph"), ("analogue", "analog"), ("caecum", "cecum"),
    ];

    /// <summary>Words with a space before and after each: <c>" low anterior resection "</c>.</summary>
    public static string Of(string text)
    {
        var plain = American(Plain(text)).AsSpan();
        var words = new StringBuilder(plain.Length + 2).Append(' ');
        foreach (var range in plain.Split(' '))
        {
            if (plain[range] is { IsEmpty: false } word)
            {
                words.Append(Singular(word)).Append(' ');
            }
        }

        return words.ToString();
    }

    /// <summary>Small letters and digits, with a space for anything else.</summary>
    static string Plain(string text) => string.Create(text.Length, text, static (plain, said) =>
    {
        for (var at = 0; at < plain.Length; at++)
        {
            plain[at] = char.IsLetterOrDigit(said[at]) ? char.ToLowerInvariant(said[at]) : ' ';
        }
    });

    static string American(string words)
    {
        foreach (var (british, american) in Spellings)
        {
            words = words.Replace(british, american, StringComparison.Ordinal);
        }

        return words;
    }

    /// <summary>"Metastases" and "metastasis" become one; words in -ss and -us stay.</summary>
    static ReadOnlySpan<char> Singular(ReadOnlySpan<char> word) =>
        word.Length < 5 || word is not [.., 's'] ? word
        : word[..^1] is [.., 's' or 'u'] ? word
        : word[..^1] is [.., 's', 'e' or 'i'] ? word[..^2]
        : word[..^1];
}
