namespace NetTimeline.Server.OpenApi;

/// <summary>
/// Requests that can be sent as they stand, in this order: first the enrolment, then the entries, then the corrections.
/// </summary>
static class Examples
{
    public static IReadOnlyDictionary<string, string> Enrolments { get; } = new Dictionary<string, string>
    {
        ["with a stated age"] = """{"registryKey":"example-1","sex":"male","statedAge":66}""",
    };

    public static IReadOnlyDictionary<string, string> Entries { get; } = new Dictionary<string, string>
    {
        ["one entry, dated by its age"] = """
            {"key":"referral","kind":"encounter","occurred":{"age":66},"by":"treating team","type":"referral",
             "reason":"rectal tumour"}
            """,
        ["several, which refer to each other"] = """
            [{"key":"rectal-cancer","kind":"tumour","occurred":"2019-03","name":"rectal cancer",
              "primarySite":{"organ":"rectum"},"standing":"established","behaviour":"malignant"},
             {"key":"liver-masses","kind":"lesion-group","occurred":"2019-05-20","count":6,"sites":[{"organ":"liver"}],
              "focus":"metastasis"},
             {"key":"of-the-rectum","kind":"attribution","occurred":"2019-05-20","certainty":"suspected",
              "by":"radiology","lesions":["liver-masses"],"tumour":"rectal-cancer","basis":["imaging"]}]
            """,
        ["a date no more precise than its source"] = """
            {"key":"resection","kind":"procedure",
             "occurred":{"offset":"P3M","after":"referral","text":"three months later"},
             "name":"low anterior resection","standing":"performed","targets":["rectal-cancer"]}
            """,
    };

    public static IReadOnlyDictionary<string, string> Corrections { get; } = new Dictionary<string, string>
    {
        ["a slip put right"] = """
            {"correction":"amend","key":"referral-put-right","nature":"transcription","reason":"misread",
             "replacement":{"key":"referral","kind":"encounter","occurred":{"age":66},"by":"treating team",
             "type":"referral","reason":"rectal cancer"}}
            """,
        ["a date replaced"] = """
            {"correction":"redate","key":"resection-redated","entry":"resection","nature":"transcription",
             "dates":{"occurred":"2019-07-02"},"reason":"the operation note has the day"}
            """,
        ["a retraction"] = """
            {"correction":"retract","key":"attribution-withdrawn","entry":"of-the-rectum",
             "reason":"entered for the wrong patient"}
            """,
    };

    public static IReadOnlyDictionary<string, string> Imports { get; } = new Dictionary<string, string>
    {
        ["a patient with an entry"] = """
            {"patient":"example-2","enrol":{"registryKey":"example-2","sex":"female","birthYear":1961}}
            {"patient":"example-2","entry":{"key":"referral","kind":"encounter","type":"referral","occurred":"2019-03"}}
            """,
    };

    public static IReadOnlyDictionary<string, string> Definitions { get; } = new Dictionary<string, string>
    {
        ["from a resection of the rectum to the last visit"] = """
            {"name":"example-follow-up","version":1,"title":"From the first resection to the last visit",
             "group":"own","per":"patient",
             "from":{"pick":"first","anyOf":[{"kinds":["procedure"],
               "where":[{"path":"standing","is":["performed"]}]}]},
             "to":{"pick":"last","anyOf":[{"kinds":["encounter"]}]},
             "unit":"mo","rule":"Months from the first procedure that was performed to the last encounter.",
             "citations":[{"text":"own definition"}]}
            """,
    };

    public const string Posted = """
        {"patient":"01939a5c-3f0b-7c1e-9b56-6d2f7b1f4c11","version":4,"firstPosition":1201,"lastPosition":1203,
         "recordedAt":"2026-01-31T12:00:00.123456Z"}
        """;
}
