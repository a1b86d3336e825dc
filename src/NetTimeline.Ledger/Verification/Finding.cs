namespace NetTimeline.Ledger.Verification;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Position">Where in the log; 0 where it is at no position.</param>
/// <param name="Sentence">For people; never repeats what was recorded.</param>
public sealed record Finding(long Position, RecordClass Class, LogPart Part, string Sentence)
{
    public override string ToString() =>
        (Position == 0 ? "" : $"Position {Spelling.NumberOf(Position)}: ") + $"{Label}. {Sentence}";

    /// <summary>As reports have it: <c>TAMPERED(payload)</c>.</summary>
    public string Label => Class is RecordClass.Tampered or RecordClass.Unverifiable
        ? $"{Class.ToString().ToUpperInvariant()}({PartOf(Part)})"
        : Class.ToString().ToUpperInvariant();

    /// <summary>Small letters, words apart.</summary>
    static string PartOf(LogPart part) => string.Concat(part.ToString()
        .Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));
}
