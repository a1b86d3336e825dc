using System.Text.RegularExpressions;
using NetTimeline.Domain;
using NetTimeline.Domain.Entries;
using NetTimeline.Domain.Values;
using NetTimeline.Measures.Values;

namespace NetTimeline.Measures.Language;

/// <summary>
/// What is wrong with a written measure by itself, with pointers into it; empty where it can be computed.
/// </summary>
public static partial class WrittenFaults
{
    const int NameCharactersMax = 100;

    public static IEnumerable<Fault> Of(WrittenMeasure measure) => Head(measure)
        .Concat(Subjects(measure))
        .Concat(SelectorFaults.Of("/from", measure.From, measure.Per, mayNameStart: false))
        .Concat(SelectorFaults.Of("/to", measure.To, measure.Per, mayNameStart: true))
        .Concat(SelectorFaults.Of("/censorAt", measure.CensorAt, measure.Per, mayNameStart: true))
        .Concat(SelectorFaults.Of("/competing", measure.Competing, measure.Per, mayNameStart: true))
        .Concat(measure.Requires.SelectMany((required, at) => Requirement($"/requires/{at}", required, measure.Per)));

    static IEnumerable<Fault> Head(WrittenMeasure measure)
    {
        if (measure.Name.Length > NameCharactersMax || !Name().IsMatch(measure.Name))
        {
            yield return Wrong(
                "/name",
                "A name is words of a-z and 0-9 joined by hyphens; a rule may follow a full stop. It has at most "
                + $"{NameCharactersMax} characters.");
        }

        if (measure.Version < 1)
        {
            yield return Wrong("/version", "Versions count from 1.");
        }

        if (measure.Version > 1 ? !(measure.Supersedes < measure.Version) : measure.Supersedes is not null)
        {
            yield return Wrong("/supersedes", "A version after the first supersedes an earlier one; the first, none.");
        }

        if (measure.Citations.Count == 0)
        {
            yield return Wrong(
                "/citations", "A definition cites where its rule comes from, or says \"own definition\".");
        }

        for (var at = 0; at < measure.Citations.Count; at++)
        {
            if (measure.Citations[at].Link is { } link && !IsOfTheWeb(link))
            {
                yield return Wrong($"/citations/{at}/link", "A link is an address of the web: https://doi.org/…");
            }
        }

        if (measure.Lengths is not null && measure.Unit is TimeUnit.D or TimeUnit.Wk)
        {
            yield return Wrong("/lengths", "Days and weeks are as long as they are by any rule.");
        }
    }

    /// <summary>Readers will click it: nothing that runs.</summary>
    static bool IsOfTheWeb(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && address.Scheme is "https" or "http";

    static IEnumerable<Fault> Subjects(WrittenMeasure measure)
    {
        if (measure is { Per: Per.Patient, Subjects.Count: > 0 } or { Per: Per.Entry, Subjects.Count: 0 })
        {
            yield return Wrong(
                "/subjects", "A measure per entry says of which entries; one per patient has no other subjects.");
        }

        var meant = measure.Per switch
        {
            Per.Tumour => EntryKinds.Tumour,
            Per.Lesion => EntryKinds.Lesion,
            Per.Procedure => EntryKinds.Procedure,
            _ => EntryKinds.Any,
        };
        for (var at = 0; at < measure.Subjects.Count; at++)
        {
            if (measure.Subjects[at].Kinds is { Count: > 0 } kinds && !kinds.Any(each => (each & meant) != 0))
            {
                yield return Wrong($"/subjects/{at}/kinds", $"No {Words.Of(measure.Per)} is an entry of these kinds.");
            }
        }

        foreach (var fault in SelectorFaults.Alternatives(
                     "/subjects", measure.Subjects, measure.Per, mayNameStart: false))
        {
            yield return fault;
        }
    }

    static IEnumerable<Fault> Requirement(string pointer, Requirement required, Per per)
    {
        object?[] said = [required.Condition, required.Happened, required.NotHappened];
        if (said.Count(each => each is not null) != 1)
        {
            yield return Wrong(pointer, "One of condition, happened and notHappened says what is required.");
        }

        if (required.Condition is { } condition && !Conditions.All.ContainsKey(condition))
        {
            yield return Wrong(pointer + "/condition", There("condition", Conditions.All.Keys));
        }

        if (required.Condition is not null && per is not Per.Tumour)
        {
            yield return Wrong(pointer + "/condition", "Conditions are of tumours: the measure is one per tumour.");
        }

        foreach (var fault in SelectorFaults.Of(pointer + "/happened", required.Happened, per, mayNameStart: true)
                     .Concat(SelectorFaults.Of(
                         pointer + "/notHappened", required.NotHappened, per, mayNameStart: true)))
        {
            yield return fault;
        }
    }

    internal static string There(string what, IEnumerable<string> names) =>
        $"There is no such {what}; there are {string.Join(", ", names.Order(StringComparer.Ordinal))}.";

    internal static Fault Wrong(string pointer, string sentence) => new(Refusal.Malformed, pointer, sentence);

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?\z")]
    private static partial Regex Name();
}
