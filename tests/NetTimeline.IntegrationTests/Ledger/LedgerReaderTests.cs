using System.Text.Json;
using NetTimeline.EventStore;
using NetTimeline.IntegrationTests.EventStore;
using NetTimeline.Journal;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using NetTimeline.Tests.EventStore;
using NodaTime;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>What is read of a tree is what follows from its entries, whichever commits they came with.</summary>
public sealed class LedgerReaderTests(PostgresFixture postgres) : PostgresSpec(postgres)
{
    const int Leaves = 66_000;
    static readonly Instant Now = Instant.FromUtc(2026, 5, 1, 12, 0);
    static readonly Asking Operator = new("op", null, null, null, null);

    [Fact]
    public async Task Roots_proofs_and_tiles_of_any_size_follow_from_the_entries()
    {
        await FillAsync(OpenStore(), Leaves);
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var head = await reader.HeadAsync(Cancellation);
        var bytes = await reader.EntriesAsync(head.Epoch, 0, Leaves + 10, Cancellation);
        var leaves = bytes.Chunk(LedgerEntry.Length).Select(entry => MerkleTree.Leaf(entry)).ToArray();
        Assert.Equal(Leaves, leaves.Length);
        Assert.Equal(Frontier.Empty.Append(leaves).Root(), head.Root);

        foreach (var size in (int[])[1, 2, 255, 256, 257, 511, 700, 65_535, 65_536, 65_793, Leaves])
        {
            var root = Frontier.Empty.Append(leaves.AsSpan(0, size)).Root();
            Assert.Equal(root, await reader.RootAsync(head.Epoch, size, Cancellation));
            foreach (var index in (int[])[0, size / 3, size - 1])
            {
                var proof = await reader.InclusionAsync(head.Epoch, index, size, Cancellation);
                Assert.True(InclusionProof.Check(index, size, leaves[index], proof, root));
            }

            var consistency = await reader.ConsistencyAsync(head.Epoch, size, Leaves, Cancellation);
            Assert.True(ConsistencyProof.Check(size, Leaves, root.Bytes, head.Root.Bytes, consistency));
            foreach (var tile in TreeTiles.Partial(size))
                Assert.Equal(tile.Width * Hash.Length, (await TileAsync(reader, head, tile))?.Length);
        }
    }

    [Fact]
    public async Task Entries_are_found_wherever_their_commits_begin_and_end()
    {
        await FillAsync(OpenStore(), 700);
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var head = await reader.HeadAsync(Cancellation);
        var all = await reader.EntriesAsync(head.Epoch, 0, 700, Cancellation);

        for (var first = 0; first < 702; first += 13)
        {
            foreach (var count in (int[])[0, 1, 2, 256])
            {
                var from = Math.Min(first * LedgerEntry.Length, all.Length);
                var end = Math.Min((first + count) * LedgerEntry.Length, all.Length);
                Assert.Equal(all[from..end], await reader.EntriesAsync(head.Epoch, first, count, Cancellation));
            }
        }
    }

    [Fact]
    public async Task There_is_no_tile_of_hashes_that_are_not_there()
    {
        await FillAsync(OpenStore(), 300);
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var head = await reader.HeadAsync(Cancellation);

        Assert.NotNull(await TileAsync(reader, head, new(0, 0, 256)));
        Assert.NotNull(await TileAsync(reader, head, new(0, 1, 44)));
        Assert.NotNull(await TileAsync(reader, head, new(1, 0, 1)));
        Assert.Null(await TileAsync(reader, head, new(0, 1, 45)));
        Assert.Null(await TileAsync(reader, head, new(0, 1, 256)));
        Assert.Null(await TileAsync(reader, head, new(0, 2, 1)));
        Assert.Null(await TileAsync(reader, head, new(1, 0, 2)));
        Assert.Null(await TileAsync(reader, head, new(7, 0, 256)));
    }

    [Fact]
    public async Task An_event_is_found_with_what_opens_its_entry()
    {
        var item = Appends.Event("""{"a":1}""");
        var store = OpenStore();
        await FillAsync(store, 20);
        await AppendedAsync(store, Appends.Begin(Guid.NewGuid(), null, Appends.Event(), item));
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var head = await reader.HeadAsync(Cancellation);

        var position = await reader.PositionOfAsync(item.Id, Cancellation);
        Assert.NotNull(position);
        var index = head.Epoch.IndexOf(position.Value);
        var opening = await reader.OpeningAsync(position.Value, Cancellation);

        Assert.Equal(21, index);
        Assert.True(LedgerEntry.TryRead(
            await reader.EntriesAsync(head.Epoch, index, 1, Cancellation), out var entry, out _));
        Assert.Equal(item.Id, entry.EventId);
        Assert.Equal(entry.PayloadCommitment, Commitment.OfPayload(opening.AsSpan(32), """{"a":1}"""u8));
        Assert.Null(await reader.PositionOfAsync(Guid.NewGuid(), Cancellation));
        Assert.Null(await reader.OpeningAsync(23, Cancellation));
    }

    [Fact]
    public async Task A_log_that_begins_anew_has_two_trees_and_every_server_goes_on_in_the_second()
    {
        var store = OpenStore();
        await FillAsync(store, 300);
        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        var old = await reader.HeadAsync(Cancellation);
        await using (var session = await SigningSession.TryOpenAsync(Database, LedgerLog.Events, Cancellation))
        {
            var epoch = await session!.ContinueAsync(
                "example.org/events/e1",
                new FirstLeaf.OfEvents(
                    SystemStreams.Ledger,
                    ended => LedgerEvents.Continued(Guid.NewGuid(), ended, "a note\n", "lost a day", Operator)),
                Now, Cancellation);
            Assert.Equal(new LedgerEpoch(1, "example.org/events/e1", 301, null), epoch);
        }

        await FillAsync(store, 270);

        var head = await reader.HeadAsync(Cancellation);
        Assert.Equal((1, 271), (head.Epoch.Number, head.Size));
        var epochs = await reader.EpochsAsync(Cancellation);
        Assert.Equal([null, 301L], epochs.Select(each => each.EndPosition).Reverse());
        Assert.Equal(old.Root, await reader.RootAsync(epochs[0], 300, Cancellation));
        Assert.Equal(head.Root, await reader.RootAsync(epochs[1], 271, Cancellation));
        Assert.Empty(await reader.EntriesAsync(epochs[0], 300, 1, Cancellation));
        Assert.True(LedgerEntry.TryRead(
            await reader.EntriesAsync(epochs[1], 0, 1, Cancellation), out var first, out _));
        Assert.Equal(LedgerEntryKind.LogContinuation, first.Kind);
        var payload = (await store.ReadStreamAsync(SystemStreams.Ledger.Id, 0, Cancellation)).Single().Payload;
        using var said = JsonDocument.Parse(payload);
        Assert.Equal(
            ["a note\n", old.Epoch.Origin, "lost a day", Convert.ToBase64String(old.Root.Bytes), "300"],
            said.RootElement.EnumerateObject().OrderBy(each => each.Name).Select(each => each.Value.ToString()));
    }

    [Fact]
    public async Task Checkpoints_are_stored_by_one_and_never_of_a_smaller_tree()
    {
        await FillAsync(OpenStore(), 3);
        await using var session = await SigningSession.TryOpenAsync(Database, LedgerLog.Events, Cancellation);
        Assert.Null(await SigningSession.TryOpenAsync(Database, LedgerLog.Events, Cancellation));
        var head = (await session!.DurableHeadAsync(Cancellation))!;

        await session.AddCheckpointAsync(Of(3, 10), static () => { }, Cancellation);
        await session.AddCheckpointAsync(Of(3, 20), static () => { }, Cancellation);
        await Assert.ThrowsAsync<EventStoreException>(
            () => session.AddCheckpointAsync(Of(2, 30), static () => { }, Cancellation));
        await Assert.ThrowsAsync<NotKeptException>(
            () => session.AddCheckpointAsync(Of(3, 40), static () => throw new IOException(), Cancellation));

        await using var reader = new LedgerReader(Database, LedgerLog.Events);
        Assert.Equal(Of(3, 20), await reader.NewestCheckpointAsync(head.Epoch, Cancellation));
        Assert.Equal(Of(3, 10), await reader.FirstCheckpointFromAsync(head.Epoch, 2, Cancellation));
        Assert.Null(await reader.FirstCheckpointFromAsync(head.Epoch, 4, Cancellation));

        StoredCheckpoint Of(long size, long us) => new(0, size, us, head.Root, "note");
    }

    static Task<byte[]?> TileAsync(LedgerReader reader, TreeHead head, TileAddress tile) =>
        reader.TileAsync(head.Epoch, tile, Cancellation);

    /// <summary>In commits of all lengths.</summary>
    static async Task FillAsync(PostgresEventStore store, int leaves)
    {
        for (var (length, left) = (1, leaves); left > 0; left -= length)
        {
            length = Math.Min(left, (length * 7 % 400) + 1);
            await AppendedAsync(store, Appends.Begin(
                Guid.NewGuid(), null, [.. Enumerable.Range(0, length).Select(_ => Appends.Event())]));
        }
    }
}
