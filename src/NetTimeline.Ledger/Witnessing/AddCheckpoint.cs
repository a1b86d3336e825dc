using System.Text;
using NetTimeline.Ledger.Notes;

namespace NetTimeline.Ledger.Witnessing;

/// <summary>
/// What a witness is sent to cosign, C2SP tlog-witness: how large the tree was that it cosigned last, a proof that the
/// new one goes on from it, and the checkpoint of the new one.
/// </summary>
/// <param name="OldSize">0 where nothing was cosigned yet.</param>
public sealed record AddCheckpoint(long OldSize, IReadOnlyList<Hash> Proof, SignedNote Note)
{
    /// <summary>The most hashes a proof may have: a tree is no deeper.</summary>
    public const int ProofMax = 63;

    /// <summary>The most bytes of a request that is read.</summary>
    public const int BytesMax = SignedNote.BytesMax + 4096;

    const string OldMark = "old ";

    public static Parsed<AddCheckpoint> Parse(ReadOnlySpan<byte> body)
    {
        var blank = body.IndexOf("\n\n"u8);
        if (body.Length > BytesMax || blank < 0)
        {
            return Parsed<AddCheckpoint>.Because(0, "A request is a size, a proof, a blank line and a checkpoint.");
        }

        var lines = Encoding.Latin1.GetString(body[..blank]).Split('\n');
        var faults = new List<TextFault>();
        var oldSize = 0L;
        if (!lines[0].StartsWith(OldMark, StringComparison.Ordinal)
            || !Spelling.TryReadNumber(lines[0][OldMark.Length..], out oldSize))
        {
            faults.Add(new(1, "The first line is the old size, in decimal digits without leading zeros."));
        }

        if (lines.Length - 1 > ProofMax)
        {
            faults.Add(new(0, $"A proof has at most {ProofMax} hashes."));
        }

        var proof = ReadProof(lines.Skip(1), faults);
        if (SignedNote.Parse(body[(blank + 2)..]) is not Parsed<SignedNote>.Accepted { Value: var note })
        {
            faults.Add(new(lines.Length + 2, "The checkpoint is no note."));
            return new Parsed<AddCheckpoint>.Refused(faults);
        }

        return faults.Count == 0
            ? new Parsed<AddCheckpoint>.Accepted(new(oldSize, proof, note))
            : new Parsed<AddCheckpoint>.Refused(faults);
    }

    /// <summary>As it is sent.</summary>
    public override string ToString() => string.Concat(
    [
        $"{OldMark}{Spelling.NumberOf(OldSize)}\n",
        .. Proof.Select(hash => $"{Convert.ToBase64String(hash.Bytes)}\n"),
        $"\n{Note}",
    ]);

    static List<Hash> ReadProof(IEnumerable<string> lines, List<TextFault> faults)
    {
        var proof = new List<Hash>();
        foreach (var (at, line) in lines.Index())
        {
            if (!Spelling.TryReadHash(line, out var hash))
            {
                faults.Add(new(at + 2, "A hash is 32 bytes in canonical base64."));
            }

            proof.Add(hash);
        }

        return proof;
    }
}
