using System.Text;
using NetTimeline.Ledger;
using NetTimeline.Ledger.Entries;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Proofs;
using NetTimeline.Ledger.Tiles;
using NetTimeline.Ledger.Tree;
using NetTimeline.Ledger.Verification;
using NetTimeline.Server.Ledger;

namespace NetTimeline.Cli.Verifying;

/// <summary>
/// Follows a published log: fetches the entries since last time and computes the root from them, so that it has seen
/// every entry of every tree that it found in order.
/// </summary>
/// <remarks>The folder keeps the last checkpoint and the frontier of its tree; both are replaced together.</remarks>
sealed class LogMonitor(Uri log, string folder, LogPolicy policy) : IDisposable
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
                new Seen(bytes, found, frontier).KeepIn(kept);
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

    /// <summary>From there to the end of its bundle.</summary>
    async Task<Hash[]> LeavesAsync(long from, long size, CancellationToken cancellation)
    {
        var address = BundleAddress.Holding(from, size);
        var bytes = await http.GetByteArrayAsync(address.Path, cancellation);
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

    VerificationReport Report(Checkpoint? checkpoint, long seen) => new(
        seen, [], checkpoint is null ? [] : [new(checkpoint.Origin, checkpoint.Size, seen, seen)], findings);

    void Add(RecordClass found, LogPart part, string sentence) => findings.Add(new(0, found, part, sentence));

    /// <summary>The tree that was seen last: the note, and behind it the frontier in base64.</summary>
    sealed record Seen(byte[] Note, Checkpoint Checkpoint, Frontier Frontier)
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
            var note = Encoding.UTF8.GetBytes(text[(end + 1)..]);
            var bytes = new byte[text.Length];
            return SignedNote.Parse(note) is Parsed<SignedNote>.Accepted { Value.Text: var signed }
                && Checkpoint.Parse(signed) is Parsed<Checkpoint>.Accepted { Value: var checkpoint }
                && Convert.TryFromBase64String(text[..end], bytes, out var length)
                && Frontier.TryRead(checkpoint.Size, bytes.AsSpan(0, length), out var frontier)
                && frontier.Root() == checkpoint.Root
                ? new(note, checkpoint, frontier)
                : throw new IOException($"{folder.PathOf(File)} is not what was kept there.");
        }

        public void KeepIn(LedgerFolder folder) =>
            folder.Replace(
                File, [.. Encoding.UTF8.GetBytes($"{Convert.ToBase64String(Frontier.ToBytes())}\n"), .. Note]);
    }
}
