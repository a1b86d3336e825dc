using System.Globalization;
using System.Text.Json;
using NetTimeline.Domain;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.ReadModels;
using NetTimeline.Server.Http;
using NetTimeline.Server.OpenApi;
using static NetTimeline.Server.OpenApi.Place;

namespace NetTimeline.Server.Cohorts;

/// <summary>Reads whom a question is about. A word may be given several times: any of them will do.</summary>
static class CohortInquiry
{
    public const string MinPosition = "minPosition";

    const int ValuesMax = 32;
    const int CharactersMax = 128;
    const string NotStated = "not-stated";

    /// <summary>As they are described.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        new("q", Query, "string", "Part of a registry key; case does not matter.", "omori"),
        new("text", Query, "string",
            "Part of a registry key, or of any word by which patients are found; case does not matter.", "pancrea"),
        .. Enum.GetValues<TermKind>().Select(kind => new Parameter(
            Name(kind), Query, "string",
            $"{Meaning(kind)} May be given several times: one of them is to fit.", Example(kind))),
        new("sex", Query, "string", "female, male, other or unknown; may be given several times.", "female"),
        .. Enum.GetValues<IndexNumber>().Select(number => new Parameter(
            Name(number), Query, "string",
            $"{Meaning(number)} A number, or a range with both ends: 40..60, 40.. or ..60.",
            number is IndexNumber.Born ? "1950..1960" : number is IndexNumber.AgeAtDiagnosis ? "40..60" : "1..")),
        new("certainty", Query, "string",
            "Only histologies and attributions of a belief stated so: suspected, probable, confirmed or not-stated; "
            + "with neither asked for, any standing belief.", "suspected"),
        new("synthetic", Query, "boolean", "Only those made up, or only those who are not.", "false"),
        new("oneTumour", Query, "boolean",
            "Site, histology, grade, stage and attribution must be told of one and the same tumour.", "true"),
        new("possible", Query, "boolean", "Also those of whom it cannot be told; each says so.", "true"),
        new(MinPosition, Query, "integer",
            "Answer only when everything up to this position is in the answer, as posting it said.", "1"),
    ];

    public static CohortFilter Read(Inquiry inquiry) => new(
        inquiry.Words("q", CharactersMax),
        inquiry.Words("text", CharactersMax),
        [.. Words(inquiry, "sex", Enum.GetValues<Sex>().ToDictionary(sex => Domain.Values.Words.Of(sex)))],
        [.. Enum.GetValues<IndexNumber>().Select(number => (number, Within: Range(inquiry, Name(number))))
            .Where(each => each.Within is not null)
            .Select(each => new NumberAsked(each.number, each.Within!.Value))],
        [.. Enum.GetValues<TermKind>().Select(kind => new TermsAsked(kind, Texts(inquiry, Name(kind))))
            .Where(asked => asked.Words.Count > 0)],
        [.. Words(inquiry, "certainty", Certainties)],
        inquiry.Truth("synthetic"), inquiry.Flag("oneTumour"), inquiry.Flag("possible"));

    /// <summary>0 where nothing is demanded.</summary>
    public static long Position(Inquiry inquiry) => inquiry.Number(MinPosition, 0, long.MaxValue) ?? 0;

    static Dictionary<string, Certainty?> Certainties => new()
    {
        [Domain.Values.Words.Of(Certainty.Suspected)] = Certainty.Suspected,
        [Domain.Values.Words.Of(Certainty.Probable)] = Certainty.Probable,
        [Domain.Values.Words.Of(Certainty.Confirmed)] = Certainty.Confirmed,
        [NotStated] = null,
    };

    /// <summary>As members of answers are named: ageAtDiagnosis.</summary>
    static string Name(Enum each) => JsonNamingPolicy.CamelCase.ConvertName(each.ToString());

    static IEnumerable<T> Words<T>(Inquiry inquiry, string name, Dictionary<string, T> known)
    {
        foreach (var text in inquiry.Several(name, ValuesMax))
        {
            if (known.TryGetValue(text, out var value))
            {
                yield return value;
            }
            else
            {
                inquiry.Wrong(name, $"One of {string.Join(", ", known.Keys)} is expected.");
            }
        }
    }

    static Items<string> Texts(Inquiry inquiry, string name)
    {
        var texts = inquiry.Several(name, ValuesMax);
        if (texts.All(text => text.Trim().Length is > 0 and <= CharactersMax && !text.Any(char.IsControl)))
        {
            return [.. texts];
        }

        inquiry.Wrong(name, $"1 to {CharactersMax} characters are expected, without control characters.");
        return [];
    }

    static WholeBounds? Range(Inquiry inquiry, string name)
    {
        if (inquiry.Text(name) is not { } text)
        {
            return null;
        }

        if (RangeOf(text) is { } range)
        {
            return range;
        }

        inquiry.Wrong(name, "A whole number, or a range of them with both ends is expected: 40..60, 40.. or ..60.");
        return null;
    }

    static WholeBounds? RangeOf(string text) => text.Split("..") switch
    {
        [var one] when Whole(one) is { } number => WholeBounds.Exactly(number),
        [var low, ""] when Whole(low) is { } least => new WholeBounds(least, null),
        ["", var high] when Whole(high) is { } most => new WholeBounds(null, most),
        [var low, var high] when Whole(low) is { } least && Whole(high) is { } most && least <= most =>
            new WholeBounds(least, most),
        _ => null,
    };

    static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static string Meaning(TermKind kind) => kind switch
    {
        TermKind.Site => "Where a primary arises: an organ as stated, or a place of the vocabulary.",
        TermKind.Histology => "What a standing diagnosis or a pathologist calls it: a type, or a concept.",
        TermKind.Grade => "G1, G2, G3, NEC or GX, as stated or by the numbers of a specimen.",
        TermKind.Stage => "A group, with or without its letter, or with its edition: UICC 8 IIIB.",
        TermKind.Attribution => "Where the primary arises that foci are attributed to, unknown-primary or none.",
        TermKind.Procedure => "What was performed: its name, or a concept.",
        TermKind.Therapy => "A regimen, an agent or a class that was given, or radiotherapy.",
        _ => "alive, dead, or a state of disease by axis: structural-recurrent.",
    };

    static string Example(TermKind kind) => kind switch
    {
        TermKind.Site => "small-bowel",
        TermKind.Histology => "neuroendocrine-tumour",
        TermKind.Grade => "G2",
        TermKind.Stage => "IV",
        TermKind.Attribution => "pancreas",
        TermKind.Procedure => "liver-resection",
        TermKind.Therapy => "somatostatin-analogue",
        _ => "alive",
    };

    static string Meaning(IndexNumber number) => number switch
    {
        IndexNumber.Born => "The year of birth.",
        IndexNumber.AgeAtDiagnosis => "Completed years at the first diagnosis.",
        IndexNumber.Revisions => "Diagnoses and attributions that were replaced.",
        IndexNumber.Entries => "Entries that stand.",
        IndexNumber.Tumours => "Tumours.",
        IndexNumber.Lesions => "Foci ever identified.",
        IndexNumber.InSitu => "Foci in place.",
        IndexNumber.Irradiated => "Foci irradiated and not resected.",
        IndexNumber.Resected => "Foci resected.",
        _ => "Imaging studies.",
    };
}
