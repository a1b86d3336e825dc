namespace NetTimeline.Ledger;

/// <summary>Whether a JSON text has a canonical form.</summary>
public abstract record CanonicalJsonResult
{
    CanonicalJsonResult() { }

    /// <summary>It has.</summary>
    public sealed record Accepted(byte[] Bytes) : CanonicalJsonResult;

    /// <summary>It has none, for each of these reasons; at least one, in the order they were met.</summary>
    public sealed record Refused(IReadOnlyList<JsonFault> Faults) : CanonicalJsonResult;
}

/// <summary>Why a JSON text is refused.</summary>
/// <param name="Pointer">
/// Where, as a JSON Pointer (RFC 6901); empty for the whole. A fault in a member's name points at its object.
/// </param>
/// <param name="Sentence">What is wrong, for people; never holds a value of the text.</param>
public sealed record JsonFault(string Pointer, string Sentence)
{
    public override string ToString() => Pointer.Length == 0 ? Sentence : $"{Pointer}: {Sentence}";
}
