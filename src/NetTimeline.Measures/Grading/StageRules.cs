using System.Text.RegularExpressions;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Courses;
using Course = NetTimeline.Measures.Courses.Course;

namespace NetTimeline.Measures.Grading;

/// <summary>Which tables hold for a recorded stage.</summary>
/// <param name="Tables">Several where the edition is not stated; none where the reason says why.</param>
/// <param name="Reason">Why there is no verified rule; null where there is one.</param>
/// <param name="Remarks">What the choice rests on.</param>
sealed partial record StageRules(Items<StageTable> Tables, string? Reason, Items<string> Remarks)
{
    enum Region
    {
        Other,
        Colorectum,
        Pancreas,
        JejunumIleum,
    }

    public static StageRules For(Course course, Stated<Stage> stage, Stated<Tumour> tumour)
    {
        var region = RegionOf(tumour.Content.PrimarySite);
        var neoplasm = NeoplasmOf(course, tumour);
        if (WhyNone(region, neoplasm, tumour.Content) is { } reason)
        {
            return No(reason);
        }

        var named = $"{stage.Content.System} {stage.Content.Edition}";
        if (!named.Contains("TNM", Loosely) && !Classification().IsMatch(named))
        {
            return No($"No verified rule for {named.Trim()}.");
        }

        var edition = Edition().Match(stage.Content.Edition ?? "") is { Success: true } found ? found.Value : null;
        var isEnets = named.Contains("ENETS", Loosely);
        Items<StageTable> tables = (region, isEnets, edition) switch
        {
            (Region.Colorectum, false, "7") => [StageTables.Colorectum7],
            (Region.Colorectum, false, "8") => [StageTables.Colorectum8],
            (Region.Colorectum, false, null) => [StageTables.Colorectum7, StageTables.Colorectum8],
            (Region.Pancreas, true, _) => [StageTables.PancreasNetEnets],
            (Region.Pancreas, false, "8") => [StageTables.PancreasNet8],
            (Region.JejunumIleum, false, "7") => [StageTables.SmallBowelNet7],
            (Region.JejunumIleum, false, "8") => [StageTables.SmallBowelNet8],
            (Region.JejunumIleum, false, null) => [StageTables.SmallBowelNet7, StageTables.SmallBowelNet8],
            _ => [],
        };
        return tables.Count == 0 ? No($"No verified rule for {tumour.Content.PrimarySite} by {named.Trim()}.")
            : GradeOutside(course, tumour, region, named) is { } outside ? No(outside)
            : new StageRules(tables, null, tables.Count == 1 ? [] : ["The edition is not told."]);
    }

    /// <summary>
    /// From the tumour's name and from pathology of lesions that belong to it; where neither tells it from diagnoses of
    /// the tumour that stand.
    /// </summary>
    public static Neoplasm NeoplasmOf(Course course, Stated<Tumour> tumour)
    {
        var seen = Histologies(course, tumour.Key).Select(Neoplasms.Of).Prepend(Neoplasms.Named(tumour.Content.Name));
        var told = seen.Where(each => each is not Neoplasm.NotTold).ToList();
        return Neoplasms.Together(told.Count > 0 ? told : Diagnoses(course, tumour.Key));
    }

    static IEnumerable<LesionHistology> Histologies(Course course, EntryKey tumour) => course.All<PathologyReport>()
        .SelectMany(report => report.Content.Lesions)
        .Where(found => found.Lesion is { } lesion && course.Tumours.Belongs(lesion, tumour) is Likelihood.Yes);

    static IEnumerable<Neoplasm> Diagnoses(Course course, EntryKey tumour) => course.Timeline.Diagnoses
        .Where(held => held.Stands && held.Entry.Certainty is not Certainty.Excluded)
        .Select(held => (Diagnosis)held.Entry.Content)
        .Where(said => said.Subject.Contains(tumour))
        .SelectMany(said => new[] { Neoplasms.Named(said.HistologicType), Neoplasms.Named(said.Belief) });

    static string? WhyNone(Region region, Neoplasm neoplasm, Tumour tumour) => (region, neoplasm) switch
    {
        _ when tumour.PrimarySite is null => "No verified rule: the primary site is not stated.",
        (Region.Other, _) => $"No verified rule for {tumour.PrimarySite}.",
        (_, Neoplasm.NotTold) => "No verified rule: whether the tumour is neuroendocrine is not told.",
        (Region.Colorectum, not Neoplasm.Other) =>
            $"No verified rule for neuroendocrine neoplasms of {tumour.PrimarySite}.",
        (Region.Pancreas or Region.JejunumIleum, Neoplasm.Neuroendocrine) =>
            "No verified rule: whether it is well differentiated is not told, and carcinomas have another table.",
        (Region.Pancreas or Region.JejunumIleum, not Neoplasm.Net) =>
            $"No verified rule for carcinomas of {tumour.PrimarySite}.",
        _ => null,
    };

    /// <summary>The UICC's eighth edition stages G3 of the pancreas as carcinomas; the AJCC's does not.</summary>
    static string? GradeOutside(Course course, Stated<Tumour> tumour, Region region, string named) =>
        region is Region.Pancreas && named.Contains("UICC", Loosely)
        && Histologies(course, tumour.Key).Any(found => found.Grade is Grade.G3)
            ? "No verified rule: UICC 8 stages G3 of the pancreas as a carcinoma."
            : null;

    static Region RegionOf(Site? site) => site?.Organ.ToLowerInvariant() switch
    {
        "colon" or "rectum" or "sigmoid" or "sigmoid colon" or "rectosigmoid" or "rectosigmoid junction" or "caecum"
            or "cecum" or "ascending colon" or "transverse colon" or "descending colon" => Region.Colorectum,
        "pancreas" => Region.Pancreas,
        "jejunum" or "ileum" or "terminal ileum" or "distal ileum" => Region.JejunumIleum,
        _ => Region.Other,
    };

    static StageRules No(string reason) => new([], reason, []);

    const StringComparison Loosely = StringComparison.OrdinalIgnoreCase;

    [GeneratedRegex(@"\b(UICC|AJCC|ENETS)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Classification();

    [GeneratedRegex(@"(?<!\d)\d(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Edition();
}
