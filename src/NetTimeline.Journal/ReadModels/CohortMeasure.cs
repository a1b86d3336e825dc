using System.Data.Common;
using NetTimeline.EventStore;
using NetTimeline.Journal.Views;
using NetTimeline.Measures.Values;

namespace NetTimeline.Journal.ReadModels;

/// <summary>What one measure says of a cohort. Each question reads anew.</summary>
public sealed class CohortMeasure
{
    /// <summary>In the order in which they are read.</summary>
    const string Columns = """
        c.registry_key, c.certainly, v.entries, v.part, v.status, v.low, v.low_included, v.high, v.high_included,
        v.point, v.unit, v.categories, v.reason, v.evidence, v.stream_id
        """;

    const int CategoriesMax = 1000;

    readonly ReadModelReader reader;
    readonly ReadGeneration values;
    readonly ReadGeneration index;
    readonly CohortFilter filter;

    internal CohortMeasure(
        ReadModelReader reader, ReadGeneration values, ReadGeneration index, CohortFilter filter,
        MeasureDefinition definition, long definitionsNow)
    {
        (this.reader, this.values, this.index, this.filter) = (reader, values, index, filter);
        (Definition, DefinitionsNow) = (definition, definitionsNow);
    }

    /// <summary>Of the version that made the values.</summary>
    public MeasureDefinition Definition { get; }

    /// <summary>How many own definitions were there when the values were made.</summary>
    public long Definitions => values.Rules;

    /// <summary>How many there are.</summary>
    public long DefinitionsNow { get; }

    /// <summary>Every event up to here, included, is in the answers.</summary>
    public long Position => Math.Min(values.Position, index.Position);

    /// <summary>So many patients are set aside: theirs may be missing, or be those of before.</summary>
    public int SetAside => Math.Max(values.Parked, index.Parked);

    /// <summary>With so many values at most, and whose they are.</summary>
    public async Task<(CohortMeasureView View, IReadOnlyList<Guid> Patients)> SummaryAsync(
        int valuesMax, CancellationToken cancellation)
    {
        var (patients, counts, distribution) =
            (await reader.ListAsync(CountsQuery(), CountsFrom, cancellation).ConfigureAwait(false))[0];
        var categories = await reader.ListAsync(CategoriesQuery(), CategoryFrom, cancellation).ConfigureAwait(false);
        var found = await reader.ListAsync(
            ValuesQuery(valuesMax + 1), RowFrom, cancellation).ConfigureAwait(false);
        var shown = found.Take(valuesMax).ToList();
        var view = new CohortMeasureView(
            Definition.Name, Definition.Version, Definition.Title, Definition.Unit, Position, SetAside,
            Definitions, DefinitionsNow, patients, counts, distribution,
            [.. categories], [.. shown.Select(each => each.Value)], found.Count > valuesMax);
        return (view, [.. shown.Select(each => each.Patient).Distinct()]);
    }

    /// <summary>
    /// All values as they come, and whose they are, in the order of registry keys and then of the course: those of a
    /// patient follow each other.
    /// </summary>
    public IAsyncEnumerable<(CohortValueView Value, Guid Patient)> ValuesAsync(CancellationToken cancellation) =>
        reader.ReadAsync(ValuesQuery(null), RowFrom, cancellation);

    ReadQuery ValuesQuery(int? max)
    {
        var sql = new CohortSql(index, filter);
        return new ReadQuery(
            $"select {Columns} from {Joined(sql)} order by c.registry_key, v.ordinal"
            + (max is { } limit ? $" limit {sql.Value(limit)}" : ""), sql.Values);
    }

    /// <summary>Open ends sort beyond all numbers, so that what is open stays open.</summary>
    ReadQuery CountsQuery()
    {
        var sql = new CohortSql(index, filter);
        return new ReadQuery(
            $"""
            with asked as (
                select v.stream_id, v.status, v.status in ('exact', 'bounded') and v.categories is null as counts,
                    coalesce(v.low, '-infinity') as low, coalesce(v.high, 'infinity') as high
                from {Joined(sql)})
            select count(distinct stream_id),
                count(*) filter (where status = 'exact'), count(*) filter (where status = 'bounded'),
                count(*) filter (where status = 'censored'), count(*) filter (where status = 'not-computable'),
                count(*) filter (where status = 'contradicted'), count(*) filter (where counts),
                nullif(min(low) filter (where counts), '-infinity'),
                nullif(min(high) filter (where counts), 'infinity'),
                nullif(percentile_disc(0.5) within group (order by low) filter (where counts), '-infinity'),
                nullif(percentile_disc(0.5) within group (order by high) filter (where counts), 'infinity'),
                nullif(max(low) filter (where counts), '-infinity'),
                nullif(max(high) filter (where counts), 'infinity')
            from asked
            """,
            sql.Values);
    }

    ReadQuery CategoriesQuery()
    {
        var sql = new CohortSql(index, filter);
        return new ReadQuery(
            $"""
            select category, count(*) filter (where v.status = 'exact'), count(*) filter (where v.status = 'bounded')
            from {Joined(sql)} cross join lateral unnest(v.categories) category
            where v.status in ('exact', 'bounded')
            group by category order by count(*) desc, category limit {sql.Value(CategoriesMax)}
            """,
            sql.Values);
    }

    /// <summary>Rows v of the measure and c of the cohort.</summary>
    string Joined(CohortSql sql) =>
        $"({sql.Cohort}) c join {values.Table(MeasureValuesProjection.Table)} v on v.stream_id = c.stream_id "
        + $"and v.measure = {sql.Value(Definition.Name)} and v.version = {sql.Value(Definition.Version)}";

    static (long Patients, CountsByStatusView Counts, DistributionView? Distribution) CountsFrom(DbDataReader row) => (
        row.GetInt64(0),
        new CountsByStatusView(
            row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5)),
        row.GetInt64(6) is var numbers and > 0
            ? new DistributionView(numbers, Statistic(row, 7), Statistic(row, 9), Statistic(row, 11))
            : null);

    static StatisticView Statistic(DbDataReader row, int at) => new(row.Number(at), row.Number(at + 1));

    static CategoryCountView CategoryFrom(DbDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetInt64(2));

    static (CohortValueView Value, Guid Patient) RowFrom(DbDataReader row) => (ValueFrom(row), row.GetGuid(14));

    static CohortValueView ValueFrom(DbDataReader row) => new(
        row.RegistryKey(0), row.Match(1), new InstanceView(row.EntryKeys(2), row.Text(3)),
        row.Word<MeasureStatus>(4)!.Value, row.Number(5), row.Flag(6), row.Number(7), row.Flag(8), row.Number(9),
        row.Text(10), [.. row.Texts(11)], row.Text(12), row.EntryKeys(13));
}
