using NetTimeline.Domain;
using NetTimeline.Domain.Values;

namespace NetTimeline.Measures.Vocabulary;

/// <summary>The vocabulary as a table: name, what it is, its terms.</summary>
static partial class ConceptTable
{
    public static Items<Concept> All { get; } =
        [.. Procedures, .. Therapies, .. Neoplasms, .. Complaints, .. Tests, .. Imaging, .. Places];

    internal static Concept[] Therapies =>
    [
        Of("systemic-therapy", ""),
        Of("chemotherapy", "systemic-therapy",
            "chemotherapy", "XELOX", "CAPOX", "FOLFOX", "FOLFIRI", "CAPTEM", "oxaliplatin", "capecitabine",
            "fluorouracil", "5-FU", "irinotecan",
            "temozolomide", "streptozocin", "cisplatin", "carboplatin", "etoposide"),
        Of("targeted-therapy", "systemic-therapy", "everolimus", "sunitinib", "cabozantinib", "bevacizumab"),
        Of("somatostatin-analogue", "systemic-therapy", "somatostatin analogue", "octreotide", "lanreotide"),
        Of("peptide-receptor-radionuclide-therapy", "systemic-therapy",
            "PRRT", "peptide receptor radionuclide therapy", "177Lu", "lutetium", "DOTATATE", "DOTATOC"),
    ];

    internal static Concept[] Neoplasms =>
    [
        Of("neuroendocrine-neoplasm", "", "neuroendocrine neoplasm", "NEN", "PanNEN"),
        Of("neuroendocrine-tumour", "neuroendocrine-neoplasm", "neuroendocrine tumour", "NET", "PanNET", "carcinoid"),
        Of("neuroendocrine-carcinoma", "neuroendocrine-neoplasm", "neuroendocrine carcinoma", "NEC"),
        Of("mixed-neuroendocrine-neoplasm", "neuroendocrine-neoplasm",
            "MiNEN", "mixed neuroendocrine non-neuroendocrine neoplasm"),
        Of("carcinoma", "", "carcinoma"),
        Of("adenocarcinoma", "carcinoma", "adenocarcinoma"),
        Of("cholangiocarcinoma", "carcinoma", "cholangiocarcinoma", "bile duct cancer"),
        Of("hepatocellular-carcinoma", "carcinoma", "hepatocellular carcinoma", "HCC"),
        Of("colorectal-cancer", "", "colorectal cancer", "colorectal adenocarcinoma", "colorectal carcinoma"),
        Of("colon-cancer", "colorectal-cancer", "colon cancer", "colonic cancer", "cancer of the colon"),
        Of("rectal-cancer", "colorectal-cancer",
            "rectal cancer", "rectal adenocarcinoma", "rectal carcinoma", "cancer of the rectum"),
        Of("prostate-cancer", "", "prostate cancer", "prostatic cancer", "cancer of the prostate"),
        Of("metastasis", "", "metastasis", "metastatic"),
    ];

    static Concept[] Complaints =>
    [
        Of("hormonal-symptom", ""),
        Of("diarrhoea", "hormonal-symptom", "diarrhoea"),
        Of("flushing", "hormonal-symptom", "flushing", "flush"),
        Of("wheezing", "hormonal-symptom", "wheezing", "bronchospasm"),
        Of("hypoglycaemia", "hormonal-symptom", "hypoglycaemia"),
        Of("abdominal-pain", "", "abdominal pain"),
        Of("weight-loss", "", "weight loss", "loss of weight"),
        Of("jaundice", "", "jaundice", "icterus"),
        Of("post-hepatectomy-liver-failure", "", "liver failure", "hepatic failure", "PHLF"),
        Of("bile-leak", "", "bile leak", "bile leakage", "biliary leak", "biliary leakage"),
        Of("pancreatic-fistula", "", "pancreatic fistula", "POPF"),
    ];

    static Concept[] Imaging =>
    [
        Of("imaging", ""),
        Of("cross-sectional-imaging", "imaging"),
        Of("ct", "cross-sectional-imaging", "CT", "computed tomography"),
        Of("mri", "cross-sectional-imaging", "MRI", "magnetic resonance imaging"),
        Of("functional-imaging", "imaging"),
        Of("pet", "functional-imaging", "PET"),
        Of("fdg-pet", "pet", "FDG"),
        Of("receptor-imaging", "functional-imaging"),
        Of("somatostatin-receptor-scintigraphy", "receptor-imaging",
            "somatostatin receptor scintigraphy", "Octreoscan"),
        Of("somatostatin-receptor-pet", "receptor-imaging pet", "somatostatin receptor pet", "68Ga", "64Cu"),
        Of("ultrasound", "imaging", "ultrasound", "endoscopic ultrasound", "ultrasonography"),
        Of("endoscopy", "imaging", "endoscopy", "colonoscopy", "gastroscopy"),
        Of("radiography", "imaging", "radiography"),
    ];

    internal static Concept[] Places =>
    [
        Of("liver", "", "liver"),
        Of("bile-duct", "", "bile duct"),
        Of("pancreas", "", "pancreas"),
        Of("bowel", ""),
        Of("small-bowel", "bowel", "small bowel", "small intestine", "duodenum", "jejunum", "ileum"),
        Of("colon", "bowel", "colon", "caecum", "appendix"),
        Of("rectum", "bowel", "rectum"),
        Of("mesentery", "", "mesentery"),
        Of("lymph-node", "", "lymph node"),
        Of("peritoneum", "", "peritoneum"),
        Of("lung", "", "lung"),
        Of("bone", "", "bone"),
    ];

    /// <param name="name">Of the concept.</param>
    /// <param name="isA">Wider concepts, a space between them.</param>
    /// <param name="terms">None for a concept that only gathers narrower ones.</param>
    static Concept Of(string name, string isA, params string[] terms) => new(
        name, [.. isA.Split(' ', StringSplitOptions.RemoveEmptyEntries)], [.. terms], null, [], []);

    static Concept In(this Concept concept, string organ, params string[] terms) =>
        concept with { Organ = organ, TermsInOrgan = [.. terms] };

    static Concept Loinc(this Concept concept, params string[] codes) =>
        concept with { Codes = [.. codes.Select(code => new Coding("http://loinc.org", code, null))] };
}
