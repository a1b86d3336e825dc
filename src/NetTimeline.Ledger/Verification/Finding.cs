namespace NetTimeline.Ledger.Verification;

/// <summary>Something that is not as it should be.</summary>
/// <param name="Position">Where in the log; 0 where it is at no position.</param>
/// <param name="Sentence">For people; never repeats what was recorded.</param>
public sealed record Finding(long Position, RecordClass Class, LogPart Part, string Sentence)
{
    /// <summary>The log that the position is of; null for that of events.</summary>
    public string? Log { get; init; }

    public override string ToString() => $"{Place}{Label}. {Sentence}";

    /// <summary>As reports have it: <c>TAMPERED(payload)</c>.</summary>
    public string Label => Class is RecordClass.Tampered or RecordClass.Unverifiable
        ? $"{Class.ToString().ToUpperInvariant()}({PartOf(Part)})"
        : Class.ToString().ToUpperInvariant();

    string Place => (Log, Position) switch
    {
        (null, 0) => "",
        (null, _) => $"Position {Spelling.NumberOf(Position)}: ",
        (_, 0) => $"Log {Log}: ",
        _ => $"Log {Log}, position {Spelling.NumberOf(Position)}: ",
    };

    /// <summary>Small letters, words apart.</summary>
    static string PartOf(LogPart part) => string.Concat(part.ToString()
        .Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}"
            : $"{char.ToLowerInvariant(letter)}"));
}
