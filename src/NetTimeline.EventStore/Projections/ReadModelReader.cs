using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>A question to the tables of a read model.</summary>
/// <param name="Sql">Its parameters are $1, $2 and so on.</param>
/// <param name="Values">Of the parameters, none of them null.</param>
public sealed record ReadQuery(string Sql, IReadOnlyList<object> Values);

/// <summary>
/// Asks the tables of read models as the database's app role, reading only. Tables that were replaced are not dropped
/// while they are read. Safe to use from many threads.
/// </summary>
public sealed class ReadModelReader : IAsyncDisposable
{
    const string Bounded = "-c statement_timeout=20s";

    readonly NpgsqlDataSource bounded;
    readonly NpgsqlDataSource streaming;

    /// <param name="connectionString">Names the database; whoever logs in must be a member of its app role.</param>
    public ReadModelReader(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = $"{settings.Options} {Bounded}".TrimStart();
        bounded = Connections.ForReading(settings.ConnectionString);
        streaming = Connections.ForReading(connectionString);
    }

    /// <summary>
    /// The rows as they come, so that no more than a few are held at a time. A row is to be read at once: the reader
    /// goes on to the next. It takes as long as whoever asks takes the rows; only he gives it up.
    /// </summary>
    /// <exception cref="EventStoreException">The database does not answer, or refuses.</exception>
    public IAsyncEnumerable<T> ReadAsync<T>(
        ReadQuery query, Func<DbDataReader, T> from, CancellationToken cancellation) =>
        ReadAsync(streaming, query, from, cancellation);

    /// <summary>All rows; given up after 20 s.</summary>
    /// <exception cref="EventStoreException">The database does not answer, or refuses.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        ReadQuery query, Func<DbDataReader, T> from, CancellationToken cancellation)
    {
        var rows = new List<T>();
        await foreach (var row in ReadAsync(bounded, query, from, cancellation))
            rows.Add(row);
        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await bounded.DisposeAsync();
        await streaming.DisposeAsync();
    }

    static async IAsyncEnumerable<T> ReadAsync<T>(
        NpgsqlDataSource source, ReadQuery query, Func<DbDataReader, T> from,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(query.Sql);
        foreach (var value in query.Values)
            command.Parameters.Add(new() { Value = value });
        await using var row = await SqlStates.WithoutContentAsync(() => command.ExecuteReaderAsync(cancellation));
        while (await SqlStates.WithoutContentAsync(() => row.ReadAsync(cancellation)))
            yield return from(row);
    }
}
