using System.Text.RegularExpressions;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Grading;

/// <summary>What sort of neoplasm a text speaks of, as far as grade and stage ask.</summary>
enum Neoplasm
{
    /// <summary>Not told, or told in two ways.</summary>
    NotTold,

    /// <summary>Well-differentiated neuroendocrine tumour.</summary>
    Net,

    /// <summary>Poorly differentiated neuroendocrine carcinoma.</summary>
    Nec,

    /// <summary>Mixed neuroendocrine–non-neuroendocrine neoplasm.</summary>
    Mixed,

    /// <summary>Neuroendocrine, but whether well or poorly differentiated is not told.</summary>
    Neuroendocrine,

    /// <summary>A cancer without neuroendocrine differentiation.</summary>
    Other,
}

/// <summary>Reads histology from words.</summary>
static partial class Neoplasms
{
    /// <summary>
    /// The histologic type with its differentiation. Where no type is stated a recorded WHO grade tells it: only
    /// neuroendocrine neoplasms have one.
    /// </summary>
    public static Neoplasm Of(LesionHistology found) => Named(found.HistologicType) switch
    {
        Neoplasm.NotTold when found.Grade is Grade.NEC => Neoplasm.Nec,
        Neoplasm.NotTold when found.Grade is not null => Neoplasm.Net,
        Neoplasm.Neuroendocrine or Neoplasm.NotTold when found.Grade is Grade.NEC => Neoplasm.Nec,
        Neoplasm.Neuroendocrine when Says(found, "well") => Neoplasm.Net,
        Neoplasm.Neuroendocrine when Says(found, "poorly") => Neoplasm.Nec,

        // An older name of the carcinoma: which of its two words holds is not told.
        Neoplasm.Net when Says(found, "poorly") => Neoplasm.Neuroendocrine,
        var named => named,
    };

    public static Neoplasm Named(string? text) => text is null ? Neoplasm.NotTold
        : MixedName().IsMatch(text) ? Neoplasm.Mixed
        : NecName().IsMatch(text) ? Neoplasm.Nec
        : NetName().IsMatch(text) ? Neoplasm.Net
        : NeuroendocrineName().IsMatch(text) ? Neoplasm.Neuroendocrine
        : CancerName().IsMatch(text) ? Neoplasm.Other
        : Neoplasm.NotTold;

    /// <summary>What several texts say together; not told where they differ.</summary>
    public static Neoplasm Together(IEnumerable<Neoplasm> said)
    {
        var told = said.Where(each => each is not Neoplasm.NotTold).ToHashSet();
        if (told.Count > 1)
        {
            told.Remove(Neoplasm.Neuroendocrine);
        }

        return told.Count == 1 ? told.Single() : Neoplasm.NotTold;
    }

    static bool Says(LesionHistology found, string word) =>
        found.Differentiation?.StartsWith(word, StringComparison.OrdinalIgnoreCase) is true;

    const RegexOptions Loosely = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    [GeneratedRegex(@"\b(MiNEN|MANEC|mixed (adeno)?neuroendocrine)", Loosely)]
    private static partial Regex MixedName();

    [GeneratedRegex(@"\b(neuroendocrine carcinoma|(?-i:(LC|SC)?NEC\b)|small[- ]cell carcinoma)", Loosely)]
    private static partial Regex NecName();

    [GeneratedRegex(@"\b(neuroendocrine tumou?rs?|(?-i:(Pan|p)?NETs?)|carcinoid( tumou?rs?)?)\b", Loosely)]
    private static partial Regex NetName();

    [GeneratedRegex(@"neuroendocrine|\b(?-i:(Pan|p)?NENs?)\b", Loosely)]
    private static partial Regex NeuroendocrineName();

    [GeneratedRegex(@"carcinomas?\b|\b(cancer|sarcoma|lymphoma|melanoma)s?\b", Loosely)]
    private static partial Regex CancerName();
}
