namespace NetTimeline.Ledger;

/// <summary>Whether a text that came from elsewhere says what it should.</summary>
public abstract record Parsed<T>
{
    Parsed() { }

    /// <summary>It does.</summary>
    public sealed record Accepted(T Value) : Parsed<T>;

    /// <summary>It does not, for each of these reasons; at least one, in the order of the text.</summary>
    public sealed record Refused(IReadOnlyList<TextFault> Faults) : Parsed<T>;

    internal static Parsed<T> Because(int line, string sentence) => new Refused([new TextFault(line, sentence)]);
}

/// <summary>Why a text is refused.</summary>
/// <param name="Line">Counted from 1; 0 for the whole.</param>
/// <param name="Sentence">What is wrong, for people; never repeats what stands there.</param>
public sealed record TextFault(int Line, string Sentence)
{
    public override string ToString() => Line == 0 ? Sentence : $"Line {Line}: {Sentence}";
}
