using System.Security.Cryptography;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using Npgsql;

namespace NetTimeline.EventStore;

/// <summary>
/// The tags of streams that were appended to lately. Salts are not kept, so that the memory of a server holds none of
/// a stream that was erased.
/// </summary>
/// <remarks>Not safe for concurrent use; its owner is the writer.</remarks>
sealed class StreamTags
{
    /// <summary>Two generations of so many: when the younger is full, the older goes.</summary>
    const int GenerationMax = 50_000;

    Dictionary<Guid, Hash> younger = [];
    Dictionary<Guid, Hash> older = [];

    public bool TryFind(Guid stream, out Hash tag)
    {
        if (younger.TryGetValue(stream, out tag))
            return true;
        if (!older.TryGetValue(stream, out tag))
            return false;
        Keep(stream, tag);
        return true;
    }

    /// <summary>Of a salt that is stored.</summary>
    public void Keep(Guid stream, Hash tag)
    {
        if (younger.Count >= GenerationMax)
            (older, younger) = (younger, []);
        younger[stream] = tag;
    }

    /// <summary>Asks the database for those of these streams that are not known.</summary>
    public async Task LearnAsync(NpgsqlConnection connection, IEnumerable<Guid> streams)
    {
        var unknown = streams.Where(stream => !TryFind(stream, out _)).Distinct().ToArray();
        if (unknown.Length == 0)
            return;
        var found = await connection.RowsAsync(
            """
            select s.stream_id, s.salt from unnest($1) as asked (stream_id)
            join timeline.stream_salts s on s.stream_id = asked.stream_id
            """,
            row => (Stream: row.GetGuid(0), Salt: row.GetFieldValue<byte[]>(1)), CancellationToken.None, [unknown]);
        foreach (var (stream, salt) in found)
        {
            Keep(stream, StreamTag.Of(salt, stream));
            CryptographicOperations.ZeroMemory(salt);
        }
    }
}
