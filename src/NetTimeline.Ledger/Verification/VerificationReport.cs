namespace NetTimeline.Ledger.Verification;

/// <summary>What a verification comes to.</summary>
public enum Verdict
{
    /// <summary>Everything that was looked at is what was signed.</summary>
    Verified,

    /// <summary>Something is not what was recorded.</summary>
    Tampered,

    /// <summary>Nothing was found wrong, and something needed to be sure was not there.</summary>
    Incomplete,
}

/// <summary>What was looked at and what was found.</summary>
/// <param name="Records">How many places of the log were looked at.</param>
/// <param name="Erased">Each with the position of the erasure that covers it.</param>
/// <param name="Findings">In the order of positions; of very many the first.</param>
/// <param name="FindingsTotal">With those that are not named.</param>
public sealed record VerificationReport(
    long Records,
    IReadOnlyList<ErasedRecord> Erased,
    IReadOnlyList<EpochView> Epochs,
    IReadOnlyList<Finding> Findings,
    long FindingsTotal)
{
    public Verdict Verdict =>
        Findings.Any(finding => finding.Class != RecordClass.Unverifiable) ? Verdict.Tampered
        : Findings.Count > 0 ? Verdict.Incomplete
        : Verdict.Verified;

    /// <summary>Null where nothing was found, or nothing that has a position.</summary>
    public long? FirstBadPosition => Findings
        .Where(finding => finding.Position > 0 && finding.Class != RecordClass.Unverifiable)
        .Select(finding => (long?)finding.Position)
        .FirstOrDefault();
}

/// <summary>A record whose content is gone.</summary>
/// <param name="ErasedBy">The position of the erasure.</param>
public sealed record ErasedRecord(long Position, long ErasedBy);

/// <summary>What was found of one tree.</summary>
/// <param name="SignedSize">How many of its leaves stand under a checkpoint that fits.</param>
/// <param name="HeldFromOutside">How many stand under one that was kept elsewhere.</param>
public sealed record EpochView(string Origin, long Size, long SignedSize, long HeldFromOutside);
