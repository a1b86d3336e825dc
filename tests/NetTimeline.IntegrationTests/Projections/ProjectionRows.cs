using NetTimeline.EventStore;
using NetTimeline.Tests.EventStore;
using Npgsql;

namespace NetTimeline.IntegrationTests.Projections;

/// <summary>The rows of a read model in words, in an order of their own: as they are, and as they must be.</summary>
static class ProjectionRows
{
    /// <summary>What the database's binary timestamps count from: 2000-01-01, in microseconds since 1970.</summary>
    const long DatabaseEpochUs = 946_684_800_000_000;

    /// <summary>As they are, but for those of some streams.</summary>
    public static async Task<List<string>> OfAsync(
        string database, IProjection projection, ReadGeneration generation, Guid[] except,
        CancellationToken cancellation)
    {
        var rows = new List<string>();
        await using var source = NpgsqlDataSource.Create(database);
        foreach (var table in projection.Tables)
        {
            await using var command = source.CreateCommand(
                $"select t.* from {generation.Table(table.Name)} t where stream_id <> all($1)");
            command.Parameters.Add(new() { Value = except });
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
            {
                var values = table.Columns.Select((column, place) => Said(ValueOf(row, place + 1, column.Type)));
                rows.Add($"{table.Name}: {row.GetGuid(0)} {string.Join(' ', values)}");
            }
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    /// <summary>As they must be: each stream of the log folded from its first event in one go.</summary>
    public static async Task<List<string>> ReplayedAsync(
        string database, IProjection projection, long rules, Guid[] except, CancellationToken cancellation)
    {
        await using var store = new PostgresEventStore(database, new ManualClock(), new());
        var log = await store.ReadAllAsync(0, int.MaxValue, cancellation);
        var folds = await projection.RulesAsync(rules, cancellation);
        var rows = new List<string>();
        foreach (var stream in log.GroupBy(item => item.Stream).Where(stream => !except.Contains(stream.Key)))
        {
            if (folds.Begin(stream.Key) is not { } fold)
                continue;
            fold.Apply([.. stream]);
            rows.AddRange(fold.Rows(cancellation).Select(row =>
                $"{projection.Tables[row.Table].Name}: {stream.Key} {string.Join(' ', row.Values.Select(Said))}"));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    static object? ValueOf(NpgsqlDataReader row, int place, ReadColumnType type) =>
        row.IsDBNull(place) ? null
        : type == ReadColumnType.Date ? row.GetFieldValue<DateOnly>(place)
        : type == ReadColumnType.Instant ? Microseconds.ToInstant(row.GetFieldValue<long>(place) + DatabaseEpochUs)
        : row.GetValue(place);

    /// <summary>One spelling for what comes from the database and what went there.</summary>
    static string Said(object? value) => value switch
    {
        null => "-",
        string[] texts => string.Join(',', texts),
        byte[] json => Spelt(System.Text.Encoding.UTF8.GetString(json)),
        string text when text.StartsWith('{') => Spelt(text),
        decimal number => (number / 1.000000000000000000000000000000m).ToString(Invariant),
        DateOnly date => date.ToString("O", Invariant),
        NodaTime.LocalDate date => date.ToDateOnly().ToString("O", Invariant),
        NodaTime.Instant moment => $"{Microseconds.From(moment)}",
        _ => string.Create(Invariant, $"{value}"),
    };

    static IFormatProvider Invariant => System.Globalization.CultureInfo.InvariantCulture;

    /// <summary>The database keeps values, and no white space.</summary>
    static string Spelt(string json) => string.Concat(json.Where(each => !char.IsWhiteSpace(each)));
}
