using System.Globalization;
using System.Net;
using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using NetTimeline.Ledger.Verification;
using NetTimeline.Server.Ledger;
using NodaTime;

namespace NetTimeline.Cli.Verifying;

/// <summary>
/// Follows a published log: fetches the entries since last time and computes the root from them, so that it has seen
/// every entry of every tree that it found in order.
/// </summary>
/// <remarks>
/// The folder keeps the last checkpoint, the frontier of its tree and since when that is the largest; all are replaced
/// together. A log that began anew is no longer added to: that it goes on under another name is looked for where that
/// is published, and who hides it is found out by <paramref name="ageMax"/>.
/// </remarks>
/// <param name="log">Where it is published.</param>
/// <param name="folder">Keeps what was seen.</param>
/// <param name="policy">Which keys are trusted.</param>
/// <param name="now">The moment of this look.</param>
/// <param name="ageMax">How long a log may be without new leaves.</param>
sealed class LogMonitor(Uri log, string folder, LogPolicy policy, Instant now, Duration ageMax) : IDisposable
{
    readonly HttpClient http = new()
    {
        BaseAddress = new Uri($"{log.AbsoluteUri.TrimEnd('/')}/"),
        Timeout = TimeSpan.FromSeconds(30),
    };

    readonly List<Finding> findings = [];

    /// <summary>Null, and it is said why, where the log or what was kept of it cannot be read.</summary>
    public async Task<VerificationReport?> LookAsync(CancellationToken cancellation)
    {
        try
        {
            var kept = LedgerFolder.Open(folder);
            var seen = Seen.Of(kept);
            var bytes = await http.GetByteArrayAsync("checkpoint", cancellation);
            if (Read(bytes) is not { } found)
            {
                return Report(seen?.Checkpoint, seen?.Frontier.Size ?? 0);
            }

            var frontier = await FollowAsync(found, seen, cancellation);
            if (findings.Count == 0 && frontier is not null)
            {
                var grownAt = found.Size == seen?.Checkpoint.Size ? seen.GrownAt ?? now : now;
                new Seen(bytes, found, frontier, grownAt).KeepIn(kept);
                await LookForNextAsync(grownAt, cancellation);
            }

            return Report(found, frontier?.Size ?? seen?.Frontier.Size ?? 0);
        }
        catch (Exception unreadable) when (
            unreadable is HttpRequestException or IOException or UnauthorizedAccessException or TaskCanceledException
                && !cancellation.IsCancellationRequested)
        {
            Terminal.Say(unreadable.Message);
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    async Task LookForNextAsync(Instant grownAt, CancellationToken cancellation)
    {
        var next = NextOf(log);
        using var answer = await http.GetAsync($"{next}/checkpoint", cancellation);
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            answer.EnsureSuccessStatusCode();
            if (Read(await answer.Content.ReadAsByteArrayAsync(cancellation)) is null)
            {
                Add(
                    RecordClass.Unverifiable, LogPart.Epoch,
                    $"The log goes on at {next.AbsoluteUri}, by a key that the policy does not name.");
            }
        }
        else if (now - grownAt > ageMax)
        {
            Add(
                RecordClass.Unverifiable, LogPart.Checkpoint,
                $"No leaf was signed for more than {(long)(now - grownAt).TotalHours} hours.");
        }
    }

    /// <summary>Where the log goes on if it began anew: events-1 behind events.</summary>
    static Uri NextOf(Uri log)
    {
        var path = log.AbsoluteUri.TrimEnd('/');
        var hyphen = path.LastIndexOf('-');
        return hyphen > path.LastIndexOf('/')
            && int.TryParse(path.AsSpan(hyphen + 1), CultureInfo.InvariantCulture, out var epoch)
            ? new Uri(string.Create(CultureInfo.InvariantCulture, $"{path[..hyphen]}-{epoch + 1}"))
            : new Uri($"{path}-1");
    }

    Checkpoint? Read(byte[] bytes)
    {
        if (SignedNote.Parse(bytes) is not Parsed<SignedNote>.Accepted { Value: var note }
            || Checkpoint.Parse(note.Text) is not Parsed<Checkpoint>.Accepted { Value: var checkpoint })
        {
            Add(RecordClass.Unverifiable, LogPart.Checkpoint, "What is published is no checkpoint.");
            return null;
        }

        switch (policy.Evaluate(note))
        {
            case LogVerdict.Proven:
                return checkpoint;
            case LogVerdict.Refuted refuted:
                refuted.Reasons.ToList().ForEach(
                    reason => Add(RecordClass.Tampered, LogPart.Checkpoint, reason));
                return null;
            case LogVerdict.Unproven unproven:
                unproven.Reasons.ToList().ForEach(
                    reason => Add(RecordClass.Unverifiable, LogPart.Checkpoint, reason));
                return null;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Null where it does not go on.</summary>
    async Task<Frontier?> FollowAsync(Checkpoint found, Seen? seen, CancellationToken cancellation)
    {
        if (seen is not null && seen.Checkpoint.Origin != found.Origin)
        {
            Add(
                RecordClass.Unverifiable, LogPart.Epoch,
                $"This is {found.Origin}, and what was seen last is {seen.Checkpoint.Origin}.");
            return null;
        }

        var frontier = seen?.Frontier ?? Frontier.Empty;
        if (found.Size < frontier.Size)
        {
            Add(
                RecordClass.Missing, LogPart.Tree,
                $"It was signed with {frontier.Size} leaves and has {found.Size}.");
            return null;
        }

        while (frontier.Size < found.Size)
        {
            frontier = frontier.Append(await LeavesAsync(frontier.Size, found.Size, cancellation));
        }

        if (frontier.Root() != found.Root)
        {
            Add(
                RecordClass.Tampered, LogPart.Tree,
                seen is null
                    ? "The entries that are published do not make the tree that was signed."
                    : $"It does not go on from the tree of {seen.Frontier.Size} leaves that was seen last.");
            return null;
        }

        return frontier;
    }

    /// <summary>From there to the end of its bundle; by their hashes alone where entries are not for everybody.
    /// </summary>
    async Task<Hash[]> LeavesAsync(long from, long size, CancellationToken cancellation)
    {
        var address = BundleAddress.Holding(from, size);
        using var answer = await http.GetAsync(address.Path, cancellation);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return await HashesAsync(new(0, address.Index, address.Width), from, cancellation);
        }

        var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation);
        if (!EntryBundle.TryRead(bytes, address.Width, out var entries))
        {
            throw new IOException($"{address.Path} is no bundle of {address.Width} entries.");
        }

        foreach (var (at, entry) in entries.Index())
        {
            if (!LedgerEntry.TryRead(entry.Span, out _, out var faults))
            {
                Add(
                    RecordClass.Unverifiable, LogPart.Entry,
                    $"Leaf {(address.Index * TileAddress.WidthFull) + at} is no entry known here: {faults}.");
            }
        }

        return [.. entries.Skip((int)(from % TileAddress.WidthFull)).Select(entry => MerkleTree.Leaf(entry.Span))];
    }

    async Task<Hash[]> HashesAsync(TileAddress tile, long from, CancellationToken cancellation)
    {
        var bytes = await http.GetByteArrayAsync(tile.Path, cancellation);
        return bytes.Length == tile.Width * Hash.Length
            ? [.. bytes.Chunk(Hash.Length).Skip((int)(from % TileAddress.WidthFull)).Select(each => new Hash(each))]
            : throw new IOException($"{tile.Path} is no tile of {tile.Width} hashes.");
    }

    VerificationReport Report(Checkpoint? checkpoint, long seen) => new(
        seen, [], checkpoint is null ? [] : [new(checkpoint.Origin, checkpoint.Size, seen, seen)], findings);

    void Add(RecordClass found, LogPart part, string sentence) => findings.Add(new(0, found, part, sentence));

    /// <summary>The tree that was seen last: a line with its frontier and since when it is, and the note.</summary>
    /// <param name="GrownAt">Null where it was not kept.</param>
    sealed record Seen(byte[] Note, Checkpoint Checkpoint, Frontier Frontier, Instant? GrownAt)
    {
        const string File = "seen";

        public static Seen? Of(LedgerFolder folder)
        {
            if (folder.Read(File) is not { } content)
            {
                return null;
            }

            var text = Encoding.UTF8.GetString(content);
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            var words = text[..Math.Max(end, 0)].Split(' ');
            var note = Encoding.UTF8.GetBytes(text[(end + 1)..]);
            var bytes = new byte[text.Length];
            return SignedNote.Parse(note) is Parsed<SignedNote>.Accepted { Value.Text: var signed }
                && Checkpoint.Parse(signed) is Parsed<Checkpoint>.Accepted { Value: var checkpoint }
                && Convert.TryFromBase64String(words[0], bytes, out var length)
                && Frontier.TryRead(checkpoint.Size, bytes.AsSpan(0, length), out var frontier)
                && frontier.Root() == checkpoint.Root
                ? new(note, checkpoint, frontier, words is [_, var since] ? MomentOf(since) : null)
                : throw new IOException($"{folder.PathOf(File)} is not what was kept there.");
        }

        public void KeepIn(LedgerFolder folder) =>
            folder.Replace(
                File, [.. Encoding.UTF8.GetBytes($"{Convert.ToBase64String(Frontier.ToBytes())} {Since}\n"), .. Note]);

        string Since => GrownAt?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) ?? "";

        static Instant? MomentOf(string seconds) => long.TryParse(seconds, CultureInfo.InvariantCulture, out var read)
            ? Instant.FromUnixTimeSeconds(read)
            : null;
    }
}
