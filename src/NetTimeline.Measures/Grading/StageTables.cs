using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Grading;

/// <summary>Tables whose rules were read in a source that is named. What has no table here is not guessed.</summary>
static class StageTables
{
    public static StageTable Colorectum7 { get; } = new(
        "colon and rectum, TNM 7",
        new Citation("TNM 7, colon and rectum, as in the staging tables of imsweb/staging-client-java (TNM 2.1)",
            "https://github.com/imsweb/staging-client-java"),
        """
        T1 T2 T3 T4a T4b
        N0  I    I    IIA  IIB  IIC
        N1  IIIA IIIA IIIB IIIB IIIC
        N2a IIIA IIIB IIIB IIIC IIIC
        N2b IIIB IIIB IIIC IIIC IIIC
        M1a IVA
        M1b IVB
        """);

    public static StageTable Colorectum8 { get; } = new(
        "colon and rectum, TNM 8",
        new Citation("TNM 8, colon and rectum, as printed in NCBI Bookshelf NBK65858",
            "https://www.ncbi.nlm.nih.gov/books/NBK65858/"),
        """
        T1 T2 T3 T4a T4b
        N0  I    I    IIA  IIB  IIC
        N1  IIIA IIIA IIIB IIIB IIIC
        N2a IIIA IIIB IIIB IIIC IIIC
        N2b IIIB IIIB IIIC IIIC IIIC
        M1a IVA
        M1b IVB
        M1c IVC
        """);

    public static StageTable PancreasNet8 { get; } = new(
        "neuroendocrine tumour of the pancreas, AJCC/UICC 8",
        new Citation("AJCC 8, neuroendocrine tumours of the pancreas, as printed in PMC10453483",
            "https://pmc.ncbi.nlm.nih.gov/articles/PMC10453483/"),
        """
        T1 T2 T3 T4
        N0  I   II  II  III
        N1  III III III III
        M1a IV
        M1b IV
        M1c IV
        """);

    public static StageTable PancreasNetEnets { get; } = new(
        "neuroendocrine tumour of the pancreas, ENETS",
        new Citation(
            "ENETS, neuroendocrine tumours of the pancreas, as printed in World J Surg Oncol s12957-018-1446-y, t. 2",
            null),
        """
        T1 T2 T3 T4
        N0 I    IIA  IIB  IIIA
        N1 IIIB IIIB IIIB IIIB
        M1 IV
        """);

    public static StageTable SmallBowelNet7 { get; } = new(
        "neuroendocrine tumour of jejunum and ileum, TNM 7",
        new Citation("TNM 7, neuroendocrine tumours of the small intestine, as in imsweb/staging-client-java (TNM 2.1)",
            "https://github.com/imsweb/staging-client-java"),
        """
        T1 T2 T3 T4
        N0 I    IIA  IIB  IIIA
        N1 IIIB IIIB IIIB IIIB
        M1 IV
        """);

    public static StageTable SmallBowelNet8 { get; } = new(
        "neuroendocrine tumour of jejunum and ileum, AJCC/UICC 8",
        new Citation("AJCC 8, neuroendocrine tumours of jejunum and ileum, UpToDate table 111096", null),
        """
        T1 T2 T3 T4
        N0  I   II  II  III
        N1  III III III III
        N2  III III III III
        M1a IV
        M1b IV
        M1c IV
        """);
}
