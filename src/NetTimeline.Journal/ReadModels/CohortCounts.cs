using System.Data.Common;
using System.Globalization;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NetTimeline.Journal.Views;

namespace NetTimeline.Journal.ReadModels;

/// <summary>Counts of a cohort, divided by something.</summary>
static class CohortCounts
{
    /// <summary>A group; the whole cohort, and those who could not be divided, have no word.</summary>
    public sealed record Row(string? Word, bool IsNotStated, long Certainly, long Possibly);

    const int GroupsMax = 1000;

    /// <summary>First the whole, then who could not be divided, then the groups.</summary>
    public static ReadQuery Query(ReadGeneration index, CohortFilter filter, CohortDimension? by)
    {
        var sql = new CohortSql(index, filter);
        var divided = by switch
        {
            null => "select null::uuid, null::text, false where false",
            CohortDimension.Sex => "select stream_id, coalesce(sex, 'not-stated'), true from cohort",
            CohortDimension.BirthDecade => Decades(IndexNumber.Born),
            CohortDimension.AgeDecade => Decades(IndexNumber.AgeAtDiagnosis),
            { } kind => OfWords(sql.Value($"{Words.Of(kind)}:")),
        };
        return new ReadQuery(
            $"""
            with cohort as materialized ({sql.Cohort}), divided (stream_id, word, surely) as ({divided})
            (select null, false, count(*) filter (where certainly), count(*) filter (where not certainly) from cohort)
            union all
            (select null, true, count(*), 0 from cohort c
             where not exists (select from divided d where d.stream_id = c.stream_id))
            union all
            (select d.word, false, count(*) filter (where c.certainly and d.surely),
                 count(*) filter (where not (c.certainly and d.surely))
             from divided d join cohort c using (stream_id) group by d.word
             order by count(*) desc, d.word limit {GroupsMax})
            """,
            sql.Values);
    }

    public static Row From(DbDataReader row) => new(
        row.IsDBNull(0) ? null : row.GetString(0), row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3));

    public static CohortCountView View(ReadGeneration index, CohortDimension? by, IReadOnlyList<Row> rows)
    {
        var whole = rows.Single(each => each is { Word: null, IsNotStated: false });
        return new CohortCountView(
            index.Position, index.Parked, whole.Certainly, whole.Possibly, by,
            [
                .. rows.Where(each => each.Word is not null)
                    .OrderByDescending(each => each.Certainly).ThenByDescending(each => each.Possibly)
                    .ThenBy(each => each.Word, StringComparer.Ordinal)
                    .Select(each => new CohortGroupView(each.Word!, each.Certainly, each.Possibly)),
            ],
            by is null ? 0 : rows.Single(each => each.IsNotStated).Certainly);
    }

    /// <summary>Words of a kind, without it.</summary>
    static string OfWords(string kind) => $"""
        select stream_id, substr(word, length({kind}) + 1), surely from (
            select stream_id, unnest(certain) as word, true as surely from cohort
            union all
            select stream_id, unnest(possible), false from cohort) w
        where starts_with(word, {kind})
        """;

    /// <summary>Every decade between the bounds; where one of them is open it cannot be told.</summary>
    static string Decades(IndexNumber number)
    {
        var (low, high) = (
            PatientIndexProjection.Column(number, "low"), PatientIndexProjection.Column(number, "high"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            select stream_id, decade || '–' || decade + 9, {low} / 10 = {high} / 10
            from cohort cross join lateral generate_series({low} / 10 * 10, {high} / 10 * 10, 10) decade
            where {low} is not null and {high} is not null
            """);
    }
}
