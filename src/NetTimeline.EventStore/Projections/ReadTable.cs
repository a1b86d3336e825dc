namespace NetTimeline.EventStore;

/// <summary>
/// A table of a read model. Before its columns each has <c>stream_id uuid</c>, indexed, by which rows are replaced.
/// </summary>
/// <param name="Name">Within the read model; small letters and underscores.</param>
/// <param name="Columns">In the order of a row's values.</param>
/// <param name="Indexes">What follows <c>create index on the_table</c>: <c>(sex)</c>, <c>using gin (sites)</c>.</param>
public sealed record ReadTable(
    string Name, IReadOnlyList<ReadColumn> Columns, IReadOnlyList<string> Indexes);

/// <summary>A column of a <see cref="ReadTable"/>; it takes null unless its rows always have a value.</summary>
public sealed record ReadColumn(string Name, ReadColumnType Type, bool Required);

/// <summary>What a column holds, and the .NET type of its values.</summary>
public enum ReadColumnType
{
    /// <summary><see cref="string"/>; compared and sorted by code points.</summary>
    Text,

    /// <summary><c>string[]</c>.</summary>
    Texts,

    /// <summary><see cref="int"/>.</summary>
    Integer,

    /// <summary><see cref="long"/>.</summary>
    Bigint,

    /// <summary><see cref="decimal"/>, with all its digits.</summary>
    Numeric,

    /// <summary><see cref="bool"/>.</summary>
    Boolean,

    /// <summary><see cref="NodaTime.LocalDate"/>.</summary>
    Date,

    /// <summary><see cref="NodaTime.Instant"/>, whole microseconds.</summary>
    Instant,

    /// <summary>A <c>byte[]</c> of JSON in UTF-8, stored as jsonb.</summary>
    Json,
}

/// <summary>A row of one stream.</summary>
/// <param name="Table">Its place among the read model's tables.</param>
/// <param name="Values">One for each column, of the column's type, or null.</param>
public readonly record struct ReadRow(int Table, IReadOnlyList<object?> Values);
