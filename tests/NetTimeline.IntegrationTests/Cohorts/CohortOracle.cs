using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.Journal.ReadModels;

namespace NetTimeline.IntegrationTests.Cohorts;

/// <summary>Who fits a filter, by going through everybody; knows nothing of rows.</summary>
static class CohortOracle
{
    /// <summary>Null where the patient does not fit; else whether certainly.</summary>
    public static bool? Fits(CohortFilter filter, string key, IndexedPatient patient)
    {
        if (filter.KeyContains is { } part && !key.Contains(part, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var parts = Parts(filter, patient).Append(Holds(filter.Text, key, patient)).ToList();
        return parts.All(each => each.Certain) ? true
            : filter.Possible && parts.All(each => each.Possible) ? false
            : null;
    }

    static IEnumerable<(bool Certain, bool Possible)> Parts(CohortFilter filter, IndexedPatient patient)
    {
        if (filter.Sexes.Count > 0)
        {
            var told = patient.Enrolment!.Sex is { } sex && filter.Sexes.Contains(sex);
            yield return (told, told || patient.Enrolment.Sex is null or Sex.Unknown);
        }

        if (filter.Synthetic is { } synthetic)
        {
            yield return (patient.Synthetic == synthetic, patient.Synthetic == synthetic);
        }

        foreach (var asked in filter.Numbers)
        {
            yield return Within(patient.Number(asked.Number), asked.Within);
        }

        foreach (var asked in filter.Terms)
        {
            yield return Told(filter, asked, patient.Terms);
        }

        if (filter.Certainties.Count > 0 && !filter.Terms.Any(asked => IsBelief(asked.Kind)))
        {
            var stated = patient.Terms.Any(term => term.IsBelief && filter.Certainties.Contains(term.Stated));
            yield return (stated, stated);
        }

        if (filter.OneTumour && filter.Terms.Any(asked => IsOfTumours(asked.Kind)))
        {
            yield return OfOneTumour(filter, patient);
        }
    }

    static (bool Certain, bool Possible) Holds(string? text, string key, IndexedPatient patient)
    {
        var inKey = key.Contains(text ?? "", StringComparison.OrdinalIgnoreCase);
        var found = patient.Terms.Where(term => term.Word.Contains(text ?? "", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return (inKey || found.Exists(term => term.Certain), inKey || found.Count > 0);
    }

    static (bool Certain, bool Possible) Within(WholeBounds known, WholeBounds asked) => (
        (asked.Low is not { } least || known.Low >= least) && (asked.High is not { } most || known.High <= most),
        !(known.High < asked.Low) && !(known.Low > asked.High));

    static (bool Certain, bool Possible) Told(CohortFilter filter, TermsAsked asked, IEnumerable<IndexTerm> terms)
    {
        var found = terms.Where(term => term.Kind == asked.Kind && asked.Words.Any(
            word => string.Equals(word, term.Word, StringComparison.OrdinalIgnoreCase))).ToList();
        if (filter.Certainties.Count > 0 && IsBelief(asked.Kind))
        {
            var stated = found.Exists(term => term.IsBelief && filter.Certainties.Contains(term.Stated));
            return (stated, stated);
        }

        return (found.Exists(term => term.Certain), found.Count > 0);
    }

    static (bool Certain, bool Possible) OfOneTumour(CohortFilter filter, IndexedPatient patient)
    {
        var each = patient.Terms.Where(term => term.Tumour is not null).GroupBy(term => term.Tumour)
            .Select(tumour => filter.Terms.Where(asked => IsOfTumours(asked.Kind))
                .Select(asked => Told(filter, asked, tumour)).ToList()).ToList();
        return (
            each.Exists(parts => parts.TrueForAll(part => part.Certain)),
            each.Exists(parts => parts.TrueForAll(part => part.Possible)));
    }

    static bool IsBelief(TermKind kind) => kind is TermKind.Histology or TermKind.Attribution;

    static bool IsOfTumours(TermKind kind) => kind is not (TermKind.Procedure or TermKind.Therapy or TermKind.Status);

    /// <summary>As the API is asked.</summary>
    public static string Query(CohortFilter filter) => string.Join('&', Parameters(filter)
        .Select(each => $"{each.Name}={Uri.EscapeDataString(each.Value)}"));

    static IEnumerable<(string Name, string Value)> Parameters(CohortFilter filter) =>
    [
        .. filter.KeyContains is { } part ? [("q", part)] : Array.Empty<(string, string)>(),
        .. filter.Text is { } text ? [("text", text)] : Array.Empty<(string, string)>(),
        .. filter.Sexes.Select(sex => ("sex", Words.Of(sex))),
        .. filter.Numbers.Select(asked => (Name(asked.Number), $"{asked.Within.Low}..{asked.Within.High}")),
        .. filter.Terms.SelectMany(asked => asked.Words, (asked, word) => (Name(asked.Kind), word)),
        .. filter.Certainties.Select(stated => ("certainty", stated is { } word ? Words.Of(word) : "not-stated")),
        .. filter.Synthetic is { } synthetic ? [("synthetic", synthetic ? "true" : "false")]
            : Array.Empty<(string, string)>(),
        .. filter.OneTumour ? [("oneTumour", "true")] : Array.Empty<(string, string)>(),
        .. filter.Possible ? [("possible", "true")] : Array.Empty<(string, string)>(),
    ];

    static string Name(Enum each)
    {
        var name = each.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
