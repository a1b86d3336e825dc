namespace NetTimeline.Measures.Markers;

/// <summary>
/// Tests whose nadir, normalisation and doubling time mean something. Those of an albumin would only be noise, so the
/// names are a list; what is not on it still has its series, its changes and its direction.
/// </summary>
static class TumourMarkers
{
    static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "calcitonin", "chromogranin A", "CgA", "chromogranin B", "pancreatic polypeptide", "pancreastatin",
        "neuron-specific enolase", "NSE", "5-HIAA", "5-hydroxyindoleacetic acid", "serotonin", "gastrin", "insulin",
        "C-peptide", "proinsulin", "glucagon", "somatostatin", "vasoactive intestinal polypeptide", "VIP", "ACTH",
        "proGRP", "CEA", "CA19-9", "CA 19-9", "CA125", "CA 125", "CA15-3", "CA 15-3", "AFP",
        "alpha-fetoprotein", "PIVKA-II", "PSA", "thyroglobulin", "beta-hCG",
    };

    public static bool Include(string test) => Names.Contains(test.Trim());
}
