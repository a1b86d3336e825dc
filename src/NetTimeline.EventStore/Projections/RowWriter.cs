using System.Buffers;
using System.Text;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.EventStore;

/// <summary>Brings rows of streams into their tables: many by copying them in the database's binary form.</summary>
static class RowWriter
{
    /// <summary>Table by table; nothing is asked of the database for one that has no rows.</summary>
    public static async Task CopyAsync(
        NpgsqlConnection connection, IReadOnlyList<ReadTable> tables, int generation,
        IReadOnlyCollection<StreamRows> streams)
    {
        for (var place = 0; place < tables.Count; place++)
            await CopyAsync(connection, tables[place], place, generation, streams);
    }

    /// <summary>Those rows that are of this table.</summary>
    static async Task CopyAsync(
        NpgsqlConnection connection, ReadTable table, int place, int generation,
        IReadOnlyCollection<StreamRows> streams)
    {
        NpgsqlBinaryImporter? copy = null;
        try
        {
            foreach (var stream in streams)
            {
                foreach (var row in stream.Rows)
                {
                    if (row.Table != place)
                        continue;
                    copy ??= await connection.BeginBinaryImportAsync(ReadTableSql.Copy(table, generation));
                    Write(copy, table, stream.Stream, row);
                }
            }

            if (copy is not null)
                await copy.CompleteAsync();
        }
        finally
        {
            if (copy is not null)
                await copy.DisposeAsync();
        }
    }

    /// <exception cref="UnfoldableException">The row does not fit its table.</exception>
    public static void Check(IReadOnlyList<ReadTable> tables, ReadRow row)
    {
        if (row.Table < 0 || row.Table >= tables.Count)
            throw new UnfoldableException("A row is of a table that the read model does not have.");
        var table = tables[row.Table];
        if (row.Values.Count != table.Columns.Count)
            throw new UnfoldableException($"A row of {table.Name} has not one value for each column.");
        for (var place = 0; place < row.Values.Count; place++)
        {
            if (!Fits(table.Columns[place], row.Values[place]))
            {
                throw new UnfoldableException(
                    $"A value of {table.Name}.{table.Columns[place].Name} is none that the column can hold.");
            }
        }
    }

    static bool Fits(ReadColumn column, object? value) => (column.Type, value) switch
    {
        (_, null) => !column.Required,
        (ReadColumnType.Text, string text) => IsText(text),
        (ReadColumnType.Texts, string[] texts) => Array.TrueForAll(texts, IsText),
        (ReadColumnType.Integer, int) or (ReadColumnType.Bigint, long) or (ReadColumnType.Numeric, decimal)
            or (ReadColumnType.Boolean, bool) or (ReadColumnType.Instant, Instant) or (ReadColumnType.Json, byte[])
            => true,
        (ReadColumnType.Date, LocalDate date) => date.Calendar == CalendarSystem.Iso && date.Year is >= 1 and <= 9999,
        _ => false,
    };

    /// <summary>The database's text holds neither half characters nor the one numbered nought.</summary>
    static bool IsText(string text)
    {
        var rest = text.AsSpan();
        while (rest.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(rest[at..], out _, out var length) != OperationStatus.Done)
                return false;
            rest = rest[(at + length)..];
        }

        return !text.Contains('\0', StringComparison.Ordinal);
    }

    /// <summary>One row by itself, as part of a batch of statements.</summary>
    public static NpgsqlBatchCommand Insert(ReadTable table, int generation, Guid stream, ReadRow row)
    {
        var insert = new NpgsqlBatchCommand(ReadTableSql.Insert(table, generation));
        insert.Parameters.Add(new() { Value = stream });
        for (var place = 0; place < table.Columns.Count; place++)
        {
            insert.Parameters.Add(new()
            {
                NpgsqlDbType = DatabaseType(table.Columns[place].Type),
                Value = DatabaseValue(row.Values[place]) ?? DBNull.Value,
            });
        }

        return insert;
    }

    static void Write(NpgsqlBinaryImporter copy, ReadTable table, Guid stream, ReadRow row)
    {
        copy.StartRow();
        copy.Write(stream, NpgsqlDbType.Uuid);
        for (var place = 0; place < table.Columns.Count; place++)
            Write(copy, DatabaseType(table.Columns[place].Type), DatabaseValue(row.Values[place]));
    }

    /// <summary>By the type of each value, since the copy would otherwise look it up for each.</summary>
    static void Write(NpgsqlBinaryImporter copy, NpgsqlDbType type, object? value)
    {
        switch (value)
        {
            case null: copy.WriteNull(); break;
            case string text: copy.Write(text, type); break;
            case string[] texts: copy.Write(texts, type); break;
            case int number: copy.Write(number, type); break;
            case long number: copy.Write(number, type); break;
            case decimal number: copy.Write(number, type); break;
            case bool truth: copy.Write(truth, type); break;
            case DateOnly date: copy.Write(date, type); break;
            case byte[] json: copy.Write(json, type); break;
            default: throw new ArgumentOutOfRangeException(nameof(value));
        }
    }

    static object? DatabaseValue(object? value) => value switch
    {
        LocalDate date => date.ToDateOnly(),
        Instant moment => Microseconds.ToDatabase(moment),
        _ => value,
    };

    static NpgsqlDbType DatabaseType(ReadColumnType type) => type switch
    {
        ReadColumnType.Text => NpgsqlDbType.Text,
        ReadColumnType.Texts => NpgsqlDbType.Array | NpgsqlDbType.Text,
        ReadColumnType.Integer => NpgsqlDbType.Integer,
        ReadColumnType.Bigint => NpgsqlDbType.Bigint,
        ReadColumnType.Numeric => NpgsqlDbType.Numeric,
        ReadColumnType.Boolean => NpgsqlDbType.Boolean,
        ReadColumnType.Date => NpgsqlDbType.Date,
        ReadColumnType.Instant => NpgsqlDbType.TimestampTz,
        ReadColumnType.Json => NpgsqlDbType.Jsonb,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}

/// <summary>All rows of one stream.</summary>
readonly record struct StreamRows(Guid Stream, IReadOnlyList<ReadRow> Rows);
