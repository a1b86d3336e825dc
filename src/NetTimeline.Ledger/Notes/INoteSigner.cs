namespace NetTimeline.Ledger.Notes;

/// <summary>Signs the text of a note; with what is its own matter: a key in a file, a card, another machine.</summary>
public interface INoteSigner
{
    /// <summary>Which key its signatures are verified by.</summary>
    VerifierKey Key { get; }

    /// <param name="text">UTF-8, with its final newline and without the blank line behind it.</param>
    /// <returns>The signature alone, without the key's id.</returns>
    byte[] Sign(ReadOnlySpan<byte> text);
}

/// <summary>Verifies signatures of one key.</summary>
public interface INoteVerifier
{
    VerifierKey Key { get; }

    /// <param name="text">UTF-8, with its final newline and without the blank line behind it.</param>
    /// <param name="signature">Without the key's id; of others, so that any bytes may stand there.</param>
    bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature);
}
