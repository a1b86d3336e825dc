using System.Globalization;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;

namespace NetTimeline.Journal.ReadModels;

/// <summary>
/// A filter as conditions over rows p of the patient index: what holds of who certainly fits, and what of who may. What
/// a caller wrote is a parameter, never a part of the text.
/// </summary>
sealed class CohortSql
{
    readonly ReadGeneration index;
    readonly CohortFilter filter;
    readonly List<object> values = [];
    readonly List<(string Certain, string Possible)> conditions = [];

    public CohortSql(ReadGeneration index, CohortFilter filter)
    {
        (this.index, this.filter) = (index, filter);
        AddEnrolment();
        AddText();
        foreach (var asked in filter.Numbers)
        {
            Add(asked);
        }

        var words = filter.Terms.Select(asked => (asked.Kind, Words: Value(Sought(asked)))).ToList();
        foreach (var (_, sought) in words)
        {
            Add($"p.certain && {sought}", $"(p.certain && {sought} or p.possible && {sought})");
        }

        if (filter.Certainties.Count > 0 && !filter.Terms.Any(asked => IsBelief(asked.Kind)))
        {
            Always($"p.certain && {Value(filter.Certainties.Select(IndexedWord.Belief).ToArray())}");
        }

        if (filter.OneTumour)
        {
            AddOneTumour([.. words.Where(each => IsOfTumours(each.Kind)).Select(each => each.Words)]);
        }
    }

    /// <summary>
    /// Rows p with whether each <c>certainly</c> fits; those who only may, where the filter asks for them.
    /// </summary>
    public string Cohort =>
        $"select p.*, coalesce({All(each => each.Certain)}, false) as certainly from "
        + $"{index.Table(PatientIndexProjection.Patients)} p where "
        + All(each => filter.Possible ? each.Possible : each.Certain);

    /// <summary>Of the text so far.</summary>
    public IReadOnlyList<object> Values => values;

    /// <summary>Another parameter.</summary>
    public string Value(object value)
    {
        values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
    }

    /// <summary>Diagnoses and attributions are stated with a certainty.</summary>
    static bool IsBelief(TermKind kind) => kind is TermKind.Histology or TermKind.Attribution;

    static bool IsOfTumours(TermKind kind) =>
        kind is TermKind.Site or TermKind.Histology or TermKind.Grade or TermKind.Stage or TermKind.Attribution;

    void AddEnrolment()
    {
        if (filter.KeyContains is { Length: > 0 } part)
        {
            Always($"strpos(p.registry_key, {Value(part.ToLowerInvariant())}) > 0");
        }

        if (filter.Sexes.Count > 0)
        {
            var sexes = Value(filter.Sexes.Select(sex => Words.Of(sex)).ToArray());
            Add(
                $"p.sex = any({sexes})",
                $"(p.sex = any({sexes}) or p.sex is null or p.sex = '{Words.Of(Sex.Unknown)}')");
        }

        if (filter.Synthetic is { } synthetic)
        {
            Always($"p.synthetic = {Value(synthetic)}");
        }
    }

    /// <summary>No index helps: it goes through the words of everybody who is left by the other conditions.</summary>
    void AddText()
    {
        if (filter.Text is { Length: > 0 } text)
        {
            var part = Value(IndexedWord.Plain(text));
            var inKey = $"strpos(p.registry_key, {part}) > 0";
            Add($"({inKey} or {Holds("certain", part)})",
                $"({inKey} or {Holds("certain", part)} or {Holds("possible", part)})");
        }
    }

    /// <summary>What somebody merely states, with its certainty after a slash, is no word of the patient's.</summary>
    static string Holds(string words, string part) =>
        $"exists (select from unnest(p.{words}) w where strpos(split_part(w, ':', 1), '/') = 0 "
        + $"and strpos(substr(w, strpos(w, ':') + 1), {part}) > 0)";

    void Add(NumberAsked asked)
    {
        var (low, high) = (
            $"p.{PatientIndexProjection.Column(asked.Number, "low")}",
            $"p.{PatientIndexProjection.Column(asked.Number, "high")}");
        if (asked.Within.Low is { } least)
        {
            var value = Value(least);
            Add($"{low} >= {value}", $"({high} is null or {high} >= {value})");
        }

        if (asked.Within.High is { } most)
        {
            var value = Value(most);
            Add($"{high} <= {value}", $"({low} is null or {low} <= {value})");
        }
    }

    string[] Sought(TermsAsked asked) =>
    [
        .. from word in asked.Words.Select(IndexedWord.Plain)
           from sought in filter.Certainties.Count > 0 && IsBelief(asked.Kind)
               ? filter.Certainties.Select(certainty => IndexedWord.AsStated(asked.Kind, certainty, word))
               : [IndexedWord.Of(asked.Kind, word)]
           select sought,
    ];

    void AddOneTumour(IReadOnlyList<string> words)
    {
        if (words.Count > 0)
        {
            Add(
                Exists(words.Select(sought => $"t.certain && {sought}")),
                Exists(words.Select(sought => $"(t.certain && {sought} or t.possible && {sought})")));
        }
    }

    string Exists(IEnumerable<string> holds) =>
        $"exists (select from {index.Table(PatientIndexProjection.Tumours)} t "
        + $"where t.stream_id = p.stream_id and {string.Join(" and ", holds)})";

    void Add(string certain, string possible) => conditions.Add((certain, possible));

    /// <summary>What is never open.</summary>
    void Always(string condition) => Add(condition, condition);

    string All(Func<(string Certain, string Possible), string> which) =>
        conditions.Count == 0 ? "true" : $"({string.Join(" and ", conditions.Select(which))})";
}
