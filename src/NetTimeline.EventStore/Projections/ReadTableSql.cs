namespace NetTimeline.EventStore;

/// <summary>The tables of a generation in SQL. Names come from the program, never from a caller.</summary>
static class ReadTableSql
{
    public const string Schema = "read_models";

    public static string Suffix(int generation) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"_g{generation}");

    public static string Name(ReadTable table, int generation) => Name(table.Name, generation);

    public static string Name(string table, int generation) => $"{Schema}.{table}{Suffix(generation)}";

    public static string Create(ReadTable table, int generation)
    {
        var columns = table.Columns.Select(
            column => $"{column.Name} {TypeOf(column.Type)}{(column.Required ? " not null" : "")}");
        return $"create table {Name(table, generation)} (stream_id uuid not null, {string.Join(", ", columns)})";
    }

    /// <summary>The index by which rows are replaced, then the table's own.</summary>
    public static IEnumerable<string> Indexes(ReadTable table, int generation) =>
        from what in table.Indexes.Prepend("(stream_id)")
        select $"create index on {Name(table, generation)} {what}";

    public static string Copy(ReadTable table, int generation) =>
        $"copy {Name(table, generation)} ({Columns(table)}) from stdin (format binary)";

    /// <summary>Its parameters are the stream and a value for each column.</summary>
    public static string Insert(ReadTable table, int generation) =>
        $"insert into {Name(table, generation)} ({Columns(table)})"
        + $" values ({string.Join(", ", Enumerable.Range(1, table.Columns.Count + 1).Select(place => $"${place}"))})";

    /// <summary>Its parameter is the streams.</summary>
    public static string Delete(ReadTable table, int generation) =>
        $"delete from {Name(table, generation)} where stream_id = any($1)";

    /// <summary>Its parameter is the streams.</summary>
    public static string Carry(ReadTable table, int from, int to) =>
        $"insert into {Name(table, to)} ({Columns(table)}) select {Columns(table)}"
        + $" from {Name(table, from)} where stream_id = any($1)";

    static string Columns(ReadTable table) =>
        string.Join(", ", table.Columns.Select(column => column.Name).Prepend("stream_id"));

    static string TypeOf(ReadColumnType type) => type switch
    {
        ReadColumnType.Text => "text collate \"C\"",
        ReadColumnType.Texts => "text[] collate \"C\"",
        ReadColumnType.Integer => "integer",
        ReadColumnType.Bigint => "bigint",
        ReadColumnType.Numeric => "numeric",
        ReadColumnType.Boolean => "boolean",
        ReadColumnType.Date => "date",
        ReadColumnType.Instant => "timestamptz",
        ReadColumnType.Json => "jsonb",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
