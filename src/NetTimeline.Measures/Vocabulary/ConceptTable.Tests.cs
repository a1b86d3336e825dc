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
        Of("calcitonin", "neuroendocrine-marker hormone", "calcitonin").Loinc("1992-7"),
        Of("chromogranin-a", "neuroendocrine-marker", "chromogranin A", "CgA").Loinc("9811-1"),
        Of("5-hiaa", "neuroendocrine-marker hormone", "5-HIAA", "5-hydroxyindoleacetic acid")
            .Loinc("1695-6", "31203-3", "1694-9", "44288-9"),
        Of("nse", "neuroendocrine-marker", "NSE", "neuron-specific enolase"),
        Of("pancreastatin", "neuroendocrine-marker", "pancreastatin"),
        Of("gastrin", "neuroendocrine-marker hormone", "gastrin").Loinc("2333-3"),
        Of("insulin", "neuroendocrine-marker hormone", "insulin").Loinc("20448-7"),
        Of("glucagon", "neuroendocrine-marker hormone", "glucagon").Loinc("2338-2"),
        Of("vip", "neuroendocrine-marker hormone", "VIP", "vasoactive intestinal peptide",
            "vasoactive intestinal polypeptide").Loinc("3125-2"),
        Of("somatostatin", "neuroendocrine-marker hormone", "somatostatin").Loinc("2961-1"),
        Of("hormone", ""),
        Of("serotonin", "neuroendocrine-marker hormone", "serotonin", "5-hydroxytryptamine"),
        Of("proinsulin", "neuroendocrine-marker hormone", "proinsulin"),
        Of("c-peptide", "neuroendocrine-marker hormone", "C-peptide"),
        Of("acth", "neuroendocrine-marker hormone", "ACTH", "corticotropin"),
        Of("pancreatic-polypeptide", "neuroendocrine-marker", "pancreatic polypeptide"),
        Of("chromogranin-b", "neuroendocrine-marker", "chromogranin B"),
        Of("ca125", "tumour-marker", "CA125", "CA 125"),
        Of("ca15-3", "tumour-marker", "CA15-3", "CA 15-3"),
        Of("psa", "tumour-marker", "PSA", "prostate-specific antigen"),
        Of("thyroglobulin", "tumour-marker", "thyroglobulin"),
    ];

    static Concept[] OfTheBlood =>
    [
        Of("liver-test", ""),
        Of("bilirubin", "liver-test", "bilirubin").Loinc("1975-2"),
        Of("albumin", "liver-test", "albumin").Loinc("1751-7"),
        Of("inr", "liver-test", "INR", "international normalised ratio", "international normalized ratio")
            .Loinc("6301-6"),
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
