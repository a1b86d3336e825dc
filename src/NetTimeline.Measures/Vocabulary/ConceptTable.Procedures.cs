namespace NetTimeline.Measures.Vocabulary;

static partial class ConceptTable
{
    internal static Concept[] Procedures => [.. OfTheLiver, .. OfOtherOrgans];

    static Concept[] OfTheLiver =>
    [
        Of("resection", "", "resection", "excision"),
        Of("liver-resection", "resection",
            "hepatectomy", "liver resection", "hepatic resection", "resection of the liver")
            .In("liver", "resection"),
        Of("major-hepatectomy", "liver-resection", "major hepatectomy", "major liver resection"),
        Of("hepatic-lobectomy", "major-hepatectomy", "hepatic lobectomy", "liver lobectomy").In("liver", "lobectomy"),
        Of("hemihepatectomy", "major-hepatectomy", "hemihepatectomy", "right hepatectomy", "left hepatectomy"),
        Of("trisectionectomy", "major-hepatectomy",
            "trisectionectomy", "trisegmentectomy", "extended hepatectomy", "extended right hepatectomy",
            "extended left hepatectomy"),
        Of("minor-hepatectomy", "liver-resection", "minor hepatectomy", "partial hepatectomy", "hepatic segmentectomy")
            .In("liver", "segmentectomy", "bisegmentectomy", "sectionectomy", "wedge resection", "partial resection"),
        Of("alpps", "liver-resection", "ALPPS", "associating liver partition and portal vein ligation"),
        Of("alpps-stage-1", "alpps", "ALPPS first stage", "ALPPS stage 1", "first stage of ALPPS", "first stage ALPPS"),
        Of("alpps-stage-2", "alpps",
            "ALPPS second stage", "ALPPS stage 2", "second stage of ALPPS", "second stage ALPPS"),
        Of("liver-transplantation", "", "liver transplantation", "liver transplant"),
        Of("portal-vein-occlusion", ""),
        Of("portal-vein-embolisation", "portal-vein-occlusion",
            "portal vein embolisation", "portal embolisation", "embolisation of the portal vein", "PVE")
            .In("portal vein", "embolisation"),
        Of("portal-vein-ligation", "portal-vein-occlusion",
            "portal vein ligation", "ligation of the portal vein", "ligation of the right portal vein",
            "ligation of the left portal vein"),
        Of("ablation", "", "ablation"),
        Of("arterial-embolisation", "",
            "transarterial embolisation", "transarterial chemoembolisation", "chemoembolisation", "TACE", "TAE",
            "radioembolisation", "SIRT"),
    ];

    static Concept[] OfOtherOrgans =>
    [
        Of("colorectal-resection", "resection", "colorectal resection", "proctocolectomy")
            .In("rectum", "resection"),
        Of("colectomy", "colorectal-resection", "colectomy", "hemicolectomy", "sigmoidectomy", "sigmoid resection"),
        Of("rectal-resection", "colorectal-resection", "rectal resection", "proctectomy", "resection of the rectum"),
        Of("low-anterior-resection", "rectal-resection", "anterior resection"),
        Of("abdominoperineal-resection", "rectal-resection",
            "abdominoperineal resection", "abdominoperineal excision", "abdominoperineal amputation"),
        Of("small-bowel-resection", "resection", "small bowel resection", "ileal resection", "ileocaecal resection"),
        Of("pancreatic-resection", "resection", "pancreatectomy", "pancreatic resection", "resection of the pancreas")
            .In("pancreas", "resection", "enucleation"),
        Of("distal-pancreatectomy", "pancreatic-resection", "distal pancreatectomy", "left pancreatectomy"),
        Of("pancreatoduodenectomy", "pancreatic-resection",
            "pancreatoduodenectomy", "pancreaticoduodenectomy", "Whipple"),
        Of("bile-duct-resection", "resection", "bile duct resection", "resection of the bile duct"),
        Of("cholecystectomy", "", "cholecystectomy"),
        Of("lymphadenectomy", "", "lymphadenectomy", "lymph node dissection"),
        Of("prostatectomy", "", "prostatectomy"),
        Of("staging-laparoscopy", "", "staging laparoscopy", "diagnostic laparoscopy"),
    ];
}
