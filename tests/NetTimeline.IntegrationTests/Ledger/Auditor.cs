using System.Net;
using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using Xunit;

namespace NetTimeline.IntegrationTests.Ledger;

/// <summary>
/// Somebody outside, who has nothing but an address: fetches what C2SP's tlog-tiles says there is, and believes what
/// follows from the bytes.
/// </summary>
/// <param name="path">Of the log: <c>/ledger/events</c>. Of that of accesses he is given hashes only.</param>
sealed class Auditor(HttpClient http, string path)
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Null before the first.</summary>
    public async Task<SignedNote?> NoteAsync()
    {
        using var answer = await http.GetAsync($"{path}/checkpoint", Cancellation);
        return answer.StatusCode == HttpStatusCode.OK
            ? Read(SignedNote.Parse(await answer.Content.ReadAsByteArrayAsync(Cancellation)))
            : null;
    }

    /// <summary>The newest checkpoint, once it covers so many leaves.</summary>
    public async Task<SignedNote> CoveringAsync(long size)
    {
        SignedNote? note = null;
        await Eventually.HoldsAsync(async () => (note = await NoteAsync()) is not null && TreeOf(note).Size >= size);
        return note!;
    }

    public static Checkpoint TreeOf(SignedNote note) => Read(Checkpoint.Parse(note.Text));

    public async Task<VerifierKey> KeyAsync()
    {
        var line = Assert.Single((await http.GetStringAsync($"{path}/keys", Cancellation)).TrimEnd('\n').Split('\n'));
        return Read(VerifierKey.Parse(line.Split(' ')[2]));
    }

    /// <summary>Everything of a tree that was signed: entries lead to tiles, tiles to the root, the root is signed.
    /// </summary>
    public async Task AssertVerifiesAsync(SignedNote note)
    {
        Assert.IsType<NoteVerdict.Signed>(note.Verify(NoteVerifiers.Of(await KeyAsync())!));
        var (_, size, root) = TreeOf(note);
        var leaves = await LeavesAsync(size);
        Assert.Equal(root, Frontier.Empty.Append(leaves).Root());
        var tiles = new Dictionary<TileAddress, TileNodes>();
        foreach (var tile in TreeTiles.Of(size))
        {
            tiles[tile] = new(tile, await BytesAsync(tile.Path));
        }

        var hashes = new TileHashes(size, tile => tiles[tile]);
        for (var index = 0L; index < size; index += 1 + (size / 50))
        {
            Assert.True(InclusionProof.Check(
                index, size, leaves[index], InclusionProof.Make(index, size, hashes), root));
        }
    }

    /// <summary>The hashes of all leaves, from the entries where there are any.</summary>
    public async Task<Hash[]> LeavesAsync(long size)
    {
        var leaves = new List<Hash>();
        foreach (var tile in TreeTiles.Of(size).Where(tile => tile.Level == 0))
        {
            if (path.StartsWith("/ledger/access", StringComparison.Ordinal))
            {
                leaves.AddRange((await BytesAsync(tile.Path)).Chunk(Hash.Length).Select(hash => new Hash(hash)));
                continue;
            }

            var bundle = await BytesAsync(new BundleAddress(tile.Index, tile.Width).Path);
            Assert.True(EntryBundle.TryRead(bundle, tile.Width, out var entries));
            leaves.AddRange(entries.Select(entry => MerkleTree.Leaf(entry.Span)));
        }

        return [.. leaves];
    }

    /// <summary>Whether the later tree begins with the earlier, by its leaves.</summary>
    public async Task<bool> IsContinuedAsync(SignedNote earlier, SignedNote later)
    {
        var (before, after) = (TreeOf(earlier), TreeOf(later));
        if (before.Size > after.Size || before.Origin != after.Origin)
        {
            return false;
        }

        var leaves = await LeavesAsync(after.Size);
        return Frontier.Empty.Append(leaves.AsSpan(0, (int)before.Size)).Root() == before.Root
            && Frontier.Empty.Append(leaves).Root() == after.Root;
    }

    public async Task<byte[]> BytesAsync(string file)
    {
        using var answer = await http.GetAsync($"{path}/{file}", Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{file}: {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync(Cancellation);
    }

    public static SignedNote NoteOf(string text) => Read(SignedNote.Parse(Encoding.UTF8.GetBytes(text)));

    static T Read<T>(Parsed<T> parsed) => Assert.IsType<Parsed<T>.Accepted>(parsed).Value;
}
