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
        var words = new StringBuilder(text.Length + 2).Append(' ');
        var word = new StringBuilder();
        foreach (var letter in text.Append(' '))
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(char.ToLowerInvariant(letter));
            }
            else if (word.Length > 0)
            {
                words.Append(Singular(American(word.ToString()))).Append(' ');
                word.Clear();
            }
        }

        return words.ToString();
    }

    static string American(string word)
    {
        foreach (var (british, american) in Spellings)
        {
            word = word.Replace(british, american, StringComparison.Ordinal);
        }

        return word;
    }

    /// <summary>"Metastases" and "metastasis" become one; words in -ss and -us stay.</summary>
    static string Singular(string word) =>
        word.Length < 5 || !word.EndsWith('s') ? word
        : word[..^1] is [.., 's' or 'u'] ? word
        : word[..^1] is [.., 's', 'e' or 'i'] ? word[..^2]
        : word[..^1];
}
