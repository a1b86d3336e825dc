using System.Data.Common;
using NetTimeline.Domain.Dates;
using NetTimeline.Domain.Patients;
using NetTimeline.Domain.Values;
using NetTimeline.EventStore;
using NetTimeline.Journal.Views;
using NodaTime;

namespace NetTimeline.Journal.ReadModels;

/// <summary>A page of the patient index.</summary>
static class FoundPatients
{
    /// <summary>Days and moments as numbers, which any reader of a database takes.</summary>
    const string Columns = """
        c.stream_id, c.registry_key, c.certainly, c.sex, c.birth_year, c.stated_age, c.version,
        (extract(epoch from c.recorded_at) * 1000000)::bigint, c.synthetic, c.highest_grade,
        c.first_from - date '2000-01-01', c.first_to - date '2000-01-01',
        c.last_from - date '2000-01-01', c.last_to - date '2000-01-01', c.certain, c.possible, c.sketch
        """;

    const int ColumnsBeforeNumbers = 17;

    static readonly string Numbers = string.Join(", ", Enum.GetValues<IndexNumber>().Select(number =>
        $"c.{PatientIndexProjection.Column(number, "low")}, c.{PatientIndexProjection.Column(number, "high")}"));

    public static ReadQuery Query(ReadGeneration index, CohortFilter filter, string? afterKey, int max)
    {
        var sql = new CohortSql(index, filter);
        return new ReadQuery(
            $"select {Columns}, {Numbers} from ({sql.Cohort}) c where c.registry_key > {sql.Value(afterKey ?? "")} "
            + $"order by c.registry_key limit {sql.Value(max)}",
            sql.Values);
    }

    public static PatientFoundView From(DbDataReader row) => new(
        row.GetGuid(0), row.RegistryKey(1), row.Match(2), row.Word<Sex>(3), row.Whole(4), row.Whole(5), row.GetInt64(6),
        Instant.FromUnixTimeTicks(row.GetInt64(7) * 10), row.GetBoolean(8),
        Number(row, IndexNumber.Entries).Low ?? 0, Bounds(row, IndexNumber.Born),
        Bounds(row, IndexNumber.AgeAtDiagnosis), Number(row, IndexNumber.Revisions).Low ?? 0,
        Bounds(row, IndexNumber.Tumours), Bounds(row, IndexNumber.Lesions), Bounds(row, IndexNumber.InSitu),
        Bounds(row, IndexNumber.Irradiated), Bounds(row, IndexNumber.Resected),
        Number(row, IndexNumber.Studies).Low ?? 0, Days(row, 10), Days(row, 12), row.Word<Grade>(9),
        FoundByView.Of(row.GetFieldValue<string[]>(14)), FoundByView.Of(row.GetFieldValue<string[]>(15)),
        CourseSketch.Parse(row.GetString(16)));

    static WholeBoundsView? Bounds(DbDataReader row, IndexNumber number) => WholeBoundsView.Of(Number(row, number));

    static WholeBounds Number(DbDataReader row, IndexNumber number)
    {
        var at = ColumnsBeforeNumbers + (2 * (int)number);
        return new WholeBounds(row.Whole(at), row.Whole(at + 1));
    }

    static DaysView Days(DbDataReader row, int at) => new(Day(row, at), Day(row, at + 1));

    /// <summary>Counted from the day that a network of dates counts from too.</summary>
    static CalendarDate? Day(DbDataReader row, int at) =>
        row.Whole(at) is { } number && DateNetwork.Day(number) is { } day ? CalendarDate.OfDay(day) : null;
}
