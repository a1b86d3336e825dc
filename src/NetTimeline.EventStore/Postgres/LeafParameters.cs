using System.Runtime.InteropServices;
using Npgsql;
using NpgsqlTypes;

namespace NetTimeline.EventStore;

/// <summary>The parameters of a call that stores leaves, in its order: from entries to tiles' roots.</summary>
sealed class LeafParameters
{
    readonly NpgsqlParameter<byte[]> entries = new() { NpgsqlDbType = NpgsqlDbType.Bytea };
    readonly NpgsqlParameter<byte[]> nonces = new() { NpgsqlDbType = NpgsqlDbType.Bytea };
    readonly NpgsqlParameter<byte[]> frontier = new() { NpgsqlDbType = NpgsqlDbType.Bytea };
    readonly NpgsqlParameter<int> epoch = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    readonly NpgsqlParameter<short[]> tileLevels = ArrayOf<short>(NpgsqlDbType.Smallint);
    readonly NpgsqlParameter<long[]> tileNumbers = ArrayOf<long>(NpgsqlDbType.Bigint);
    readonly NpgsqlParameter<byte[][]> tileHashes = ArrayOf<byte[]>(NpgsqlDbType.Bytea);
    readonly NpgsqlParameter<byte[][]> tileRoots = ArrayOf<byte[]>(NpgsqlDbType.Bytea);

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        foreach (var parameter in (NpgsqlParameter[])
            [entries, nonces, frontier, epoch, tileLevels, tileNumbers, tileHashes, tileRoots])
        {
            parameters.Add(parameter);
        }
    }

    public void Set(LeafBatch batch)
    {
        entries.TypedValue = batch.Entries;
        nonces.TypedValue = batch.Nonces;
        frontier.TypedValue = batch.End.Edge.Frontier.ToBytes();
        epoch.TypedValue = batch.End.Epoch;
        tileLevels.TypedValue = [.. batch.Filled.Select(tile => (short)tile.Address.Level)];
        tileNumbers.TypedValue = [.. batch.Filled.Select(tile => tile.Address.Index)];
        tileHashes.TypedValue = [.. batch.Filled.Select(tile => MemoryMarshal.AsBytes(tile.Hashes.Span).ToArray())];
        // The root and the middle behind it: the database parts them.
        tileRoots.TypedValue =
            [.. batch.Filled.Select(tile => (byte[])[.. tile.Root.Bytes, .. MemoryMarshal.AsBytes(tile.Middle.Span)])];
    }

    static NpgsqlParameter<T[]> ArrayOf<T>(NpgsqlDbType element) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | element };
}
