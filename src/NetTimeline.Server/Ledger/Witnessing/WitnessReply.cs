using NetTimeline.Ledger.Notes;

namespace NetTimeline.Server.Ledger.Witnessing;

/// <summary>What a witness said to a checkpoint.</summary>
abstract record WitnessReply
{
    WitnessReply() { }

    /// <summary>By its key, over this checkpoint.</summary>
    /// <param name="Seconds">By its clock: since the beginning of 1970, UTC.</param>
    public sealed record Cosigned(NoteSignature Line, long Seconds) : WitnessReply;

    /// <summary>It has cosigned a tree of another size, and wants to be led on from that.</summary>
    public sealed record Elsewhere(long Size) : WitnessReply;

    /// <summary>Nothing that can be used.</summary>
    public sealed record Trouble(WitnessTrouble Why) : WitnessReply;
}

/// <summary>Why a witness does not cosign.</summary>
/// <param name="Kind">Stable.</param>
/// <param name="Sentence">For people.</param>
sealed record WitnessTrouble(string Kind, string Sentence)
{
    public static WitnessTrouble Unreachable { get; } = new("unreachable", "It cannot be reached.");

    public static WitnessTrouble Slow { get; } = new("slow", "It does not answer within a second.");

    public static WitnessTrouble UnknownLog { get; } = new(
        "unknown-log", "It does not know this log: it was not given its key.");

    public static WitnessTrouble NotBelieved { get; } = new(
        "not-believed", "It knows the log by another key than the one that signs.");

    public static WitnessTrouble BadSignature { get; } = new(
        "bad-signature", "What it answers is not signed by its key.");

    /// <summary>It may lie; if it does not, this database or its folder is not what was signed.</summary>
    public static WitnessTrouble Contradicts { get; } = new(
        "contradicts", "It says that it has cosigned a tree of this log that this one does not begin with.");

    public static WitnessTrouble Odd(int status) => new(
        "odd-answer", string.Create(null, $"It answers with status {status}, and not as the protocol has it."));

    /// <summary>An operator has to find out who is right.</summary>
    public bool IsContradiction => Kind == Contradicts.Kind;
}
