namespace NetTimeline.Ledger.Notes;

/// <summary>What a log signs: how large its tree is and what its root is, C2SP tlog-checkpoint.</summary>
/// <param name="Origin">Which log; not empty, one line.</param>
/// <param name="Size">How many leaves.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    const int LinesMin = 3;

    /// <summary>
    /// Lines behind the root are let pass, as the specification asks, and mean nothing here: nobody who watches a log
    /// can check them.
    /// </summary>
    /// <param name="text">Of a note, with its final newline.</param>
    public static Parsed<Checkpoint> Parse(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length <= LinesMin || lines[^1].Length > 0)
        {
            return Parsed<Checkpoint>.Because(0, "A checkpoint is an origin, a size and a root, each on a line.");
        }

        var faults = new List<TextFault>();
        if (!Spelling.TryReadNumber(lines[1], out var size))
        {
            faults.Add(new TextFault(2, "The size is decimal digits without leading zeros, and below 2⁶³."));
        }

        if (!Spelling.TryReadHash(lines[2], out var root))
        {
            faults.Add(new TextFault(3, "The root is 32 bytes in canonical base64."));
        }

        faults.AddRange(lines[..^1].Index()
            .Where(line => line.Item.Length == 0)
            .Select(line => new TextFault(line.Index + 1, "A line of a checkpoint is never empty.")));
        return faults.Count == 0
            ? new Parsed<Checkpoint>.Accepted(new Checkpoint(lines[0], size, root))
            : new Parsed<Checkpoint>.Refused([.. faults.OrderBy(fault => fault.Line)]);
    }

    /// <summary>The text to sign.</summary>
    public override string ToString() =>
        $"{Origin}\n{Spelling.NumberOf(Size)}\n{Convert.ToBase64String(Root.Bytes)}\n";
}
