using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>A question to the tables of a read model.</summary>
/// <param name="Sql">Its parameters are $1, $2 and so on.</param>
/// <param name="Values">Of the parameters, none of them null.</param>
public sealed record ReadQuery(string Sql, IReadOnlyList<object> Values);

/// <summary>
/// Asks the tables of read models as the database's app role, reading only. A question is given up before a table that
/// was replaced can be dropped. Safe to use from many threads.
/// </summary>
public sealed class ReadModelReader : IAsyncDisposable
{
    const string Bounded = "-c statement_timeout=20s";

    readonly NpgsqlDataSource source;

    /// <param name="connectionString">Names the database; whoever logs in must be a member of its app role.</param>
    public ReadModelReader(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = $"{settings.Options} {Bounded}".TrimStart();
        source = Connections.ForReading(settings.ConnectionString);
    }

    /// <summary>
    /// The rows as they come, so that no more than a few are held at a time. A row is to be read at once: the reader
    /// goes on to the next.
    /// </summary>
    /// <exception cref="EventStoreException">The database does not answer, or refuses.</exception>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        ReadQuery query, Func<DbDataReader, T> from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = source.CreateCommand(query.Sql);
        foreach (var value in query.Values)
            command.Parameters.Add(new() { Value = value });
        await using var row = await WithoutContentAsync(() => command.ExecuteReaderAsync(cancellation));
        while (await WithoutContentAsync(() => row.ReadAsync(cancellation)))
            yield return from(row);
    }

    /// <summary>All rows.</summary>
    /// <exception cref="EventStoreException">The database does not answer, or refuses.</exception>
    public async Task<IReadOnlyList<T>> ListAsync<T>(
        ReadQuery query, Func<DbDataReader, T> from, CancellationToken cancellation)
    {
        var rows = new List<T>();
        await foreach (var row in ReadAsync(query, from, cancellation))
            rows.Add(row);
        return rows;
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    static async Task<T> WithoutContentAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception error) when (error.IsOfTheConnection() && error is not ObjectDisposedException)
        {
            throw error.WithoutContent();
        }
    }
}
