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
public sealed class VerificationReport
{
    /// <summary>So many findings are named; what is wrong with so much is wrong with all.</summary>
    public const int FindingsMax = 1000;

    /// <param name="records">How many places of the log were looked at.</param>
    /// <param name="erased">Each with the position of the erasure that covers it.</param>
    /// <param name="epochs">What was found of each tree.</param>
    /// <param name="findings">All, in any order: the verdict is of all, also of those that are not named.</param>
    public VerificationReport(
        long records,
        IReadOnlyList<ErasedRecord> erased,
        IReadOnlyList<EpochView> epochs,
        IReadOnlyCollection<Finding> findings)
    {
        (Records, Erased, Epochs, FindingsTotal) = (records, erased, epochs, findings.Count);
        Verdict = findings.Any(IsEvidence) ? Verdict.Tampered
            : findings.Count > 0 ? Verdict.Incomplete
            : Verdict.Verified;
        FirstBad = findings.Where(finding => IsEvidence(finding) && finding.Position > 0)
            .MinBy(finding => finding.Position);
        Findings =
        [
            .. findings.OrderByDescending(IsEvidence).ThenBy(finding => finding.Position).Take(FindingsMax)
                .OrderBy(finding => finding.Position),
        ];
    }

    VerificationReport(IReadOnlyList<VerificationReport> logs)
    {
        Records = logs.Sum(log => log.Records);
        Erased = [.. logs.SelectMany(log => log.Erased)];
        Epochs = [.. logs.SelectMany(log => log.Epochs)];
        Findings = [.. logs.SelectMany(log => log.Findings)];
        FindingsTotal = logs.Sum(log => log.FindingsTotal);
        Verdict = logs.Any(log => log.Verdict == Verdict.Tampered) ? Verdict.Tampered
            : logs.Any(log => log.Verdict == Verdict.Incomplete) ? Verdict.Incomplete
            : Verdict.Verified;
        FirstBad = logs.Select(log => log.FirstBad).FirstOrDefault(first => first is not null);
    }

    public long Records { get; }

    public IReadOnlyList<ErasedRecord> Erased { get; }

    public IReadOnlyList<EpochView> Epochs { get; }

    /// <summary>In the order of positions; of very many those that are evidence, and of them the first.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>With those that are not named.</summary>
    public long FindingsTotal { get; }

    public Verdict Verdict { get; }

    /// <summary>The evidence with the smallest position; null where there is none, or none that has a position.
    /// </summary>
    public Finding? FirstBad { get; }

    /// <summary>Of several logs, one behind the other.</summary>
    public static VerificationReport Of(params IReadOnlyList<VerificationReport> logs) => new(logs);

    static bool IsEvidence(Finding finding) => finding.Class != RecordClass.Unverifiable;
}

/// <summary>
/// A record whose content is gone; of an access, what told whom it is about without the record itself.
/// </summary>
/// <param name="ErasedBy">The position of the erasure in the log of events.</param>
public sealed record ErasedRecord(long Position, long ErasedBy)
{
    /// <summary>The log that the position is of; null for that of events.</summary>
    public string? Log { get; init; }
}

/// <summary>What was found of one tree.</summary>
/// <param name="SignedSize">How many of its leaves stand under a checkpoint that fits and counts.</param>
/// <param name="HeldFromOutside">How many stand under one that was kept elsewhere.</param>
public sealed record EpochView(string Origin, long Size, long SignedSize, long HeldFromOutside);
