using System.Text;
using System.Text.Unicode;
using NetTimeline.Ledger.Notes;
using NetTimeline.Ledger.Tree;

namespace NetTimeline.Ledger.Proofs;

/// <summary>
/// A file that shows, without asking anybody, that an entry is in a log: C2SP tlog-proof. It says nothing until it is
/// checked with the entry and a policy.
/// </summary>
/// <param name="Index">Of the entry in the log, counted from 0.</param>
/// <param name="Hashes">Its inclusion proof in the tree of the checkpoint, the leaf's neighbour first.</param>
/// <param name="Extra">
/// Whatever the maker added, such as what opens the commitments; nobody vouches for it. None is null, and not empty.
/// </param>
public sealed record LogProof(
    long Index, IReadOnlyList<Hash> Hashes, SignedNote Checkpoint, ReadOnlyMemory<byte>? Extra)
{
    /// <summary>The most bytes of a file that is read.</summary>
    public const int BytesMax = 4 * SignedNote.BytesMax;

    const string Header = "c2sp.org/tlog-proof@v1";
    const string ExtraMark = "extra ";
    const string IndexMark = "index ";

    public static Parsed<LogProof> Parse(ReadOnlySpan<byte> file)
    {
        if (file.Length > BytesMax)
        {
            return Parsed<LogProof>.Because(0, $"The proof has more than {BytesMax} bytes.");
        }

        var blank = file.IndexOf("\n\n"u8);
        if (blank < 0 || !Utf8.IsValid(file))
        {
            return Parsed<LogProof>.Because(0, "A proof is UTF-8: its lines, a blank line and a checkpoint.");
        }

        var lines = new Queue<string>(Encoding.UTF8.GetString(file[..blank]).Split('\n'));
        var checkpointLine = lines.Count + 2;
        var faults = new List<TextFault>();
        var (extra, index, hashes) = ReadLines(lines, faults);
        var note = SignedNote.Parse(file[(blank + 2)..]);
        if (note is Parsed<SignedNote>.Refused refused)
        {
            faults.AddRange(refused.Faults.Select(
                fault => fault with { Line = checkpointLine + Math.Max(0, fault.Line - 1) }));
        }

        return note is Parsed<SignedNote>.Accepted { Value: var checkpoint } && faults.Count == 0
            ? new Parsed<LogProof>.Accepted(new LogProof(index, hashes, checkpoint, extra))
            : new Parsed<LogProof>.Refused(faults);
    }

    /// <summary>
    /// Whether the leaf is in a tree that the policy lets count. What is wrong comes before what is missing.
    /// </summary>
    /// <param name="leaf">The hash of the entry's bytes, which whoever checks has computed.</param>
    public LogVerdict Check(in Hash leaf, LogPolicy policy)
    {
        var verdict = policy.Evaluate(Checkpoint);
        var isIncluded = Notes.Checkpoint.Parse(Checkpoint.Text) is not Parsed<Checkpoint>.Accepted { Value: var tree }
            || InclusionProof.Check(Index, tree.Size, leaf, [.. Hashes], tree.Root);
        return isIncluded ? verdict : new LogVerdict.Refuted(
        [
            .. verdict is LogVerdict.Refuted refuted ? refuted.Reasons : [],
            "The proof does not lead from this entry to the root of the checkpoint.",
        ]);
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>The whole file.</summary>
    public override string ToString() => string.Concat(
    [
        $"{Header}\n",
        Extra is { } extra ? $"{ExtraMark}{Convert.ToBase64String(extra.Span)}\n" : "",
        $"{IndexMark}{Spelling.NumberOf(Index)}\n",
        .. Hashes.Select(hash => $"{Convert.ToBase64String(hash.Bytes)}\n"),
        $"\n{Checkpoint}",
    ]);

    static (ReadOnlyMemory<byte>? Extra, long Index, List<Hash> Hashes) ReadLines(
        Queue<string> lines, List<TextFault> faults)
    {
        var count = lines.Count;
        if (lines.Dequeue() != Header)
        {
            faults.Add(new TextFault(1, $"A proof begins with {Header}."));
        }

        var extra = lines.TryPeek(out var line) && line.StartsWith(ExtraMark, StringComparison.Ordinal)
            ? ReadExtra(lines.Dequeue(), faults)
            : null;
        var indexLine = count - lines.Count + 1;
        var index = ReadIndex(lines.TryDequeue(out line) ? line : "", indexLine, faults);
        var hashes = new List<Hash>();
        foreach (var (offset, text) in lines.Index())
        {
            if (!Spelling.TryReadHash(text, out var hash))
            {
                faults.Add(new TextFault(indexLine + 1 + offset, "A hash is 32 bytes in canonical base64."));
            }

            hashes.Add(hash);
        }

        return (extra, index, hashes);
    }

    static ReadOnlyMemory<byte>? ReadExtra(string line, List<TextFault> faults)
    {
        if (!Spelling.TryReadBase64(line[ExtraMark.Length..], out var extra))
        {
            faults.Add(new TextFault(2, "What is extra is in canonical base64."));
        }

        return extra;
    }

    static long ReadIndex(string line, int number, List<TextFault> faults)
    {
        if (!line.StartsWith(IndexMark, StringComparison.Ordinal)
            || !Spelling.TryReadNumber(line[IndexMark.Length..], out var index))
        {
            faults.Add(new TextFault(number, "Here stands the index, in decimal digits without leading zeros."));
            return 0;
        }

        return index;
    }
}
