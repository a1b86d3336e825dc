namespace NetTimeline.Synthetic.Illness;

/// <summary>A place where neuroendocrine tumours arise, and how they are there. Shares are percentages.</summary>
/// <param name="Organ">As sites are written.</param>
/// <param name="Weight">How often, among all.</param>
/// <param name="Grades">How often G1, G2 and G3.</param>
/// <param name="InLiver">How often there are liver metastases when it is found.</param>
/// <param name="ByTheWay">How often it is found while something else is looked for or operated.</param>
/// <param name="Operation">What removes it.</param>
/// <param name="Symptoms">What it may make itself felt by, where it has spread.</param>
/// <param name="Marker">What is followed beside chromogranin A; null where nothing is.</param>
sealed record PrimarySite(
    string Organ, int Weight, int[] Grades, int InLiver, int ByTheWay, string Operation, string[] Symptoms,
    string? Marker)
{
    const string Hiaa = "5-HIAA";

    /// <summary>Lung tumours are typical or atypical carcinoids and are not graded by Ki-67.</summary>
    public bool IsLung => Organ == "lung";

    /// <summary>Nobody opens the body for it, and no nodes are taken.</summary>
    public bool IsEndoscopic => Operation.StartsWith("endoscopic", StringComparison.Ordinal);

    public bool IsPancreas => Organ == "pancreas";

    /// <summary>
    /// Shares in the proportion in which clinics for metastatic disease see them, rather than populations: more ileum
    /// and pancreas, fewer tumours that an endoscope removes for good.
    /// </summary>
    public static readonly PrimarySite[] All =
    [
        new("ileum", 30, [68, 29, 3], 45, 15, "ileal resection", ["diarrhoea", "flushing", "abdominal pain"], Hiaa),
        new("jejunum", 5, [65, 31, 4], 38, 15, "small bowel resection", ["abdominal pain", "flushing"], Hiaa),
        new("pancreas", 25, [44, 43, 13], 42, 30, "distal pancreatectomy",
            ["abdominal pain", "weight loss", "hypoglycaemia", "diarrhoea"], null),
        new("rectum", 13, [82, 14, 4], 7, 75, "endoscopic resection", ["rectal bleeding"], null),
        new("appendix", 8, [87, 12, 1], 2, 95, "appendicectomy", ["abdominal pain"], null),
        new("lung", 12, [0, 0, 0], 12, 45, "lobectomy", ["cough", "wheezing"], null),
        new("stomach", 7, [70, 22, 8], 9, 60, "endoscopic resection", ["dyspepsia"], "gastrin"),
    ];
}
