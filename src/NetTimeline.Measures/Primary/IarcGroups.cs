using NetTimeline.Domain.Entries;
using NetTimeline.Measures.Courses;

namespace NetTimeline.Measures.Primary;

/// <summary>Groups of sites and of histology that count as one for multiple primaries, told by names.</summary>
static class IarcGroups
{
    const string Neuroendocrine = "neuroendocrine (other specific carcinomas)";

    /// <summary>
    /// Sites that are one group though ICD-O codes them apart; any other organ is a group of its own.
    /// </summary>
    static readonly (string Group, string[] Organs)[] Sites =
    [
        ("colon, rectosigmoid junction and rectum", ["colon", "rectum", "rectosigmoid junction", "sigmoid colon"]),
        ("urinary tract", ["renal pelvis", "ureter", "bladder", "urinary bladder", "urethra"]),
    ];

    /// <summary>The most specific word decides: a neuroendocrine carcinoma is neuroendocrine.</summary>
    static readonly (string Word, string Group)[] Words =
    [
        ("neuroendocrine", Neuroendocrine), ("carcinoid", Neuroendocrine),
        ("squamous", "squamous and transitional"), ("transitional", "squamous and transitional"),
        ("urothelial", "squamous and transitional"), ("basal cell", "basal cell"),
        ("adenocarcinoma", "adenocarcinoma"), ("cholangiocarcinoma", "adenocarcinoma"),
        ("lymphoma", "lymphoma"), ("sarcoma", "sarcoma"), ("stromal", "sarcoma"), ("melanoma", "melanoma"),
    ];

    public static string OfSite(string organ) =>
        Sites.Where(each => each.Organs.Contains(organ)).Select(each => each.Group).FirstOrDefault() ?? organ;

    /// <summary>Of words about a tumour; null where none is recognised.</summary>
    public static string? OfWords(string? words) => words is null ? null : Words
        .Where(each => words.Contains(each.Word, StringComparison.OrdinalIgnoreCase))
        .Select(each => each.Group).FirstOrDefault()
        ?? (Abbreviated(words) ? Neuroendocrine : null);

    /// <summary>
    /// By diagnoses that stand, of the tumour or a lesion that certainly is its own; else by its name. Null where none
    /// is recognised or two differ.
    /// </summary>
    public static string? OfHistology(Course course, Stated<Tumour> tumour)
    {
        var groups = course.Timeline.Diagnoses.Where(held => held.Stands).Select(held => held.Entry)
            .Where(entry => course.Tumours.Concerns(entry, tumour.Key) is Likelihood.Yes)
            .Select(entry => entry.Content).OfType<Diagnosis>()
            .Select(said => OfWords(said.HistologicType) ?? OfWords(said.Belief))
            .Where(group => group is not null).Distinct().ToList();
        return groups switch
        {
            [var only] => only,
            [] => OfWords(tumour.Content.Name),
            _ => null,
        };
    }

    /// <summary>NET, NEN and NEC are words of their own and in capitals: "internet" is none.</summary>
    static bool Abbreviated(string words) => words
        .Split([' ', ',', ';', '(', ')', '-', '/'], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => word is "NET" or "NETs" or "NEN" or "NENs" or "NEC" or "NECs" or "PanNEN" or "PanNET");
}
