using System.Text;
using NetTimeline.Ledger.Notes;

namespace NetTimeline.Ledger.Proofs;

/// <summary>
/// Which logs somebody trusts, and which witnesses must have cosigned a checkpoint before it counts, C2SP tlog-policy.
/// </summary>
/// <param name="Groups">In the order of the file: a group names only what stands before it.</param>
/// <param name="Quorum">The name of a witness or a group, or <see cref="NoQuorum"/>.</param>
public sealed record LogPolicy(
    IReadOnlyList<PolicyLog> Logs,
    IReadOnlyList<PolicyWitness> Witnesses,
    IReadOnlyList<PolicyGroup> Groups,
    string Quorum)
{
    /// <summary>The most bytes of a file that is read.</summary>
    public const int BytesMax = 1024 * 1024;

    /// <summary>As a quorum: no cosignature is asked for.</summary>
    public const string NoQuorum = "none";

    /// <param name="file">Octets: names need not be UTF-8, and are equal by their bytes.</param>
    public static Parsed<LogPolicy> Parse(ReadOnlySpan<byte> file) => file.Length > BytesMax
        ? Parsed<LogPolicy>.Because(0, $"The policy has more than {BytesMax} bytes.")
        : new PolicyReader().Read(Encoding.Latin1.GetString(file));

    /// <summary>
    /// Keys whose signatures cannot be verified here count as not having signed. One failing signature of any key in
    /// the policy refutes the checkpoint.
    /// </summary>
    public LogVerdict Evaluate(SignedNote note) => Evaluate(note, Verify(note));

    /// <summary>By all keys of the policy.</summary>
    internal NoteVerdict Verify(SignedNote note)
    {
        var keys = Logs.Select(log => log.Key).Concat(Witnesses.Select(witness => witness.Key));
        return note.Verify(keys.Select(NoteVerifiers.Of).OfType<INoteVerifier>());
    }

    /// <param name="note">Of which it is said.</param>
    /// <param name="verified">What <see cref="Verify"/> said, of this policy or another with the same keys.</param>
    internal LogVerdict Evaluate(SignedNote note, NoteVerdict verified) => verified switch
    {
        NoteVerdict.Signed signed => Evaluate(note, signed.Signatures),
        NoteVerdict.ByNobodyKnown => Evaluate(note, []),
        NoteVerdict.Forged forged => new LogVerdict.Refuted(
            [.. forged.Keys.Select(key => $"The signature of {key.Name} is not by its key.")]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    LogVerdict Evaluate(SignedNote note, IReadOnlyList<VerifiedSignature> signatures)
    {
        if (Checkpoint.Parse(note.Text) is not Parsed<Checkpoint>.Accepted { Value: var checkpoint })
        {
            return new LogVerdict.Unproven(["The note is no checkpoint."]);
        }

        // A log speaks for the origin that its key is named for, and for no other.
        var log = Logs.FirstOrDefault(log => log.Key.Name == checkpoint.Origin
            && signatures.Any(signature => signature.Key == log.Key));
        var witnessed = Witnesses
            .Select(witness => (witness.Name, by: signatures.FirstOrDefault(found => found.Key == witness.Key)))
            .Where(found => found.by is not null)
            .Select(found => new Witnessed(found.Name, TimeOf(found.by!.Signature)))
            .ToList();
        List<string> missing =
        [
            .. log is null ? ["No log of the policy has signed for this origin."] : Array.Empty<string>(),
            .. IsQuorum(witnessed) ? [] : new[] { $"The cosignatures do not make the quorum {Quorum}." },
        ];
        return missing.Count > 0
            ? new LogVerdict.Unproven(missing)
            : new LogVerdict.Proven(checkpoint, log!.Key, witnessed);
    }

    bool IsQuorum(IEnumerable<Witnessed> witnessed)
    {
        var reached = witnessed.Select(witness => witness.Name).Append(NoQuorum).ToHashSet(StringComparer.Ordinal);
        foreach (var group in Groups.Where(group => group.Members.Count(reached.Contains) >= group.Threshold))
        {
            reached.Add(group.Name);
        }

        return reached.Contains(Quorum);
    }

    static long TimeOf(NoteSignature signature) => Cosignature.TryReadTime(signature.Bytes.Span, out var unixSeconds)
        ? unixSeconds
        : throw new InvalidOperationException("A cosignature without a time was verified.");
}

/// <summary>A log that is trusted to speak for the origin its key is named for.</summary>
/// <param name="Url">Where it can be asked; opaque, and not needed for verifying.</param>
public sealed record PolicyLog(VerifierKey Key, string? Url);

/// <summary>A witness under the name that this policy gives it.</summary>
/// <param name="Url">Where it can be asked; opaque, and not needed for verifying.</param>
public sealed record PolicyWitness(string Name, VerifierKey Key, string? Url);

/// <summary>Counts as a witness once as many of its members do.</summary>
/// <param name="Threshold">At least 1, and no more than there are members.</param>
/// <param name="Members">Witnesses and groups; nobody is a member twice, of whatever groups.</param>
public sealed record PolicyGroup(string Name, int Threshold, IReadOnlyList<string> Members);
