namespace NetTimeline.Domain;

/// <summary>
/// Names one entry (or correction) within its patient. Chosen by the caller, so that a retry is recognised.
/// </summary>
/// <remarks>
/// 1 to 64 of <c>a-z 0-9 . _ -</c>, beginning with a letter or digit; never shaped like a UUID or a date, so
/// that an address or a question about knowledge cannot be misread.
/// </remarks>
public readonly record struct EntryKey
{
    EntryKey(string value) => Value = value;

    public string Value { get; }

    public static EntryKey Parse(string text) => TryParse(text, out var key)
        ? key
        : throw new FormatException("A key is 1 to 64 of a-z 0-9 . _ -, and neither a UUID nor a date.");

    public static bool TryParse(string? text, out EntryKey key)
    {
        var fits = KeyShape.Fits(text);
        key = fits ? new EntryKey(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}

/// <summary>
/// The name a registry gives a patient: unique over all patients, without identity in it. Same shape as
/// <see cref="EntryKey"/>.
/// </summary>
public readonly record struct RegistryKey
{
    RegistryKey(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse(string? text, out RegistryKey key)
    {
        var fits = KeyShape.Fits(text);
        key = fits ? new RegistryKey(text!) : default;
        return fits;
    }

    public override string ToString() => Value;
}

/// <summary>Written by hand because every event read back has several keys.</summary>
static class KeyShape
{
    const int LengthMax = 64;

    public static bool Fits(string? text) =>
        text is { Length: >= 1 and <= LengthMax } && text[0] is not ('.' or '_' or '-')
        && text.AsSpan().IndexOfAnyExcept(Letters) < 0 && !IsADate(text) && !IsAUuid(text);

    static readonly System.Buffers.SearchValues<char> Letters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary><c>2019</c>, <c>2019-05</c> or <c>2019-05-20</c>, whether or not there is such a day.</summary>
    static bool IsADate(ReadOnlySpan<char> text)
    {
        if (text.Length is not (4 or 7 or 10))
        {
            return false;
        }

        for (var at = 0; at < text.Length; at++)
        {
            if (at is 4 or 7 ? text[at] != '-' : !char.IsAsciiDigit(text[at]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Every form of a UUID in these letters has 32 or 36 of them.</summary>
    static bool IsAUuid(ReadOnlySpan<char> text) => text.Length is 32 or 36 && Guid.TryParse(text, out _);
}
