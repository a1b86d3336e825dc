namespace NetTimeline.Measures.Vocabulary;

static partial class ConceptTable
{
    static Concept[] Tests => [.. Markers, .. OfTheBlood, .. OfTheLiverBeforeResection];

    static Concept[] Markers =>
    [
        Of("tumour-marker", ""),
        Of("cea", "tumour-marker", "CEA", "carcinoembryonic antigen").Loinc("2039-6"),
        Of("ca19-9", "tumour-marker", "CA19-9", "CA 19-9", "carbohydrate antigen 19-9").Loinc("24108-3"),
        Of("afp", "tumour-marker", "AFP", "alpha-fetoprotein", "alfa-fetoprotein").Loinc("1834-1"),
        Of("neuroendocrine-marker", "tumour-marker"),
        Of("calcitonin", "neuroendocrine-marker", "calcitonin").Loinc("1992-7"),
        Of("chromogranin-a", "neuroendocrine-marker", "chromogranin A", "CgA").Loinc("9811-1"),
        Of("5-hiaa", "neuroendocrine-marker", "5-HIAA", "5-hydroxyindoleacetic acid")
            .Loinc("1695-6", "31203-3", "1694-9", "44288-9"),
        Of("nse", "neuroendocrine-marker", "NSE", "neuron-specific enolase"),
        Of("pancreastatin", "neuroendocrine-marker", "pancreastatin"),
        Of("gastrin", "neuroendocrine-marker", "gastrin").Loinc("2333-3"),
        Of("insulin", "neuroendocrine-marker", "insulin").Loinc("20448-7"),
        Of("glucagon", "neuroendocrine-marker", "glucagon").Loinc("2338-2"),
        Of("vip", "neuroendocrine-marker", "VIP", "vasoactive intestinal peptide").Loinc("3125-2"),
        Of("somatostatin", "neuroendocrine-marker", "somatostatin").Loinc("2961-1"),
    ];

    static Concept[] OfTheBlood =>
    [
        Of("liver-test", ""),
        Of("bilirubin", "liver-test", "bilirubin").Loinc("1975-2"),
        Of("albumin", "liver-test", "albumin").Loinc("1751-7"),
        Of("inr", "liver-test", "INR", "international normalised ratio", "international normalized ratio").Loinc("6301-6"),
        Of("creatinine", "", "creatinine").Loinc("2160-0"),
    ];

    static Concept[] OfTheLiverBeforeResection =>
    [
        Of("icg-r15", "liver-test", "ICG-R15", "ICGR15", "ICG retention rate at 15 minutes",
            "indocyanine green retention rate at 15 minutes"),
        Of("icg-k", "liver-test", "ICG-K", "K-ICG", "ICG plasma disappearance rate"),
        Of("icgk-f", "liver-test", "ICGK-F", "ICG-K-F"),
        Of("liver-volume", ""),
        Of("future-liver-remnant", "liver-volume",
            "future liver remnant", "future remnant liver", "FLR", "remnant liver", "liver remnant"),
        Of("total-liver-volume", "liver-volume", "total liver volume", "total liver", "TLV"),
    ];
}
