using System.Text.RegularExpressions;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Lesions;

/// <summary>Whether what was done in one place can have reached a lesion in another.</summary>
static partial class Places
{
    /// <summary>
    /// Places that a procedure may have taken something from: those of its components where one names a place, else its
    /// own. What prepares, looks or samples takes nothing.
    /// </summary>
    public static IEnumerable<Site> Removed(Procedure procedure)
    {
        if (IsNoRemoval(procedure, procedure.Name))
        {
            return [];
        }

        var placed = procedure.Components.Where(part => part.Site is not null).ToList();
        return placed.Count == 0
            ? procedure.Site is { } site ? [site] : []
            : placed.Where(part => part.Standing is ProcedureStanding.Performed && !SparesIt().IsMatch(part.Name))
                .Select(part => part.Site!);
    }

    public static bool IsNoRemoval(Procedure procedure, string name) => SparesIt().IsMatch(name)
        || procedure.Intent is Intent.Diagnostic or Intent.Staging or Intent.Preparatory or Intent.Supportive;

    /// <summary>A biopsy by knife; what is not said to be one is not.</summary>
    public static bool IsExcision(Biopsy biopsy) => biopsy.Method is { } method && ByKnife().IsMatch(method);

    /// <summary>
    /// Denied only where it is certain: another organ, other liver segments, another station of lymph nodes.
    /// </summary>
    public static bool MayOverlap(Items<Site> lesion, Site other) => lesion.Any(site => MayOverlap(site, other));

    static bool MayOverlap(Site a, Site b) => Same(a.Organ, b.Organ)
        && (a.Segments.Count == 0 || b.Segments.Count == 0 || a.Segments.Any(b.Segments.Contains))
        && (a.Part is null || b.Part is null || Same(a.Part, b.Part) || !Same(a.Organ, "lymph node"));

    static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    /// <summary>Names of procedures that leave a tumour where it is; any other name may have taken it.</summary>
    [GeneratedRegex(
        @"\b(biops(y|ies)|emboli[sz]ation|ligation|splitting|laparoscopy|endoscopy"
        + @"|drainage|stent(ing)?|bypass|catheter)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SparesIt();

    [GeneratedRegex(
        @"\b(surgical|excision(al)?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ByKnife();
}
